import API
import Domain
import HTTPTypes
import Store

/// `/api/v1/contacts/{id}/person`: what is held about somebody, and its erasure, on their request. The Operator admin's.
extension RouteList {
    mutating func personCalls() {
        api(
            .get, "/api/v1/contacts/{id}/person", ExportPerson.self,
            Operation("Export what is held about a person", answer: .file(mediaType: "application/json"))
        ) { call in
            let id = try call.asked.id(of: Contact.self)
            let bytes = try await call.store.exportPerson(id, in: try await call.organization(of: id), by: call.grant, from: call.origin)
            return .file("person-\(id).json", "application/json", .bytes(bytes))
        }
        api(
            .delete, "/api/v1/contacts/{id}/person", ErasePerson.self,
            Operation("Erase a person, on their request", answer: .json(ErasedPerson.shape.schema))
        ) { call in
            let id = try call.asked.id(of: Contact.self)
            let erased = try await call.store.erasePerson(
                id, in: try await call.organization(of: id), by: call.grant, from: call.origin, postman: call.portal.postman)
            return .json(erased)
        }
    }
}

extension ErasedPerson: Resource {
    public static let shape = Shape<ErasedPerson>(
        "ErasedPerson",
        .integer("audit_values", "Entries of logs beside which values of the person were removed.", sample: 12) { Int64($0.auditValues) },
        .boolean("account_is_gone", "Nobody signs in with the account any more.", \.accountIsGone),
        .list("others", "Where else the same person is a contact, for a request of their own.", of: ErasedPerson.elsewhere, \.others))

    private static let elsewhere = Shape<Other>(
        "Elsewhere",
        .text("organization", "The organization.", .id, \.organization.text),
        .text("contact", "The contact there.", .id, \.contact.text))
}

extension Call {
    /// Where the person is; of somebody who was removed already, the organization that the query names.
    fileprivate func organization(of id: Contact.ID) async throws -> Organization.ID {
        if let named = try namedOrganization() { return named }
        guard let place = try await place(of: id) ?? caller.organization else { throw Trouble.notFound }
        return place
    }
}
