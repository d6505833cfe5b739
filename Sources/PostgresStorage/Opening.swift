import Storage

/// How a transaction begins: its isolation, its role and its organizations, in the trip of its first statement.
struct Opening: Sendable {
    enum Mode { case read, write }

    static let beginReading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    static let beginWriting = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"

    let mode: Mode
    /// Which statements of the connection's cache it may use: a plan is made for one role, and made anew whenever
    /// the role changes if the table has policies.
    let role: Role
    let begin: String
    /// Takes the role and its organizations.
    let take: Query.Rendered?

    enum Role: Hashable, Sendable { case tenant, wide, owner }

    init(_ mode: Mode, _ realm: Realm) throws(Fault) {
        self.mode = mode
        begin =
            switch mode {
            case .read: Self.beginReading
            case .write: Self.beginWriting
            }
        let take: Query?
        switch realm {
        case .owner: (role, take) = (.owner, nil)
        case .wide: (role, take) = (.wide, "SET LOCAL ROLE stagedoor_wide")
        case .tenants(let organizations):
            // A comma in one of them would name two.
            guard organizations.allSatisfy(Self.isIdentifier) else {
                throw Fault(kind: .other, code: "realm", message: "an organization's id holds other characters than 0-9, a-z and -")
            }
            role = .tenant
            take = """
                SELECT set_config('role', 'stagedoor_tenant', true), set_config('stagedoor.organizations', \(organizations.joined(separator: ",")), true)
                """
        }
        self.take = take?.rendered(for: .postgres)
    }

    private static func isIdentifier(_ id: String) -> Bool {
        !id.isEmpty
            && id.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"): true
                default: false
                }
            }
    }
}
