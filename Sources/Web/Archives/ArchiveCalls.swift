import API
import Domain
import HTTPTypes
import Store

/// `/api/v1/archives`.
extension RouteList {
    mutating func archiveCalls() {
        api(.get, "/api/v1/archives", ViewArchives.self, .list(Archive.self, "List archives of the organization", query: Operation.page)) {
            call in
            try call.list(all: try await call.store.read(call.grant, in: try call.namedOrganization()) { try $0.archives() })
        }
        api(
            .post, "/api/v1/archives", ArchiveOrganization.self,
            Operation("Have an archive made; while one is under way, it is that one", status: 201, answer: .json(Archive.shape.schema))
        ) { call in
            let place = try call.namedOrganization()
            return try await call.once({ .json($0.json, status: .created, headers: [.location: "/api/v1/archives/\($0.id)"]) }) { once in
                try await call.store.write(call.grant, in: place, from: call.origin, once: once) { [postman = call.portal.postman] in
                    try $0.askForArchive(postman: postman)
                }
            }
        }
        api(.get, "/api/v1/archives/{id}", ViewArchives.self, Operation("Read how far an archive is", answer: .json(Archive.shape.schema)))
        { call in
            let id = try call.asked.id(of: Archive.self)
            return .json(try await call.store.read(call.grant, in: try call.namedOrganization()) { try $0.archive(id) })
        }
        api(
            .get, "/api/v1/archives/{id}/file", ArchiveOrganization.self,
            Operation("Take an archive's file", answer: .file(mediaType: "application/zip"))
        ) { call in
            let id = try call.asked.id(of: Archive.self), place = try call.namedOrganization()
            let archive = try await call.store.write(call.grant, in: place, from: call.origin) { try $0.takeArchive(id) }
            return .archive(archive, try call.actor.grant(), in: place, call.store)
        }
        api(.delete, "/api/v1/archives/{id}", ArchiveOrganization.self, Operation("Remove an archive", status: 204, answer: .nothing)) {
            call in
            let id = try call.asked.id(of: Archive.self)
            try await call.store.write(call.grant, in: try call.namedOrganization(), from: call.origin) { try $0.removeArchive(id) }
            return Reply(.noContent)
        }
    }
}
