import CPostgres
import Storage

/// One transaction on a connection, lent to a body.
final class PostgresTransaction: Connection {
    private var link: Link?
    private let role: Opening.Role
    /// How many attempts are under way.
    private var depth = 0

    /// The fault by which the transaction is lost, once there is one.
    private(set) var fault: Fault?
    private(set) var writes = 0

    init(_ link: Link, role: Opening.Role) {
        self.link = link
        self.role = role
    }

    var dialect: Dialect { .postgres }
    var isAwaited: Bool { true }

    /// What was lent is taken back: a body that kept the connection gets faults from it.
    func end() { link = nil }

    func rows<Value>(_ query: Query, _ read: (any Row) throws -> Value) throws -> [Value] {
        let answer = try run(query)
        defer { PQclear(answer) }
        let columns = PQnfields(answer)
        return try (0..<PQntuples(answer)).map { try read(PostgresRow(answer: answer, row: $0, count: columns)) }
    }

    @discardableResult func execute(_ query: Query) throws -> Int {
        writes += 1
        let answer = try run(query)
        defer { PQclear(answer) }
        // A SELECT counts the rows that it returns; it changed none.
        guard let status = PQcmdStatus(answer), !String(cString: status).hasPrefix("SELECT"),
            let count = PQcmdTuples(answer)
        else { return 0 }
        return Int(String(cString: count)) ?? 0
    }

    func send(_ query: Query) throws {
        writes += 1
        let query = query.rendered(for: .postgres)
        try remembering { link throws(Fault) in try link.send(query.sql, query.values, as: role) }
    }

    /// Waits at its end, so that trouble of what was sent inside shows inside.
    @discardableResult func attempt<Value>(_ body: () throws -> Value) throws -> Value {
        // With its number: if it could not be made, going back to it must fail, and not find an outer one.
        let name = "attempt\(depth)"
        depth += 1
        defer { depth -= 1 }
        try remembering { link throws(Fault) in try link.control("SAVEPOINT \(name)") }
        do {
            let value = try body()
            if let fault { throw fault }
            try control("RELEASE \(name)")
            return value
        } catch {
            guard let link, link.isConnected else { throw error }
            fault = nil
            PQclear(try? link.answer())
            try remembering { link throws(Fault) in try link.control("ROLLBACK TO \(name)") }
            try control("RELEASE \(name)")
            throw error
        }
    }

    private func run(_ query: Query) throws -> OpaquePointer? {
        let query = query.rendered(for: .postgres)
        return try remembering { link throws(Fault) in
            try link.send(query.sql, query.values, as: role)
            return try link.answer()
        }
    }

    private func control(_ sql: String) throws {
        try remembering { link throws(Fault) in
            try link.control(sql)
            PQclear(try link.answer())
        }
    }

    private func remembering<Answer>(_ body: (Link) throws(Fault) -> Answer) throws(Fault) -> Answer {
        if let fault { throw fault }
        guard let link else { throw Fault(kind: .other, code: "over", message: "the transaction is over") }
        do {
            return try body(link)
        } catch {
            fault = error
            throw error
        }
    }
}
