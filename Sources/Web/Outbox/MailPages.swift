import Domain
import HTTPTypes
import Pages
import Store

/// Mail deliveries, for the operator.
extension RouteList {
    mutating func mailPages() {
        page(.get, .mail, ViewMail.self) { visit in
            let state = visit.asked.query["state"].flatMap { MailPage.State(rawValue: $0) }
            let before = visit.asked.query["before"].flatMap { Identifier<Mailing>($0) }
            let found = try await visit.store.readWide(visit.grant) { try $0.mailings(state.flatMap { MailingSummary.State(rawValue: $0.rawValue) }, before: before) }
            return visit.page(MailPage(rows: found.mailings.map(MailPage.Row.init), state: state, isContinued: before != nil, older: found.older?.text))
        }
        page(.post, .mailRetry, RetryMail.self) { visit in
            try await visit.store.retryMail(try visit.asked.id(of: Mailing.self), by: visit.grant, from: visit.origin)
            return .see(visit.links.mail, .mailQueued)
        }
    }
}

extension MailPage.Row {
    init(_ mailing: MailingSummary) {
        self.init(id: mailing.id.text, kind: mailing.kind, recipient: mailing.recipient, state: MailPage.State(rawValue: mailing.state.rawValue) ?? .parked,
                  attempts: mailing.attempts, createdAt: mailing.createdAt, at: mailing.sentAt ?? mailing.dueAt, reason: mailing.lastError)
    }
}
