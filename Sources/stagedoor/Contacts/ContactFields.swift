import API
import ArgumentParser

/// What can be written about a contact. What is left out stays as it is.
struct ContactFields: ParsableArguments {
    @Option(help: "First name.") var firstName: String?
    @Option(help: "Last name.") var lastName: String?
    @Option(help: "Address; of somebody who signs in it changes once they confirm the new one.") var email: String?
    @Option(help: "Phone, such as +4755201143 or +4755201143;ext=12; empty for none.") var phone: String?
    @Option(help: "What they do.") var title: String?
    @Option(help: "A name of the IANA time zone database, such as Europe/Oslo.") var timeZone: String?
    @Option(help: "The language of mail and pages: en or es.") var language: String?
    @Option(help: "A person, or a mailbox that several read.") var kind: String?
    @Option(name: .customLong("site"), help: "A site that the contact belongs to, by its code or id; once for each. --site none for none.")
    var sites: [String] = []
    @Option(
        name: .customLong("role"),
        help:
            "What the contact is told about: noc for everywhere, noc@osl001 for one site; once for each, and these are all. --role none for none."
    )
    var roles: [String] = []

    var isEmpty: Bool {
        [firstName, lastName, email, phone, title, timeZone, language, kind].allSatisfy { $0 == nil } && sites.isEmpty && roles.isEmpty
    }

    /// The members of a request.
    func members(_ sites: Sites) throws -> [JSON.Member] {
        let texts = [
            ("first_name", firstName), ("last_name", lastName), ("email", email), ("phone", phone), ("title", title),
            ("time_zone", timeZone),
            ("language", language), ("kind", kind),
        ]
        var members = texts.compactMap { name, text in text.map { JSON.Member(name: name, value: .string($0)) } }
        if !self.sites.isEmpty {
            members.append(
                JSON.Member(name: "sites", value: .array(try self.sites.filter { $0 != "none" }.map { .string(try sites.id($0)) })))
        }
        if !roles.isEmpty {
            members.append(
                JSON.Member(
                    name: "roles",
                    value: .array(
                        try roles.filter { $0 != "none" }.map { text in
                            let held = try sites.role(text)
                            return .object([
                                JSON.Member(name: "role", value: .string(held.role)),
                                JSON.Member(name: "site", value: held.site.map(JSON.string) ?? .null),
                            ])
                        })))
        }
        return members
    }
}
