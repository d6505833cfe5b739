import Domain
import HTTPTypes
import Pages
import Store

/// One change to many contacts: chosen, previewed, then all of it or nothing.
extension RouteList {
    mutating func bulkPages() {
        page(.get, .usersBulk, AssignContact.self) { visit in
            let form = BulkForm(items: visit.asked.query.pairs)
            return visit.page(
                BulkPage(rows: try await visit.chosen(form).map { BulkPage.Row($0) }, sites: try await visit.siteNames(), form: form))
        }
        page(.post, .usersBulk, AssignContact.self) { visit in
            let form = BulkForm(items: visit.form.pairs)
            let contacts = try await visit.chosen(form)
            do {
                if visit.form.all("ids").count > Store.bulkLimit { throw BadRequest.tooLarge }
                let change = try form.bulkChange()
                guard !contacts.isEmpty else { return visit.page(BulkPage(rows: [], sites: [], form: form)) }
                if form.step == .apply {
                    do {
                        try await visit.store.bulk(
                            change, of: form.ids, by: visit.actor, in: visit.looking, from: visit.origin, postman: visit.postman)
                        return .see(visit.links.users, .bulkDone)
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
    /// The contacts of the form. An id that is not here is on record as such, and ends the request.
    fileprivate func chosen(_ form: BulkForm) async throws -> [Contact] {
        let found = try await store.read(try actor.grant(ViewContacts.self), in: looking) { transaction in
            try form.ids.map { id in
                do { return (id, try transaction.contact(id)) } catch Trouble.notFound { return (id, nil) }
            } as [(Contact.ID, Contact?)]
        }
        for (id, contact) in found where contact == nil {
            try await store.noteForeign(id.text, action: .contactAssign, by: actor, from: origin)
        }
        if found.contains(where: { $0.1 == nil }) { throw Trouble.notFound }
        return found.compactMap(\.1)
    }

    fileprivate func preview(_ change: BulkChange, _ form: BulkForm, status: HTTPResponse.Status = .ok) async throws -> Reply {
        let rows = try await store.bulkPreview(change, of: form.ids, by: actor, in: looking, from: origin, postman: postman)
        return page(
            BulkPage(
                rows: rows.map { BulkPage.Row($0.contact, BulkPage.Row.Prospect($0.outcome)) }, sites: try await siteNames(), form: form),
            status: status)
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
