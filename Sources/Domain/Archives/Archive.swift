/// An organization as one file, made by the server when somebody asks for it.
public struct Archive: Sendable, Hashable, Identifiable {
    public typealias ID = Identifier<Archive>

    public enum State: String, Sendable, CaseIterable, Codable {
        case waiting, making, ready, failed

        /// It will become another by itself.
        public var isUnderWay: Bool { self == .waiting || self == .making }
    }

    /// How long the file is kept.
    public static let lifetime = Moment.Span.days(7)
    /// So many are kept; the oldest goes when another is asked for.
    public static let most = 3

    public let id: ID
    public let organization: Identifier<Organization>
    public let state: State
    public let askedAt: Moment
    /// Rows that were written, of those that there are.
    public let done: Int64
    public let total: Int64
    /// Bytes of the file; nil until it is ready, like its hash and times.
    public let size: Int64?
    public let sha256: String?
    public let madeAt: Moment?
    /// When it is deleted.
    public let endsAt: Moment?

    public init(
        id: ID, organization: Identifier<Organization>, state: State, askedAt: Moment, done: Int64, total: Int64, size: Int64?,
        sha256: String?,
        madeAt: Moment?, endsAt: Moment?
    ) {
        self.id = id
        self.organization = organization
        self.state = state
        self.askedAt = askedAt
        self.done = done
        self.total = total
        self.size = size
        self.sha256 = sha256
        self.madeAt = madeAt
        self.endsAt = endsAt
    }
}
