import Domain
import Storage

extension Transaction where A: Writing {
    /// Tells every active Admin of the organization, or Operator admin of the operator, the one who acts among them: it may
    /// not have been they.
    ///
    /// - Parameter subject: whom or what it is about: a person, a token's name, the policy's fields.
    borrowing func tellAdmins(_ event: Post.AdminEvent, about subject: String, postman: Postman) throws {
        let name = try organizationName()
        for admin in try activeAdmins() {
            try tell(.adminNotice(event: event, organization: name, subject: subject, by: actor.name), admin, postman: postman)
        }
    }

    borrowing func activeAdmins() throws -> [ContactRow] {
        try rows(
            """
            SELECT \(contactColumns) FROM contacts c WHERE c.organization_id = \(placed) AND c.level IN ('admin', 'operator_admin') AND c.status = 'active'
            ORDER BY c.id
            """
        ) { try ContactRow($0, now: now) }
    }

    /// Tells a portal user of something at the address they sign in with, which no other Admin chooses. Nobody has shown who
    /// reads a mailbox that is not proven, so it gets no notices; nor does one that had its fill this hour.
    borrowing func tell(_ notice: Post, _ row: ContactRow, postman: Postman) throws {
        let account = try row.account.flatMap { try AccountRow.find($0, on: connection) }
        if let account, !account.isProven { return }
        try post(notice, to: row.contact, at: account?.email, postman: postman)
    }
}
