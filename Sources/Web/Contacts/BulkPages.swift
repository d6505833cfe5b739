import Domain
import HTTPTypes
import Markup
import Pages
import Store

/// One change to many contacts: chosen, previewed, then all of it or nothing.
extension RouteList {
    mutating func bulkPages() {
        page(.get, .usersBulk, AssignContact.self) { visit in
            let form = BulkForm(items: visit.asked.query.pairs)
            let (contacts, isCut) =
                form.isAll ? try await visit.everybody(form.filter) : (try await visit.chosen(form, whole: false), false)
            return visit.page(
                BulkPage(rows: contacts.map { BulkPage.Row($0) }, sites: try await visit.siteNames(), form: form, isCut: isCut))
        }
        page(.post, .usersBulk, AssignContact.self) { visit in
            let form = BulkForm(items: visit.form.pairs)
            // The answer stands at the address of the choice, where it can be loaded again.
            var visit = visit
            visit.context.here = form.address(visit.links)
            let contacts = try await visit.chosen(form)
            do {
                if visit.form.all("ids").count > Store.bulkLimit { throw BadRequest.tooLarge }
                let change = try form.bulkChange()
                guard !contacts.isEmpty else { return visit.page(BulkPage(rows: [], sites: [], form: form)) }
                if form.step == .apply {
                    do {
                        let opened = change.isAboutRoles ? try await visit.gapsOpened(by: contacts.compactMap(change.remaining)) : []
                        try await visit.store.bulk(
                            change, of: form.ids, by: visit.actor, in: visit.looking, from: visit.origin, postman: visit.postman)
                        let list = form.filter.applied(to: visit.links.users)
                        return .see(list.query("done", Outcome.bulkDone.rawValue).opening(opened))
                    } catch Trouble.conflict(.bulk) {
                        return try await visit.preview(change, form, status: .conflict)
                    }
                }
                return try await visit.preview(change, form)
            } catch Trouble.invalid(let errors) {
                return visit.page(
                    BulkPage(rows: contacts.map { BulkPage.Row($0) }, sites: try await visit.siteNames(), form: form, errors: errors),
                    status: .unprocessableContent)
            }
        }
    }
}

extension Visit where A == AssignContact {
    /// Everybody who fits a filter, as far as one change goes.
    fileprivate func everybody(_ filter: ContactFilter) async throws -> (contacts: [Contact], isCut: Bool) {
        try await store.read(try actor.grant(ViewContacts.self), in: looking) { transaction in
            var query = ContactQuery(filter), contacts: [Contact] = []
            query.limit = 100
            while contacts.count < Store.bulkLimit {
                let page = try transaction.contacts(query)
                contacts += page.items
                guard let next = page.next else { return (contacts, false) }
                query.start = .after(next)
            }
            return (Array(contacts.prefix(Store.bulkLimit)), true)
        }
    }

    /// The contacts of the form. An id that is not here is on record as such, and ends the request.
    ///
    /// - Parameter isWhole: false for a first look, which passes over those that are gone since they were chosen.
    fileprivate func chosen(_ form: BulkForm, whole isWhole: Bool = true) async throws -> [Contact] {
        let found = try await store.read(try actor.grant(ViewContacts.self), in: looking) { transaction in
            try form.ids.map { id in
                do { return (id, try transaction.contact(id)) } catch Trouble.notFound { return (id, nil) }
            } as [(Contact.ID, Contact?)]
        }
        for (id, contact) in found where contact == nil {
            try await store.noteForeign(id.text, action: .contactAssign, by: actor, from: origin)
        }
        if found.contains(where: { $0.1 == nil }), isWhole || found.allSatisfy({ $0.1 == nil }) { throw Trouble.notFound }
        return found.compactMap(\.1)
    }

    fileprivate func preview(_ change: BulkChange, _ form: BulkForm, status: HTTPResponse.Status = .ok) async throws -> Reply {
        let rows = try await store.bulkPreview(change, of: form.ids, by: actor, in: looking, from: origin, postman: postman)
        let sites = try await siteNames()
        let opened = try await gapsOpened(by: rows.filter { $0.outcome == .changes }.compactMap { change.remaining(of: $0.contact) })
        return page(
            BulkPage(
                rows: rows.map { BulkPage.Row($0.contact, BulkPage.Row.Prospect($0.outcome)) }, sites: sites, form: form,
                opened: opened.map { gap in
                    BulkPage.Opened(UsersPage.Gap(gap.notice, at: sites.first { $0.id == gap.site }), gap.contacts)
                }),
            status: status)
    }
}

extension BulkChange {
    /// It takes roles away, and with them who is told.
    fileprivate var isAboutRoles: Bool {
        switch self {
        case .removeRoles, .removeSites, .delete: true
        case .addRoles, .addSites, .suspend, .revoke: false
        }
    }
}

extension BulkForm {
    fileprivate func bulkChange() throws -> BulkChange {
        let chosen = try assignment()
        switch change {
        case .addRoles: return .addRoles(chosen.roles)
        case .removeRoles: return .removeRoles(chosen.roles)
        case .addSites: return .addSites(chosen.sites)
        case .removeSites: return .removeSites(chosen.sites)
        case .suspend: return .suspend
        case .revoke: return .revoke
        case .delete: return .delete
        case nil: throw Trouble.invalid([FieldError("change", .missing)])
        }
    }
}

extension BulkPage.Row.Prospect {
    fileprivate init(_ outcome: BulkRow.Outcome) {
        switch outcome {
        case .changes: self = .done
        case .unchanged: self = .unchanged
        case .refused(let reason): self = .refused(reason)
        }
    }
}
