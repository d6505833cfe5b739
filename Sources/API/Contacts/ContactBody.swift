import Domain

extension ContactInput {
    /// Reads the members of a contact that a request may write.
    public init(_ body: inout Body) {
        self.init()
        firstName = body.text("first_name")
        lastName = body.text("last_name")
        email = body.text("email")
        phone = body.text("phone")
        title = body.text("title")
        timeZone = body.text("time_zone")
        language = body.text("language")
        kind = body.text("kind")
        sites = body.texts("sites")
        roles = body.list("roles").map { items in
            items.enumerated().compactMap { index, item in
                guard case .object(let members) = item else {
                    body.refuse("roles[\(index)]", .notOneOf(["{\"role\": …, \"site\": …}"]))
                    return nil
                }
                var held = Body(members)
                let pair = Role(role: held.text("role") ?? "", site: held.text("site") ?? "")
                do { try held.finish() } catch { body.refuse("roles[\(index)]", .unknownField) }
                return pair
            }
        }
    }
}
