import API
import Domain
import NIOCore
import Store

/// Writes a file into the store while it comes in: nothing of it is held but the rows of one batch.
struct FileKeeper {
    /// More than any file of ours has: 500,000 rows of half a kilobyte.
    static let byteLimit = 268_435_456
    private static let batch = 500

    let store: Store
    let grant: Grant<RunImports>
    let place: Organization.ID?
    let origin: Origin
    let id: Import.ID
    private let kind: Import.Kind
    private var reader: FileReader
    private var rows: [FileRow] = []
    private var objects: [PeeringDB.Object] = []
    private var size = 0
    /// Everything that came, for whoever sends it twice.
    private(set) var digest = RequestDigest()

    init(_ new: NewImport, in store: Store, by grant: Grant<RunImports>, place: Organization.ID?, from origin: Origin) async throws {
        (self.store, self.grant, self.place, self.origin, kind) = (store, grant, place, origin, new.kind)
        id = try await store.write(grant, in: place, from: origin) { try $0.begin(new) }.id
        reader = FileReader(new.format, of: new.kind)
    }

    mutating func take(_ part: some RandomAccessCollection<UInt8>) async throws {
        size += part.count
        if size > FileKeeper.byteLimit { throw BadRequest.tooLarge }
        let part = Array(part)
        digest.take(part)
        try await keep(try reader.take(part))
    }

    /// - Throws: ``ImportProblem`` for a file with which nothing can be done.
    mutating func finish(once: Once<Import>? = nil) async throws -> Import {
        try await keep(try reader.finish())
        try await flush()
        let (id, columns) = (id, reader.columns)
        return try await store.write(grant, in: place, from: origin, once: once) { try $0.complete(id, columns: columns) }
    }

    /// The file is not to be had: nothing of it stays.
    func giveUp() async {
        let id = id
        try? await store.write(grant, in: place, from: origin) { try $0.giveUp(id) }
    }

    private mutating func keep(_ records: [FileRow]) async throws {
        for record in records {
            if kind == .peeringDB {
                let fields = Dictionary(zip(reader.columns, record.cells).filter { !$1.isEmpty }) { first, _ in first }
                if let object = PeeringDB.Object(list: record.list, fields) { objects.append(object) }
            } else {
                rows.append(record)
            }
            if rows.count + objects.count == FileKeeper.batch { try await flush() }
        }
    }

    private mutating func flush() async throws {
        let (id, rows, objects) = (id, rows, objects)
        guard rows.count + objects.count > 0 else { return }
        self.rows.removeAll(keepingCapacity: true)
        self.objects.removeAll(keepingCapacity: true)
        try await store.write(grant, in: place, from: origin) { transaction in
            if objects.isEmpty { try transaction.append(rows, to: id) } else { try transaction.append(objects, to: id) }
        }
    }
}
