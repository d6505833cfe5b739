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
            try post(.adminNotice(event: event, organization: name, subject: subject, by: actor.name), to: admin, postman: postman)
        }
    }

    borrowing func activeAdmins() throws -> [Contact] {
        try rows(
            """
            SELECT \(contactColumns) FROM contacts c WHERE c.organization_id = \(placed) AND c.level IN ('admin', 'operator_admin') AND c.status = 'active'
            ORDER BY c.id
            """
        ) { try ContactRow($0, now: now).contact }
    }
}
