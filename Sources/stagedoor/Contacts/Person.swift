import API
import Domain

/// A contact as the portal shows it to a program.
struct Person: Sendable {
    let json: JSON
    let id: String

    init(_ json: JSON) throws {
        guard let id = json["id"]?.text else {
            throw Failure(.refused, "the server answered, but not with a contact: is it another version?")
        }
        self.json = json
        self.id = id
    }

    var path: String { "/api/v1/contacts/\(id)" }
    var version: Int64? { json["version"]?.integer }
    var name: String { [self["first_name"], self["last_name"]].filter { !$0.isEmpty }.joined(separator: " ") }
    var email: String { self["email"] }

    /// A member as text; empty for none.
    subscript(_ member: String) -> String { json[member]?.text ?? "" }

    func show(_ sites: Sites, json asJSON: Bool) throws {
        if asJSON { return say(json.line) }
        Columns.print(
            json.members.map { member in
                switch member.name {
                case "sites": ["sites", sites.codes(member.value)]
                case "roles": ["roles", sites.roles(member.value)]
                default: [member.name, member.value.text ?? (member.value == .null ? "" : member.value.line)]
                }
            })
    }
}

/// The sites of an organization: people write codes, the machine interface ids.
struct Sites: Sendable {
    private var codes: [String: String] = [:]
    private var ids: [String: String] = [:]
    /// Why they are not known: they stand by their ids then.
    var refusal: Failure?

    init(_ sites: [JSON]) {
        for site in sites {
            guard let id = site["id"]?.text, let code = site["code"]?.text else { continue }
            codes[id] = code
            ids[code.lowercased()] = id
        }
    }

    /// A list of ids as codes; a site that is not known stands by its id.
    func codes(_ list: JSON) -> String {
        list.items.compactMap(\.text).map { codes[$0] ?? $0 }.sorted().joined(separator: " ")
    }

    /// `noc@osl001` each, `noc@*` for everywhere, as in `users.csv`.
    func roles(_ list: JSON) -> String {
        list.items.map { held in "\(held["role"]?.text ?? "")@\(held["site"]?.text.map { codes[$0] ?? $0 } ?? "*")" }.sorted().joined(
            separator: " ")
    }

    /// The id of a site by its code or id.
    func id(_ text: String) throws -> String {
        if let id = ids[text.lowercased()] { return id }
        if Site.ID(text) != nil { return text }
        if let refusal { throw refusal }
        throw Failure(
            .refused, "no site has the code \(text)\(codes.isEmpty ? "" : "; there are: \(codes.values.sorted().joined(separator: ", "))")")
    }

    /// `noc@osl001`, or `noc` and `noc@*` for everywhere, as the role and the id of the site.
    func role(_ text: String) throws -> (role: String, site: String?) {
        guard let at = text.firstIndex(of: "@") else { return (text, nil) }
        let site = String(text[text.index(after: at)...])
        return (String(text[..<at]), site == "*" ? nil : try id(site))
    }
}

extension PortalClient {
    func sites() async throws -> Sites {
        var sites: [JSON] = []
        do {
            try await each("/api/v1/sites") { sites.append($0) }
            return Sites(sites)
        } catch let failure as Failure where failure.kind == .notPermitted {
            var none = Sites([])
            none.refusal = failure
            return none
        }
    }

    /// A contact by its id or its address.
    func person(_ who: String) async throws -> Person {
        if Contact.ID(who) != nil { return try Person(try await ask(PortalCall(.get, "/api/v1/contacts/\(who)")).json()) }
        var found: Person?
        try await each("/api/v1/contacts", query: [("search", who)]) { item in
            let person = try Person(item)
            if person.email.lowercased() == who.lowercased() { found = person }
        }
        guard let found else { throw Failure(.refused, "no contact has the address \(who)") }
        return found
    }
}
