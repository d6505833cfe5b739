import API
import Domain
import HTTPTypes
import Store

/// `/api/v1/contacts/{id}/person`: what is held about somebody, and its erasure, on their request. The Operator admin's.
extension RouteList {
    mutating func personCalls() {
        api(.get, "/api/v1/contacts/{id}/person", ExportPerson.self) { call in
            let id = try call.asked.id(of: Contact.self)
            let bytes = try await call.store.exportPerson(id, in: try await call.organization(of: id), by: call.grant, from: call.origin)
            return .file("person-\(id).json", "application/json", .bytes(bytes))
        }
        api(.delete, "/api/v1/contacts/{id}/person", ErasePerson.self) { call in
            let id = try call.asked.id(of: Contact.self)
            let erased = try await call.store.erasePerson(id, in: try await call.organization(of: id), by: call.grant, from: call.origin)
            return .json(JSONWriter.object { writer in
                writer.member("audit_values", Int64(erased.auditValues))
                writer.member("account_is_gone", erased.accountIsGone)
                writer.name("others")
                writer.array(erased.others) { writer, other in
                    writer.object {
                        $0.member("organization", other.organization.text)
                        $0.member("contact", other.contact.text)
                    }
                }
            })
        }
    }
}

extension Call {
    /// Where the person is; of somebody who was removed already, the organization that the query names.
    fileprivate func organization(of id: Contact.ID) async throws -> Organization.ID {
        if let named = try namedOrganization() { return named }
        return try await place(of: id) ?? person.organization.id
    }
}
