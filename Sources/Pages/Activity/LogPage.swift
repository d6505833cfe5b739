import Domain
import Markup

/// The activity log: who did what, when, before and after, and what was refused. Nothing in it can be changed.
public struct LogPage: Page {
    public struct Entry: Sendable {
        public enum Value: Sendable, Hashable {
            case nothing, text(String)
            /// It was personal, and has been erased.
            case erased
            /// Never kept: only that it changed.
            case secret
        }

        public struct Change: Sendable {
            public var field: String
            public var before: Value
            public var after: Value

            public init(field: String, before: Value, after: Value) {
                self.field = field
                self.before = before
                self.after = after
            }
        }

        public var number: Int64
        public var at: Moment
        public var actor: Contact.ID?
        /// A ``Level``, or `nobody`.
        public var level: String
        public var name: Value
        /// Somebody of the operator in a partner's organization.
        public var isByOperator: Bool
        public var action: String
        public var isRefused: Bool
        public var target: String?
        public var label: Value
        public var changes: [Change]
        public var address: Value
        public var requestID: String
        /// How often the same refusal came again within its minute.
        public var repeats: Int64

        /// A refusal of an id that is not in the organization's lists. They are counted together.
        var isOfStranger: Bool { isRefused && target != nil && label == .nothing && action != "sign_in.failed" }

        public init(
            number: Int64, at: Moment, actor: Contact.ID?, level: String, name: Value, isByOperator: Bool, action: String, isRefused: Bool,
            target: String?, label: Value, changes: [Change], address: Value, requestID: String, repeats: Int64
        ) {
            self.number = number
            self.at = at
            self.actor = actor
            self.level = level
            self.name = name
            self.isByOperator = isByOperator
            self.action = action
            self.isRefused = isRefused
            self.target = target
            self.label = label
            self.changes = changes
            self.address = address
            self.requestID = requestID
            self.repeats = repeats
        }
    }

    public var entries: [Entry]
    public var filter: LogFilter
    /// Where the page of older entries begins.
    public var older: Int64?
    /// Named in changes of roles and sites.
    public var sites: [SiteName]
    /// What people call the ids of the filter, when it is known.
    public var actorName: String?
    public var aboutName: String?

    public init(entries: [Entry], filter: LogFilter, older: Int64?, sites: [SiteName], actorName: String? = nil, aboutName: String? = nil) {
        self.entries = entries
        self.filter = filter
        self.older = older
        self.sites = sites
        self.actorName = actorName
        self.aboutName = aboutName
    }

    public var title: Phrase { filter.isOfInstallation ? .logInstallation : .activityTitle }
    public var room: Room? { .activity }

    public func body(_ h: Sheet) {
        h.heading(title, lead: filter.isOfInstallation ? .logInstallationLead : .logLead) {
            if h.may(.activityExport) {
                h.go(.export, to: filter.with { _ in }.applied(to: h.links.activityExport))
            } else if let level = h.context.reader?.actor.level {
                h.why(Matrix.reason(.activityExport, at: level))
            }
        }
        logs(h)
        filters(h)
        if let unknown = filter.unknownAction { h.note(.warning, .logUnknownAction(unknown)) }
        if entries.isEmpty { nothing(h) } else { table(h) }
    }

    /// The two logs that some of the staff can choose from.
    private func logs(_ h: Sheet) {
        guard h.links.looking == nil, h.may(.installationView) else { return }
        h.nav(.class("chips tabs"), .label(h.say(.activityTitle))) {
            for ofInstallation in [false, true] {
                var filter = LogFilter()
                let _: Void = filter.isOfInstallation = ofInstallation
                let isOn = ofInstallation == self.filter.isOfInstallation
                h.a(
                    h.say(ofInstallation ? .logInstallation : .logOrganization), .class("chip link", "on", if: isOn),
                    .href(filter.applied(to: h.links.activity)), .current(isOn))
            }
        }
    }

    private func nothing(_ h: Sheet) {
        if filter.narrows {
            h.empty(.logNoMatch, .logNoMatchWhy) { h.go(.logShowAll, to: filter.cleared.applied(to: h.links.activity)) }
        } else {
            h.empty(.logEmpty, .logEmptyWhy)
        }
    }

    private func table(_ h: Sheet) {
        let names = SiteNames(sites)
        h.table(.class("rows log"), .role("table"), .label(h.say(title))) {
            h.thead(.role("rowgroup")) {
                h.tr(.role("row")) {
                    for column: Phrase in [.logWhen, .logWho, .logWhat, .logChanges] {
                        h.th(h.say(column), .role("columnheader"), Attribute("scope", "col"))
                    }
                }
            }
            h.tbody(.role("rowgroup")) { for entry in entries { line(h, entry, names) } }
        }
        h.pager(
            previous: filter.before == nil ? nil : filter.with { _ in }.applied(to: h.links.activity),
            next: older.map { older in
                var next = filter
                next.before = older
                return next.applied(to: h.links.activity)
            })
    }
}

extension LogFilter {
    /// The whole of the same log.
    var cleared: LogFilter {
        var filter = LogFilter()
        filter.isOfInstallation = isOfInstallation
        return filter
    }
}
