import Domain

extension Contact {
    /// `{id, organization, first_name, …, version}`: a contact as the interface shows it.
    public func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", id.text)
            writer.member("organization", organization.text)
            writer.member("first_name", details.firstName.text)
            writer.member("last_name", details.lastName.text)
            writer.member("email", details.email?.text)
            writer.member("phone", details.phone?.text)
            writer.member("title", details.title.text)
            writer.member("time_zone", details.timeZone?.text)
            writer.member("language", details.language.rawValue)
            writer.member("kind", assignment.kind.rawValue)
            writer.name("sites")
            writer.array(assignment.sites.sorted()) { $0.value($1.text) }
            writer.name("roles")
            writer.array(assignment.roles.sorted { ($0.role.rawValue, $0.site?.text ?? "") < ($1.role.rawValue, $1.site?.text ?? "") }) { writer, held in
                writer.object {
                    $0.member("role", held.role.rawValue)
                    $0.member("site", held.site?.text)
                }
            }
            writer.member("level", level.rawValue)
            writer.member("status", access.rawValue)
            writer.member("version", version)
        }
    }
}
