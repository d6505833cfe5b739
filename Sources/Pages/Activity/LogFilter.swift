import Domain
import Markup

/// Which entries of the activity log are shown, exactly as the address says it. Unknown names and values are passed
/// over; an unknown action is remembered, for the page to say so.
public struct LogFilter: Sendable, Hashable {
    public enum Outcome: String, Sendable, CaseIterable {
        case done, refused
    }

    /// Who did it.
    public var actor: Contact.ID?
    /// A row of the matrix, or an event such as `session.started`.
    public var action: String?
    /// What the address has for an action, when no log tells of such a one.
    public private(set) var unknownAction: String?
    public var outcome: Outcome?
    /// The id of whom or what it happened to.
    public var about: String?
    /// `2026-11-21`, in UTC.
    public var since: String?
    /// Where the page before ended.
    public var before: Int64?
    /// The installation's own log instead of the organization's.
    public var isOfInstallation = false

    public init() {}

    /// From the items of a query, decoded.
    public init(query: some Sequence<(name: String, value: String)>) {
        for (name, value) in query {
            switch name {
            case "actor": actor = Contact.ID(value)
            case "action" where LogFilter.actions.contains(value): action = value
            case "action" where !value.isEmpty: unknownAction = String(value.prefix(60))
            case "outcome": outcome = Outcome(rawValue: value)
            case "contact": about = Contact.ID(value)?.text
            case "since": since = LogFilter.day(value) == nil ? nil : value
            case "before": before = Int64(value)
            case "log": isOfInstallation = value == "installation"
            default: break
            }
        }
    }

    /// Everything that an entry of a log can tell of: rows of the matrix, and events.
    public static let actions = LogWords.actions

    /// The moment from which on; nil without a day.
    public var from: Moment? { since.flatMap(LogFilter.day) }

    public var narrows: Bool { actor != nil || action != nil || outcome != nil || about != nil || since != nil }

    func applied(to link: Link) -> Link {
        link.query("log", ifAny: isOfInstallation ? "installation" : nil)
            .query("actor", ifAny: actor?.text).query("action", ifAny: action).query("outcome", ifAny: outcome?.rawValue)
            .query("contact", ifAny: about).query("since", ifAny: since).query("before", ifAny: before.map(String.init))
    }

    /// With a change that starts again with the newest.
    func with(_ change: (inout LogFilter) -> Void) -> LogFilter {
        var filter = self
        change(&filter)
        filter.before = nil
        return filter
    }

    /// The first moment of a day written as ISO 8601 does.
    private static func day(_ text: String) -> Moment? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count == 10, parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        return Moment(milliseconds: Int64(Civil.days(year: year, month: month, day: day)) * Moment.Span.days(1).milliseconds)
    }
}
