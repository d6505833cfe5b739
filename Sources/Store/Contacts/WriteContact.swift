import Domain
import Storage

extension Transaction where A: Writing {
    /// Writes what a search and the grid need beside the row itself.
    borrowing func writeWords(of contact: Contact.ID, _ details: ContactDetails) throws {
        let words = details.searchWords.sorted().map { "(\(placed), \($0), \(details.sortKey), \(contact))" as Query }
        if !words.isEmpty {
            try send(
                "INSERT INTO contact_words (organization_id, word, sort_key, contact_id) VALUES \(Query.joined(words, separator: ", "))")
        }
    }

    borrowing func rewriteWords(of contact: Contact.ID, _ details: ContactDetails) throws {
        try send("DELETE FROM contact_words WHERE organization_id = \(placed) AND contact_id = \(contact)")
        try writeWords(of: contact, details)
    }

    /// Removes a contact, with all that is found by it.
    borrowing func removeRow(of contact: Contact.ID) throws {
        try send("DELETE FROM contact_words WHERE organization_id = \(placed) AND contact_id = \(contact)")
        try send("DELETE FROM contacts WHERE organization_id = \(placed) AND id = \(contact)")
    }

    /// Makes what is found by site and by role follow the assignment, which the contact's row has already.
    borrowing func rewritePlaces(of contact: Contact.ID, _ assignment: Assignment, by grant: Grant<AssignContact>) throws {
        try send("DELETE FROM contact_roles WHERE organization_id = \(placed) AND contact_id = \(contact)")
        try send("DELETE FROM contact_sites WHERE organization_id = \(placed) AND contact_id = \(contact)")
        try writePlaces(of: contact, assignment, by: grant)
    }

    borrowing func writePlaces(of contact: Contact.ID, _ assignment: Assignment, by grant: Grant<AssignContact>) throws {
        let sites = assignment.sites.sorted().map { "(\(placed), \(contact), \($0))" as Query }
        let roles = assignment.roles.sorted().map { "(\(placed), \(contact), \($0.role.rawValue), \($0.site))" as Query }
        if !sites.isEmpty {
            try send("INSERT INTO contact_sites (organization_id, contact_id, site_id) VALUES \(Query.joined(sites, separator: ", "))")
        }
        if !roles.isEmpty {
            try send(
                "INSERT INTO contact_roles (organization_id, contact_id, role, site_id) VALUES \(Query.joined(roles, separator: ", "))")
        }
    }

    /// Refuses sites that are not of this organization.
    borrowing func requireSites(_ assignment: Assignment) throws {
        guard !assignment.sites.isEmpty else { return }
        let known = try Set(rows("SELECT id FROM sites WHERE organization_id = \(placed)") { Identifier<Site>(stored: try $0.text(0)) })
        if !assignment.sites.isSubset(of: known) { throw Trouble.invalid([FieldError("sites", .unknownSite)]) }
    }

    /// Refuses an address that another contact here has, or that the organization's policy does not allow.
    borrowing func requireFreeAddress(_ email: EmailAddress, for contact: Contact.ID) throws {
        let holder = try first(
            """
            SELECT id FROM contacts WHERE organization_id = \(placed) AND email_key = \(email.key) AND id <> \(contact)
            """
        ) { try $0.text(0) }
        if holder != nil { throw Trouble.invalid([FieldError("email", .emailTaken)]) }
        let policy = try organizationPolicy()
        if !policy.allows(email) {
            throw Trouble.invalid([FieldError("email", .emailDomainNotAllowed(policy.emailDomains.map(\.text)))])
        }
    }

    /// The organization keeps one who can still sign in at its top level, whatever happens to `contact`.
    borrowing func requireAnotherTop(than contact: Contact) throws {
        guard contact.level.isTop, contact.access == .active else { return }
        #if DEBUG
        if let before = ledger?.topsBefore {
            if before <= 1 { throw Trouble.conflict(.lastTopLevel) }
            return
        }
        #endif
        if try isLastTop(contact) { throw Trouble.conflict(.lastTopLevel) }
    }
}

extension HeldRole {
    /// As the log writes it: `noc@*` or `noc@` and the site's id.
    var word: String { "\(role.rawValue)@\(site?.text ?? "*")" }
}

extension Assignment {
    var roleWords: String? { roles.isEmpty ? nil : roles.sorted().map(\.word).joined(separator: " ") }
    var siteWords: String? { sites.isEmpty ? nil : sites.sorted().map(\.text).joined(separator: " ") }
}
