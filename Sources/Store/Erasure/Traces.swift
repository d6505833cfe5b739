import Domain
import Storage

/// Where a person has left something.
struct Traces: Sendable {
    struct Account: Sendable {
        let id: Identifier<Domain.Account>
        /// As it was read; it grows when the account joins another organization.
        let version: Int64
    }

    let contact: Contact.ID
    let organization: Organization.ID
    /// False when the contact is gone, and only the log remembers it.
    let isPresent: Bool
    let account: Account?
    /// The account's portal users in other organizations.
    let others: [ErasedPerson.Other]
    /// By which files know the person; nil once the contact is gone.
    let address: String?
    /// Whose files of several organizations may speak of the person.
    let operators: [Organization.ID]
    /// The chains beside which values of this person stand.
    let chains: [String]

    init(of contact: Contact.ID, in organization: Organization.ID, on connection: any Connection) throws {
        (self.contact, self.organization) = (contact, organization)
        let row = try connection.first(
            "SELECT account_id, email_key FROM contacts WHERE organization_id = \(organization) AND id = \(contact)"
        ) {
            (account: try $0.optionalText(0), address: try $0.optionalText(1))
        }
        address = row?.address
        operators = try connection.rows("SELECT id FROM organizations WHERE kind = 'operator' AND id <> \(organization)") {
            Identifier(stored: try $0.text(0))
        }
        isPresent = row != nil
        account = try row?.account.flatMap { id in
            try connection.first("SELECT version FROM accounts WHERE id = \(id)") {
                Account(id: Identifier(stored: id), version: try $0.int(0))
            }
        }
        others =
            try account.map { account in
                try connection.rows(
                    "SELECT organization_id, id FROM contacts WHERE account_id = \(account.id) AND id <> \(contact) ORDER BY organization_id"
                ) {
                    ErasedPerson.Other(organization: Identifier(stored: try $0.text(0)), contact: Identifier(stored: try $0.text(1)))
                }
            } ?? []
        // An index look-up a chain: `person_id` alone has no index.
        chains = try connection.rows(
            """
            SELECT c.organization_id FROM audit_chains c WHERE EXISTS (SELECT 1 FROM audit_values v
                WHERE v.organization_id = c.organization_id AND v.person_id = \(contact)) ORDER BY c.organization_id
            """
        ) { try $0.text(0) }
    }
}
