/// The names of a connection's prepared statements, by text. When it is full, the one used longest ago goes.
struct StatementCache {
    struct Key: Hashable {
        let sql: String
        let shape: UInt128
        let role: Opening.Role
    }

    private struct Entry {
        let name: String
        var lastUse: Int
    }

    private let capacity: Int
    private var entries: [Key: Entry] = [:]
    private var uses = 0
    private var names = 0

    init(capacity: Int = 256) {
        self.capacity = capacity
    }

    mutating func find(_ key: Key) -> String? {
        uses += 1
        guard let index = entries.index(forKey: key) else { return nil }
        entries.values[index].lastUse = uses
        return entries.values[index].name
    }

    /// The name of a statement to be dropped before another is kept, if there is no room.
    mutating func makeRoom() -> String? {
        guard entries.count >= capacity, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return nil }
        entries[oldest.key] = nil
        return oldest.value.name
    }

    /// Never given twice, so that a name stands for one statement whatever becomes of it.
    mutating func nextName() -> String {
        names += 1
        return "s\(names)"
    }

    mutating func keep(_ name: String, for key: Key) {
        entries[key] = Entry(name: name, lastUse: uses)
    }

    /// The server does not have it.
    mutating func forget(_ key: Key) {
        entries[key] = nil
    }

    /// Forgets all and returns their names.
    mutating func removeAll() -> [String] {
        defer { entries = [:] }
        return entries.values.map(\.name)
    }
}
