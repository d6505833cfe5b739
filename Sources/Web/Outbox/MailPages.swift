import API
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
            let found = try await visit.store.readWide(visit.grant) {
                try $0.mailings(state.flatMap { MailingSummary.State(rawValue: $0.rawValue) }, before: before)
            }
            return visit.page(
                MailPage(rows: found.mailings.map(MailPage.Row.init), state: state, isContinued: before != nil, older: found.older?.text))
        }
        page(.post, .mailRetry, RetryMail.self) { visit in
            try await visit.store.retryMail(try visit.asked.id(of: Mailing.self), by: visit.grant, from: visit.origin)
            return .see(visit.links.mail, .mailQueued)
        }
    }
}

/// `/api/v1/mail`.
extension RouteList {
    mutating func mailCalls() {
        api(
            .get, "/api/v1/mail", ViewMail.self,
            .list(
                MailingSummary.self, "List mail deliveries, newest first",
                query: [
                    .init("state", "In this state.", .choice(MailingSummary.State.self)),
                    .init("before", "Mails before this one, as the Link of the page before says.", .id),
                    Operation.page[0],
                ])
        ) { call in
            var check = FieldCheck()
            let state: MailingSummary.State? = call.asked.query["state"].flatMap { check.choice("state", $0) }
            let before = call.asked.query["before"].map { Identifier<Mailing>($0) }
            if case .some(.none) = before { check.refuse("before", .notOneOf(["next"])) }
            try check.finish()
            let limit = try call.window().limit
            let page = try await call.store.readWide(call.grant) { try $0.mailings(state, before: before ?? nil, limit: limit) }
            return call.list(page.mailings, next: page.older.map { ("before", $0.text) })
        }
        api(.post, "/api/v1/mail/{id}/retry", RetryMail.self, Operation("Let a parked mail go out again", status: 202, answer: .nothing)) {
            call in
            let id = try call.asked.id(of: Mailing.self)
            return try await call.once({ Reply(.accepted) }) { once in
                try await call.store.retryMail(id, by: call.grant, from: call.origin, once: once)
            }
        }
    }
}

extension MailingSummary: Resource {
    public static let shape = Shape<MailingSummary>(
        "Mailing",
        .text("id", "Its name; the Message-ID begins with it.", .id, \.id.text),
        .text("kind", "What it is about.", .text(sample: "invitation"), \.kind),
        .text("organization", "Whose it is, or installation.", .text(sample: "installation"), \.organization),
        .text("recipient", "Where it goes.", .text(.email, sample: "lena.dahl@example.com"), \.recipient.text),
        .text("state", "Waiting, sent, or parked after ten failures.", .choice(State.self), \.state.rawValue),
        .integer("attempts", "How often it was tried.", sample: 1) { Int64($0.attempts) },
        .text("created_at", "When it was written.", .text(.moment, sample: "2026-01-31T08:05:00Z"), \.createdAt.text),
        .text("due_at", "When it is tried next, while it waits.", .text(.moment, sample: "2026-01-31T08:05:00Z"), \.dueAt.text),
        .optional("sent_at", "When it was sent.", .text(.moment, sample: "2026-01-31T08:05:01Z")) { $0.sentAt?.text },
        .optional("last_error", "Why the last attempt failed.", .text(sample: "421 try again later"), \.lastError))
}

extension MailPage.Row {
    init(_ mailing: MailingSummary) {
        self.init(
            id: mailing.id.text, kind: mailing.kind, recipient: mailing.recipient,
            state: MailPage.State(rawValue: mailing.state.rawValue) ?? .parked,
            attempts: mailing.attempts, createdAt: mailing.createdAt, at: mailing.sentAt ?? mailing.dueAt, reason: mailing.lastError)
    }
}
