import Credentials
import Domain
import Storage

extension Token {
    static let prefix = "sdt_"
    /// The use of a token is written down once in this time.
    static let touchEvery = Moment.Span.minutes(1)

    /// The secret that a program presents; nil for what has not the shape of a token's.
    public static func secret(presented text: String) -> OneTimeSecret? {
        OneTimeSecret(presented: text, prefix: prefix)
    }

    /// The columns of a token `t` beside the contact `c` who owns or made it.
    static let columns: Query = """
        t.id, t.organization_id, t.contact_id, t.name, t.level, t.permissions, t.hint, t.created_at, t.ends_at, t.paused_at, t.ended_at,
        t.last_used_at, t.last_used_from, t.version, c.first_name, c.last_name, c.level, c.status, COALESCE(a.tokens_from, 0), c.id,
        COALESCE(t.taken_over_at, t.created_at), t.maker_lost_at
        """

    /// How many columns those are; what else was asked for comes behind them.
    static let width = 22

    static let withPerson: Query = """
        LEFT JOIN contacts c ON c.organization_id = t.organization_id AND c.id = COALESCE(t.contact_id, t.creator_id)
        LEFT JOIN accounts a ON a.id = c.account_id
        """

    init(_ row: any Row, now: Moment) throws {
        let owner = try row.optionalText(2).map(Identifier<Contact>.init(stored:))
        let level = Level(rawValue: try row.text(4)) ?? .none
        let ends = Moment(milliseconds: try row.int(8))
        let created = Moment(milliseconds: try row.int(7))
        let maker =
            try row.optionalText(17) == AccessStatus.active.rawValue ? row.optionalText(16).flatMap(Level.init(rawValue:)) ?? .none : .none
        let isAnswered = owner == nil ? Matrix.answers(maker, for: level) : maker != .none && Matrix.covers(maker, level)
        // Made before somebody took their account back: whoever made it may have been another.
        let isBacked = try isAnswered && row.int(20) >= row.int(18)
        let lacksMaker = owner == nil && (!isBacked || !row.isNull(21))
        let state: State =
            if !row.isNull(10) || owner != nil && !isBacked {
                .ended
            } else if ends <= now {
                .expired
            } else if !row.isNull(9) || lacksMaker {
                .paused
            } else {
                .active
            }
        self.init(
            id: Identifier(stored: try row.text(0)), organization: Identifier(stored: try row.text(1)), owner: owner,
            maker: try row.optionalText(19).map(Identifier<Contact>.init(stored:)),
            person: try row.optionalText(14).map { "\($0) \(try row.text(15))".trimmed }, lacksMaker: lacksMaker,
            name: Line(stored: try row.text(3)), level: level,
            permissions: try row.optionalText(5).map { Set($0.split(separator: " ").compactMap { Permission(rawValue: String($0)) }) },
            hint: try row.text(6), state: state, createdAt: created, endsAt: ends,
            lastUsedAt: try row.optionalInt(11).map(Moment.init(milliseconds:)), lastUsedFrom: try row.optionalText(12),
            version: try row.int(13))
    }
}
