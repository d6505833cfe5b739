public import Domain

/// One entry of the audit log as people read it, its personal values put back in.
public struct ActivityEntry: Sendable, Hashable {
    /// A value of an entry.
    public enum Value: Sendable, Hashable {
        /// There was, or is, none.
        case nothing
        case text(String)
        /// It was personal, and has been erased.
        case erased
        /// Never kept: only that it changed.
        case secret
    }

    public struct Change: Sendable, Hashable {
        public let field: String
        public let before: Value
        public let after: Value
    }

    public enum Outcome: String, Sendable, CaseIterable, Codable {
        case done, refused
    }

    /// Whose log: an organization's id, or `installation`.
    public let chain: String
    /// 1 for the first entry of a log, without gaps.
    public let number: Int64
    public let at: Moment
    /// Nil for whoever is not a contact: nobody, a worker, the console.
    public let actor: Contact.ID?
    public let actorOrganization: Organization.ID?
    /// A ``Level``, or `nobody`.
    public let level: String
    public let name: Value
    /// The token through which a program acted.
    public let token: Token.ID?
    /// A row of the matrix, or an event that has none, such as `session.started`.
    public let action: String
    public let outcome: Outcome
    public let target: String?
    /// What people call the target.
    public let label: Value
    public let changes: [Change]
    public let requestID: String
    public let address: Value
    /// How often the same refusal came again within its minute.
    public let repeats: Int64

    /// Somebody of the operator acted in a partner's organization.
    public var isByOperator: Bool {
        actorOrganization.map { $0.text != chain } ?? (level == Level.console.rawValue) && chain != Ledger.installation
    }
}

/// Which entries of a log to show.
public struct ActivityFilter: Sendable, Hashable {
    public var actor: Contact.ID?
    public var action: String?
    public var outcome: ActivityEntry.Outcome?
    public var target: String?
    /// From this moment on.
    public var since: Moment?
    /// Before this moment.
    public var until: Moment?
    /// Only entries with a smaller number: where the page before ended.
    public var before: Int64?
    /// 1 to 1000.
    public var limit = 50

    public init() {}
}

/// Entries, newest first.
public struct ActivityPage: Sendable, Hashable {
    public let entries: [ActivityEntry]
    /// ``ActivityFilter/before`` of the page of older ones; nil when there are none.
    public let older: Int64?
}
