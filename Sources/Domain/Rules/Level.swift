/// A column of the permission matrix.
///
/// The first four are the partner's (seed page "Contacts and portal users"); a contact without portal access is at
/// `none`. Then come the operator's staff, then what acts without being a person. Contact *roles* are another axis:
/// they decide what one is told and grant nothing.
public enum Level: String, Sendable, CaseIterable, Codable {
    case none
    case readOnly = "read_only"
    case engineering
    case admin

    case operatorAdmin = "operator_admin"
    case partnerManager = "partner_manager"
    case operations
    case assessor
    case auditor

    /// Background work of the server.
    case worker
    /// The administrator's command line on the server's own machine.
    case console

    /// The levels that a contact of a partner can have.
    public static let ofPartners: [Level] = [.none, .readOnly, .engineering, .admin]
    /// The levels that the operator's people can have.
    public static let ofStaff: [Level] = [.none, .operatorAdmin, .partnerManager, .operations, .assessor, .auditor]
    /// The levels at which a person can act.
    public static let ofPeople: [Level] = [
        .readOnly, .engineering, .admin, .operatorAdmin, .partnerManager, .operations, .assessor, .auditor,
    ]

    public var isStaff: Bool {
        switch self {
        case .operatorAdmin, .partnerManager, .operations, .assessor, .auditor: true
        case .none, .readOnly, .engineering, .admin, .worker, .console: false
        }
    }

    /// The level that an organization must never lose its last usable holder of: Admin, or Operator admin.
    public var isTop: Bool { self == .admin || self == .operatorAdmin }

    /// None or Read-only: the contacts that Engineering may manage.
    public var isLow: Bool { self == .none || self == .readOnly }
}
