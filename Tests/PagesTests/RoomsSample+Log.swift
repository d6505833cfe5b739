import Domain
import Pages

extension Sample {
    private typealias Value = LogPage.Entry.Value

    /// A log with everything in it that an entry can hold.
    static let entries = [
        entry(
            9, actor: 1, "admin", "Ingrid Moen", "access.grant", .text("Lena Ortiz"),
            [
                ("level", .text("none"), .text("read_only")), ("status", .text("none"), .text("invited")),
                ("invitation", .nothing, .text("sent 2")),
            ]),
        entry(8, actor: 7, "read_only", "Ola Nordmann", "contact.delete", .nothing, [], isRefused: true, repeats: 4),
        entry(7, actor: 98, "partner_manager", "Noor Haddad", "organization.look", .nothing, [], isByOperator: true),
        entry(
            6, actor: 1, "admin", "Ingrid Moen", "contact.assign", .text("Pål Hansen"),
            [("roles", .text("noc@*"), .text("noc@\(site(1).text) customs@\(id(777).text)")), ("sites", .nothing, .text(site(1).text))]),
        entry(
            5, actor: 4, "engineering", "Pål Hansen", "contact.edit", .text("Lena Ortiz"),
            [("email", .erased, .nothing), ("phone", .text("+4722550100"), .text("+4722550101"))]),
        entry(4, actor: nil, "worker", "", "access.suspend", .erased, [("status", .text("active"), .text("suspended"))]),
        entry(3, actor: 1, "admin", "Ingrid Moen", "passphrase.set", .nothing, [("passphrase", .nothing, .secret)]),
        entry(2, actor: 1, "admin", "Ingrid Moen", "site.edit", .text("47-1"), [("code", .text("47-1"), .nothing)]),
    ]

    private static func entry(
        _ number: Int64, actor: Int?, _ level: String, _ name: String, _ action: String, _ label: Value,
        _ changes: [(String, Value, Value)],
        isRefused: Bool = false, isByOperator: Bool = false, repeats: Int64 = 0
    ) -> LogPage.Entry {
        LogPage.Entry(
            number: number, at: now - .hours(Int64(10 - number) * 9), actor: actor.map { id($0) }, level: level, name: .text(name),
            isByOperator: isByOperator,
            action: action, isRefused: isRefused, target: isRefused ? "01900000-0000-7000-8000-000000000002" : id(2).text, label: label,
            changes: changes.map { LogPage.Entry.Change(field: $0.0, before: $0.1, after: $0.2) }, address: .text("192.0.2.17"),
            requestID: "019aa7c077f2", repeats: repeats)
    }
}
