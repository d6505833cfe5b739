import Domain
import HTTPTypes
import Markup
import Pages
import Store

/// From a gap to a person: who could take the role, and giving it.
extension RouteList {
    mutating func gapPages() {
        page(.get, .toldGap, AssignContact.self) { visit in
            try visit.grant.requireSomebody(in: visit)
            guard let notice = visit.asked.query["notice"].flatMap(Notice.init(rawValue:)), !notice.isBySurvey else {
                throw Trouble.notFound
            }
            return visit.page(try await visit.gapPage(notice))
        }
        page(.post, .userRole, AssignContact.self) { visit in
            let id = try visit.asked.id(of: Contact.self)
            guard let notice = visit.form["notice"].flatMap(Notice.init(rawValue:)),
                let role = visit.form["role"].flatMap(ContactRole.init(rawValue:)), notice.roles.contains(role)
            else { throw Trouble.invalid([FieldError("role", .notOneOf(ContactRole.allCases.map(\.rawValue)))]) }
            var site: Site.ID?
            if let text = visit.form["site"] {
                guard let id = Site.ID(text) else { throw Trouble.invalid([FieldError("site", .unknownSite)]) }
                site = id
            }
            let place = try await visit.settled()
            let held = HeldRole(role, at: site)
            _ = try await place.store.write(try place.actor.grant(EditContact.self), in: place.looking, from: place.origin) {
                [postman = place.postman] in
                try $0.edit(id, { ContactEdit(details: nil, assignment: $0.assignment.adding(held)) }, expecting: .any, postman: postman)
            }
            let back = visit.form["back"].flatMap { Link(returning: $0) }?.withoutOutcome ?? place.links.told
            return .see(back.telling(.roleGiven, to: id, notice, at: site))
        }
    }
}

extension Grant where A == AssignContact {
    /// Nobody chooses somebody where they may give no role at all.
    fileprivate func requireSomebody(in visit: Visit<AssignContact>) throws {
        let atoms: Reach = visit.looking == nil ? .organization : .allPartners
        if visit.actor.reach(.contactAssign).isDisjoint(with: atoms) {
            throw Refusal(permission: .contactAssign, level: visit.actor.level)
        }
    }
}

extension Assignment {
    fileprivate func adding(_ held: HeldRole) -> Assignment {
        Assignment(kind: kind, sites: sites, roles: roles.union([held]))
    }
}

extension Visit where A == AssignContact {
    /// So many of each kind are offered at once.
    private static var few: Int { 6 }

    fileprivate func gapPage(_ notice: Notice) async throws -> GapPage {
        let site = asked.query["site"].flatMap { Site.ID($0) }
        if site == nil, asked.query["site"] != nil { throw Trouble.notFound }
        let text = String((asked.query["q"] ?? "").prefix(100))
        return try await store.read(try actor.grant(ViewContacts.self), in: looking) { [back] transaction in
            let sites = try transaction.sites().map(SiteName.init)
            guard site == nil || sites.contains(where: { $0.id == site }) else { throw Trouble.notFound }
            var told = try transaction.group {
                $0.roles = notice.roles
                $0.limit = 200
            }.contacts
            let holders = told
            told.removeAll { notice.recipients(at: site, among: [($0.id, $0.assignment)]).isEmpty }
            var page = GapPage(
                gap: UsersPage.Gap(notice, at: sites.first { $0.id == site }), told: told, text: text, sites: sites, back: back)
            if !text.isEmpty {
                page.found = try transaction.group {
                    $0.search = text
                    $0.limit = 20
                }
                return page
            }
            if let site {
                page.here = try transaction.group {
                    $0.sites = [site]
                    $0.limit = 20
                }
            }
            var shown = Set(page.here.contacts.map(\.id)).union(told.map(\.id))
            let elsewhere = holders.filter { !shown.contains($0.id) }
            page.elsewhere = GapPage.Group(Array(elsewhere.prefix(Self.few)), hasMore: elsewhere.count > Self.few)
            shown.formUnion(page.elsewhere.contacts.map(\.id))
            if page.here.contacts.count + page.elsewhere.contacts.count < Self.few {
                let count = told.count
                let some = try transaction.group { $0.limit = 3 * Self.few + count }
                page.others = GapPage.Group(
                    Array(some.contacts.filter { !shown.contains($0.id) }.prefix(Self.few)),
                    hasMore: some.contacts.count > shown.count + Self.few)
            }
            return page
        }
    }

    private var back: Link { asked.query["back"].flatMap { Link(returning: $0) }?.withoutOutcome ?? links.told }
}

extension Transaction where A == ViewContacts {
    /// The first contacts that fit.
    fileprivate borrowing func group(_ narrow: (inout ContactQuery) -> Void) throws -> GapPage.Group {
        var query = ContactQuery()
        narrow(&query)
        let page = try contacts(query)
        return GapPage.Group(page.items, hasMore: page.next != nil)
    }
}

extension Link {
    /// Without what an earlier deed left in the address.
    var withoutOutcome: Link {
        let halves = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2 else { return self }
        let kept = halves[1].split(separator: "&").filter { pair in
            !OutcomeWords.names.contains { pair.hasPrefix("\($0)=") }
        }
        return Link(returning: String(halves[0]) + (kept.isEmpty ? "" : "?" + kept.joined(separator: "&"))) ?? self
    }

    /// Tells the next page whom a role was given; see ``OutcomeWords``.
    func telling(_ outcome: Outcome, to contact: Contact.ID, _ notice: Notice, at site: Site.ID?) -> Link {
        query("done", outcome.rawValue).query("told", contact.text).query("of", notice.rawValue).query("at", ifAny: site?.text)
    }

    /// Tells the next page which gaps a deed opened.
    func opening(_ gaps: [OpenedGap]) -> Link {
        gaps.prefix(20).reduce(self) { $0.query("gap", "\($1.notice.rawValue)@\($1.site?.text ?? "")") }
    }
}

/// What an address says of the last deed beyond its ``Outcome``. An address can be made by anybody: only what the store
/// confirms is said.
enum OutcomeWords {
    static let names = ["done", "told", "of", "at", "gap"]
}

extension Portal {
    /// Puts the names into the outcome of giving a role, and lists the gaps that a deed opened.
    func tellOutcome(_ asked: Asked, _ person: SignedIn, in looking: Organization.ID?, _ context: inout PageContext) async throws {
        guard context.outcome != nil, !asked.isUnsafe, let grant = try? person.actor.grant(ViewContacts.self) else { return }
        defer { if context.outcome == .roleGiven, context.outcomeInWords == nil { context.outcome = nil } }
        let gaps = Set(asked.query.all("gap").prefix(20))
        let told = asked.query["told"].flatMap { Contact.ID($0) }, of = asked.query["of"].flatMap(Notice.init(rawValue:))
        let isGiven = context.outcome == .roleGiven && told != nil && of != nil
        guard isGiven || !gaps.isEmpty else { return }
        let at = asked.query["at"].flatMap { Site.ID($0) }
        let read = try await store.read(grant, in: looking) { transaction in
            (
                sites: try transaction.sites().map(SiteName.init), gaps: gaps.isEmpty ? [] : try transaction.gaps(),
                contact: isGiven ? try? told.map { try transaction.contact($0) } : nil
            )
        }
        if let contact = read.contact, let of, !of.recipients(at: at, among: [(contact.id, contact.assignment)]).isEmpty {
            let site = read.sites.first { $0.id == at }
            if at == nil || site != nil {
                context.outcomeInWords = .roleGiven(contact.details.fullName, of, at: site)
            }
        }
        context.opened = read.gaps.filter { gaps.contains("\($0.notice.rawValue)@\($0.site?.text ?? "")") }.map { gap in
            UsersPage.Gap(gap.notice, at: read.sites.first { $0.id == gap.site })
        }
    }
}
