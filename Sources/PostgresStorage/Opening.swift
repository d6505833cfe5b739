import Storage

/// How a transaction begins: its isolation, its role and its organizations, in one trip to the server.
struct Opening: Sendable {
    enum Mode { case read, write }

    /// Which statements of the connection's cache it may use: a plan is made for one role, and made anew whenever
    /// the role changes if the table has policies.
    let role: Role
    let sql: String

    enum Role: Hashable, Sendable { case tenant, wide, owner }

    init(_ mode: Mode, _ realm: Realm) throws(Fault) {
        let begin = switch mode {
        case .read: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        case .write: "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
        }
        switch realm {
        case .owner:
            role = .owner
            sql = begin
        case .wide:
            role = .wide
            sql = begin + "; SET LOCAL ROLE stagedoor_wide"
        case .tenants(let organizations):
            // They become text of a statement, so they are looked at, whoever made them.
            guard organizations.allSatisfy(Self.isIdentifier) else {
                throw Fault(kind: .other, code: "realm", message: "an organization's id holds other characters than 0-9, a-z and -")
            }
            role = .tenant
            sql = begin + "; SET LOCAL ROLE stagedoor_tenant; SET LOCAL stagedoor.organizations = '"
                + organizations.joined(separator: ",") + "'"
        }
    }

    private static func isIdentifier(_ id: String) -> Bool {
        !id.isEmpty && id.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"): true
            default: false
            }
        }
    }
}
