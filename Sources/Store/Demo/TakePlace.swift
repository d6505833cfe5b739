import Domain
import Storage

extension Store {
    /// Signs in as somebody of the demo, without any proof. Nothing but the demo's mark in the database opens this.
    ///
    /// - Throws: `Trouble.notFound` outside the demo; a refusal for whoever could not sign in either.
    public func takePlace(of contact: Contact.ID, browser: Browser, from origin: Origin) async throws -> StartedSession {
        guard try await isDemo() else { throw Trouble.notFound }
        let found = try await database.read(.wide) { connection in
            try connection.first(
                """
                SELECT c.organization_id, c.account_id, c.status, o.status FROM contacts c JOIN organizations o ON o.id = c.organization_id WHERE c.id = \(contact)
                """
            ) {
                try (Organization.ID(stored: $0.text(0)), $0.optionalText(1).map(Identifier<Account>.init(stored:)), $0.text(2), $0.text(3))
            }
        }
        guard let (organization, account, status, organizationStatus) = found else { throw Trouble.notFound }
        guard organizationStatus == Organization.Status.active.rawValue else { throw Refusal(permission: .accountUse, level: .none) }
        guard status == AccessStatus.active.rawValue, let account else { throw Refusal(permission: .accountUse, level: .none) }
        return try await writeAccount(of: PortalUserKey(organization: organization, contact: contact), from: origin) { transaction in
            let hasFactor = try AccountRow.find(account, on: transaction.connection)?.hasFactor ?? false
            let isExempt = try transaction.ownContact().contact.isExempt(at: transaction.now)
            return try transaction.startSession(
                account, isExempt && !hasFactor ? .exempt : .twoFactor, by: "demo", browser: browser, device: nil)
        }
    }
}
