import API
import Domain
import HTTPTypes
import Pages
import Store

/// The activity log: the page, and `/api/v1/activity`.
extension RouteList {
    mutating func activityPages() {
        page(.get, .activity, ViewActivity.self) { visit in
            let shown = LogFilter(query: visit.asked.query.pairs)
            let filter = ActivityFilter(shown)
            let found =
                shown.isOfInstallation
                ? try await visit.store.readWide(try visit.actor.grant(ViewInstallation.self)) { try $0.activity(filter) }
                : try await visit.store.read(visit.grant, in: visit.looking) { try $0.activity(filter) }
            let entries = found.entries.map(LogPage.Entry.init)
            return visit.page(
                LogPage(
                    entries: entries, filter: shown, older: found.older, sites: try await visit.siteNames(),
                    actorName: entries.first { $0.actor == shown.actor }?.name.text,
                    aboutName: entries.first { $0.target == shown.about }?.label.text))
        }
    }

    mutating func activityCalls() {
        api(
            .get, "/api/v1/activity", ViewActivity.self,
            .list(
                ActivityEntry.self, "List the activity log, newest first",
                query: [
                    .init("actor", "What this contact did.", .id),
                    .init("target", "What happened to this contact.", .id),
                    .init("action", "A permission, or the name of another event.", .choice(LogFilter.actions)),
                    .init("outcome", "Done or refused.", .choice(ActivityEntry.Outcome.self)),
                    .init("before", "Entries before this number, as the Link of the page before says.", .integer(sample: 100)),
                    Operation.page[0],
                ])
        ) { call in
            let organization = try call.namedOrganization()
            let filter = try call.activityFilter()
            let page = try await call.store.read(call.grant, in: organization) { try $0.activity(filter) }
            return call.list(page.entries, next: page.older.map { ("before", String($0)) })
        }
    }
}

extension Call {
    fileprivate func activityFilter() throws -> ActivityFilter {
        var filter = ActivityFilter()
        var check = FieldCheck()
        filter.limit = try window().limit
        if let text = asked.query["actor"] { filter.actor = check.identifier("actor", text) }
        if let text = asked.query["target"] { filter.target = check.identifier("target", text, of: Contact.self)?.text }
        if let text = asked.query["outcome"] { filter.outcome = check.choice("outcome", text) }
        filter.action = asked.query["action"]
        if let text = filter.action, !LogFilter.actions.contains(text) {
            check.refuse(FieldError.unknownAction.field, FieldError.unknownAction.problem)
        }
        if let text = asked.query["before"] {
            filter.before = Int64(text)
            if filter.before == nil { check.refuse("before", .notANumber) }
        }
        try check.finish()
        return filter
    }
}

extension FieldError {
    /// No log tells of such a deed.
    static let unknownAction = FieldError("action", .notOneOf(["contact.edit", "access.grant", "session.started"]))
}

extension FieldCheck {
    fileprivate mutating func identifier<Entity>(_ field: String, _ text: String, of type: Entity.Type = Entity.self) -> Identifier<Entity>?
    {
        if let id = Identifier<Entity>(text) { return id }
        refuse(field, .notAnID)
        return nil
    }
}

extension ActivityFilter {
    init(_ filter: LogFilter) {
        self.init()
        actor = filter.actor
        action = filter.action
        outcome = filter.outcome.flatMap { ActivityEntry.Outcome(rawValue: $0.rawValue) }
        target = filter.about
        since = filter.from
        before = filter.before
    }
}

extension LogPage.Entry {
    init(_ entry: ActivityEntry) {
        self.init(
            number: entry.number, at: entry.at, actor: entry.actor, level: entry.level, name: Value(entry.name),
            isByOperator: entry.isByOperator,
            action: entry.action, isRefused: entry.outcome == .refused, target: entry.target, label: Value(entry.label),
            changes: entry.changes.map { Change(field: $0.field, before: Value($0.before), after: Value($0.after)) },
            address: Value(entry.address), requestID: entry.requestID, repeats: entry.repeats)
    }
}

extension LogPage.Entry.Value {
    init(_ value: ActivityEntry.Value) {
        switch value {
        case .nothing: self = .nothing
        case .text(let text): self = text.isEmpty ? .nothing : .text(text)
        case .erased: self = .erased
        case .secret: self = .secret
        }
    }

    fileprivate var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }
}
