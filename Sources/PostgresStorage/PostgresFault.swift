import CPostgres
import Storage

extension Fault {
    /// What the server, or libpq for want of one, says about a statement. The detail stays out: it holds values.
    init(answer: OpaquePointer?, on connection: OpaquePointer, statement: String) {
        let isConnected = PQstatus(connection) == CONNECTION_OK
        let state = PQresultErrorField(answer, diagnosis("C")).map { String(cString: $0) }
        let message = PQresultErrorField(answer, diagnosis("M")) ?? PQerrorMessage(connection)
        // 08006, connection_failure, when nobody was left to name a state.
        let code = state ?? (isConnected ? "unknown" : "08006")
        self.init(
            kind: isConnected ? Kind(sqlState: code) : .unavailable,
            code: code,
            message: message.map { String(cString: $0) } ?? "no answer",
            statement: statement)
    }

    init(connecting connection: OpaquePointer) {
        // libpq's message names the host and the role, never the password.
        let message = PQerrorMessage(connection).map { String(cString: $0) } ?? "no answer"
        self.init(kind: .unavailable, code: "08001", message: message.trimmingNewlines)
    }
}

extension Fault.Kind {
    /// By class and code of https://www.postgresql.org/docs/current/errcodes-appendix.html.
    init(sqlState: String) {
        self =
            switch (sqlState.prefix(2), sqlState) {
            case ("23", _): .constraint
            case (_, "40001"), (_, "40P01"): .transient
            case ("08", _), (_, "53300"): .unavailable
            case ("57", _) where sqlState.hasPrefix("57P"): .unavailable
            case ("53", _), ("58", _), ("XX", "XX001"), ("XX", "XX002"): .storage
            default: .other
            }
    }
}

extension String {
    fileprivate var trimmingNewlines: String {
        split(whereSeparator: \.isNewline).joined(separator: "; ")
    }
}

/// The fields `PG_DIAG_SQLSTATE` and `PG_DIAG_MESSAGE_PRIMARY` of postgres_ext.h: Swift cannot import C's characters.
private func diagnosis(_ field: Unicode.Scalar) -> Int32 { Int32(bitPattern: field.value) }
