import Credentials
import Domain
import Storage

extension Store {
    /// Goes on in another organization of the same person, with a new token.
    ///
    /// - Throws: `Trouble.notFound` when the person cannot work there.
    public func switchOrganization(to organization: Organization.ID, by person: SignedIn) async throws -> StartedSession {
        let there = try await database.read(.wide) { connection in
            try connection.first(
                """
                SELECT id FROM contacts WHERE account_id = \(person.account) AND organization_id = \(organization)
                """
            ) { PortalUserKey(organization: organization, contact: Identifier(stored: try $0.text(0))) }
        }
        guard let there else { throw Trouble.notFound }
        do {
            return try await writeAccount(of: there, from: person.origin) { transaction in
                try transaction.requireAlive(person)
                return try transaction.enter(with: person, event: "session.switched")
            }
        } catch Trouble.conflict(.organizationSuspended) {
            throw Trouble.notFound
        }
    }
}

extension Transaction where A == UseAccount {
    /// Moves a living session of the acting contact's account to this organization.
    borrowing func enter(with person: SignedIn, event: String) throws -> StartedSession {
        let row = try ownContact()
        guard row.account == person.account, row.contact.access == .active else { throw Trouble.notFound }
        // Its sessions were ended here, or its access was given back, since this one last proved who it is.
        let from = try first("SELECT access_from FROM contacts WHERE organization_id = \(placed) AND id = \(row.contact.id)") {
            Moment(milliseconds: try $0.int(0))
        }
        if let from, person.confirmedAt < from { throw Trouble.proofNeeded }
        let account = try ownAccount()
        guard let strength = Strength.now(person.strength, isExempt: row.contact.isExempt(at: now), hasFactor: account.hasFactor) else {
            throw Trouble.conflict(.signedOut)
        }
        let session = try rotate(person, to: strength)
        try execute("UPDATE contacts SET last_sign_in_at = \(now) WHERE organization_id = \(placed) AND id = \(row.contact.id)")
        try recordEvent(
            event,
            [
                Record.Change("organization", plain: person.organization.id.text, organization.text),
                Record.Change("strength", plain: person.strength.rawValue, strength.rawValue),
            ])
        return session
    }
}
