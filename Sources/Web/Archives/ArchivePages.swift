import Domain
import HTTPTypes
import Pages
import Store

/// The organization as one file: asked for here, made by a job, taken from here.
extension RouteList {
    mutating func archivePages() {
        page(.get, .archives, ViewArchives.self) { visit in
            visit.page(ArchivesPage(archives: try await visit.store.read(visit.grant, in: visit.looking) { try $0.archives() }))
        }
        page(.post, .archives, ArchiveOrganization.self) { visit in
            _ = try await visit.store.write(visit.grant, in: visit.looking, from: visit.origin) { [postman = visit.postman] in
                try $0.askForArchive(postman: postman)
            }
            return .see(visit.links.archives)
        }
        page(.get, .archiveFile, ArchiveOrganization.self) { visit in
            let id = try visit.asked.id(of: Archive.self)
            let archive = try await visit.store.write(visit.grant, in: visit.looking, from: visit.origin) { try $0.takeArchive(id) }
            return .archive(archive, try visit.actor.grant(), in: visit.looking, visit.store)
        }
        page(.post, .archiveRemove, ArchiveOrganization.self) { visit in
            let id = try visit.asked.id(of: Archive.self)
            try await visit.store.write(visit.grant, in: visit.looking, from: visit.origin) { try $0.removeArchive(id) }
            return .see(visit.links.archives, .archiveRemoved)
        }
    }
}

extension Reply {
    /// The file of an archive, a piece in a transaction. One that is removed meanwhile ends too early, which its size tells.
    static func archive(_ archive: Archive, _ grant: Grant<ViewArchives>, in place: Organization.ID?, _ store: Store) -> Reply {
        let pieces = Chunks(from: Int64(0)) { number in
            guard let piece = try await store.read(grant, in: place, { try $0.piece(number, of: archive.id) }) else { return ([], nil) }
            return (piece, number + 1)
        }
        let day = (archive.madeAt ?? archive.askedAt).text.prefix(10)
        var reply = Reply.file("archive-\(archive.organization)-\(day).zip", "application/zip", .stream { try await pieces.next() })
        if let size = archive.size { reply.headers[.contentLength] = String(size) }
        return reply
    }
}
