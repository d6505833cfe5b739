import Domain
import Markup

/// Mail deliveries, for the operator: what waits, what went out, and what was given up with its reason. Never what a
/// mail says.
public struct MailPage: Page {
    public enum State: String, Sendable, CaseIterable {
        case waiting, parked, sent
    }

    public struct Row: Sendable {
        /// The mail's id; its Message-ID derives from it.
        public var id: String
        public var kind: String
        public var recipient: EmailAddress
        public var state: State
        public var attempts: Int
        public var createdAt: Moment
        /// When it is tried next, or was sent.
        public var at: Moment
        public var reason: String?

        public init(
            id: String, kind: String, recipient: EmailAddress, state: State, attempts: Int, createdAt: Moment, at: Moment, reason: String?
        ) {
            self.id = id
            self.kind = kind
            self.recipient = recipient
            self.state = state
            self.attempts = attempts
            self.createdAt = createdAt
            self.at = at
            self.reason = reason
        }
    }

    public var rows: [Row]
    /// Nil for all.
    public var state: State?
    public var isContinued: Bool
    public var older: String?

    public init(rows: [Row], state: State?, isContinued: Bool = false, older: String? = nil) {
        self.rows = rows
        self.state = state
        self.isContinued = isContinued
        self.older = older
    }

    public var title: Phrase { .mailTitle }
    public var room: Room? { .mail }

    private func here(_ h: Sheet) -> Link { h.links.mail.query("state", ifAny: state?.rawValue) }

    public func body(_ h: Sheet) {
        h.heading(.mailTitle, lead: .mailLead) {
            if !rows.isEmpty { h.go(.export, .quiet, to: h.links.mailExport.query("state", ifAny: state?.rawValue)) }
        }
        if !h.context.sendsMail { h.note(.bad, .noMailServer(rows.count { $0.state == .waiting })) }
        h.nav(.class("chips tabs"), .label(h.say(.status))) {
            chip(h, .mailAll, nil)
            for state in State.allCases { chip(h, state.name, state) }
        }
        if rows.isEmpty {
            h.empty(.mailNone, state == .parked ? .mailNoneParked : .mailNoneWhy)
        } else {
            table(h)
            h.pager(previous: isContinued ? here(h) : nil, next: older.map { here(h).query("before", $0) })
        }
    }

    private func chip(_ h: Sheet, _ name: Phrase, _ state: State?) {
        h.a(
            h.say(name), .class("chip link", "on", if: self.state == state), .href(h.links.mail.query("state", ifAny: state?.rawValue)),
            .current(self.state == state))
    }

    private func table(_ h: Sheet) {
        h.table(.class("rows"), .role("table"), .label(h.say(.mailTitle))) {
            h.thead(.role("rowgroup")) {
                h.tr(.role("row")) {
                    for column: Phrase in [.mailTo, .mailKind, .status, .mailAttempts, .mailWritten, .mailReason] {
                        h.th(h.say(column), .role("columnheader"), Attribute("scope", "col"))
                    }
                }
            }
            h.tbody(.role("rowgroup")) { for row in rows { line(h, row) } }
        }
    }

    private func line(_ h: Sheet, _ row: Row) {
        h.tr(.role("row")) {
            h.td(row.recipient.text, .role("cell"), .class("entry"))
            h.td(h.say(MailPage.kind(row.kind)), .role("cell"), .class("fact"))
            h.td(.role("cell"), .class("fact")) {
                h.state(row.state.tone, row.state.name)
                if row.state != .parked { h.small(.mailWhen(h.dates.relative(row.at))) }
            }
            h.td(String(row.attempts), .role("cell"), .class("fact"), Attribute("data-label", h.say(.mailAttempts)))
            h.td(.role("cell"), .class("fact"), Attribute("data-label", h.say(.mailWritten))) { h.shortMoment(row.createdAt) }
            h.td(.role("cell"), .class("wide")) {
                if let reason = row.reason { h.p(reason, .class("mono")) }
                h.retry(row)
            }
        }
    }
}

extension Sheet {
    /// Sends a parked mail again.
    func retry(_ mail: MailPage.Row) {
        guard mail.state == .parked else { return }
        if context.reader?.actor.reach(.mailRetry).contains(.allPartners) == true {
            deed(.mailRetry, to: links.mailRetry(mail.id))
        } else {
            why(.mailWhyNoRetry)
        }
    }
}
