public import Domain
import Storage

/// One change to many contacts.
public enum BulkChange: Sendable, Hashable {
    case addRoles(Set<HeldRole>), removeRoles(Set<HeldRole>)
    case addSites(Set<Site.ID>), removeSites(Set<Site.ID>)
    case suspend, revoke, delete
}

/// What a change of many does to one of them.
public struct BulkRow: Sendable {
    public enum Outcome: Sendable, Hashable {
        case changes
        /// It is so already.
        case unchanged
        case refused(RowRefusal.Reason)
    }

    /// As it was before.
    public let contact: Contact
    public let outcome: Outcome
}

extension Store {
    /// The most contacts that one change takes.
    public static let bulkLimit = 500

    /// Changes all of them or none, in one transaction, each row checked by the very function that changes one.
    ///
    /// - Throws: `Trouble.conflict(.bulk)` with a reason for each row that cannot be changed; `Trouble.invalid` when the
    ///   roles or sites themselves are wrong.
    public func bulk(
        _ change: BulkChange, of ids: [Contact.ID], by actor: Actor, in organization: Organization.ID?, from origin: Origin,
        postman: Postman
    ) async throws {
        _ = try await run(change, ids, actor, organization, origin, postman) { rows in
            let refused = rows.compactMap(\.refusal)
            if !refused.isEmpty { throw Trouble.conflict(.bulk(refused)) }
            return rows
        }
    }

    /// The same run, taken back: what would become of each row.
    public func bulkPreview(
        _ change: BulkChange, of ids: [Contact.ID], by actor: Actor, in organization: Organization.ID?, from origin: Origin,
        postman: Postman
    ) async throws -> [BulkRow] {
        do { return try await run(change, ids, actor, organization, origin, postman) { throw Preview(rows: $0) } } catch let preview
            as Preview
        { return preview.rows }
    }

    private struct Preview: Error {
        let rows: [BulkRow]
    }

    private func run(
        _ change: BulkChange, _ ids: [Contact.ID], _ actor: Actor, _ organization: Organization.ID?, _ origin: Origin, _ postman: Postman,
        _ settle: @escaping @Sendable ([BulkRow]) throws -> [BulkRow]
    ) async throws -> [BulkRow] {
        guard !ids.isEmpty else { throw Trouble.invalid([FieldError("ids", .missing)]) }
        guard ids.count <= Store.bulkLimit else { throw Trouble.invalid([FieldError("ids", .notOneOf(["1–\(Store.bulkLimit)"]))]) }
        switch change {
        case .addRoles, .removeRoles, .addSites, .removeSites:
            _ = try actor.grant(AssignContact.self)
            return try await writeInAttempts(try actor.grant(EditContact.self), in: organization, from: origin) { transaction, attempt in
                try settle(
                    transaction.each(ids, attempt) { contact in
                        let assignment = contact.assignment.with(change)
                        _ = try transaction.edit(
                            contact.id, { _ in ContactEdit(details: nil, assignment: assignment) }, expecting: .any, postman: postman)
                        return assignment != contact.assignment
                    })
            }
        case .suspend:
            return try await writeInAttempts(try actor.grant(SuspendAccess.self), in: organization, from: origin) { transaction, attempt in
                try settle(
                    transaction.each(ids, attempt) { contact in
                        if contact.access == .suspended, transaction.grant.admits(contact.target) { return false }
                        _ = try transaction.suspend(contact.id, expecting: .any, postman: postman)
                        return true
                    })
            }
        case .revoke:
            return try await writeInAttempts(try actor.grant(GrantAccess.self), in: organization, from: origin) { transaction, attempt in
                try settle(
                    transaction.each(ids, attempt) { contact in
                        if contact.access == .none, transaction.grant.admits(contact.target) { return false }
                        _ = try transaction.revoke(contact.id, expecting: .any, postman: postman)
                        return true
                    })
            }
        case .delete:
            return try await writeInAttempts(try actor.grant(DeleteContact.self), in: organization, from: origin) { transaction, attempt in
                try settle(
                    transaction.each(ids, attempt) { contact in
                        try transaction.delete(contact.id, expecting: .any, postman: postman)
                        return true
                    })
            }
        }
    }
}

extension Transaction where A: Writing {
    /// Runs `change` for each contact, whole or not at all, so that a refused row leaves nothing behind that a later one
    /// would see.
    borrowing func each(_ ids: [Contact.ID], _ attempt: Attempts, _ change: (Contact) throws -> Bool) throws -> [BulkRow] {
        var rows: [BulkRow] = []
        for id in ids {
            // One that is no longer there has no row to stand in: the whole change is looked at again.
            let contact = try visibleContact(id).contact
            do {
                rows.append(BulkRow(contact: contact, outcome: try attempt { try change(contact) } ? .changes : .unchanged))
            } catch let refusal as Refusal {
                rows.append(BulkRow(contact: contact, outcome: .refused(.refused(refusal))))
            } catch Trouble.conflict(let conflict) {
                rows.append(BulkRow(contact: contact, outcome: .refused(.conflict(conflict))))
            } catch Trouble.notFound {
                rows.append(BulkRow(contact: contact, outcome: .refused(.notFound)))
            }
        }
        if !rows.contains(where: { $0.outcome == .changes }) { ledger?.nothingChanged() }
        return rows
    }
}

extension BulkRow {
    fileprivate var refusal: RowRefusal? {
        guard case .refused(let reason) = outcome else { return nil }
        return RowRefusal(contact: contact.id, name: contact.details.fullName, reason: reason)
    }
}

extension Assignment {
    func with(_ change: BulkChange) -> Assignment {
        switch change {
        case .addRoles(let more): Assignment(kind: kind, sites: sites, roles: roles.union(more))
        case .removeRoles(let gone): Assignment(kind: kind, sites: sites, roles: roles.subtracting(gone))
        case .addSites(let more): Assignment(kind: kind, sites: sites.union(more), roles: roles)
        case .removeSites(let gone):
            Assignment(
                kind: kind, sites: sites.subtracting(gone), roles: roles.filter { role in role.site.map { !gone.contains($0) } ?? true })
        case .suspend, .revoke, .delete: self
        }
    }
}
