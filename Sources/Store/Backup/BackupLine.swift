import Credentials
import Domain
import Foundation
import Storage

/// The lines of a backup: JSON, one object a line, in this order: header, keyring, checkpoints, rows, footer.
enum BackupLine {
    /// The format of the file. A reader refuses one it does not know.
    static let format = 1

    struct Header: Codable {
        let stagedoor_backup: Int
        let created_at: Int64
        /// Where the rows come from: `sqlite` or `postgres`. Only told: they go into either.
        let dialect: String
        /// The schema's steps.
        let migrations: [String]
        /// The last checkpoint before the rows were read; every one up to it stands in the file.
        let checkpoint: Checkpoint.Reference
    }

    struct Keys: Codable {
        let keyring: String
    }

    struct CheckpointLine: Codable {
        let checkpoint: String
    }

    struct Row: Decodable {
        let table: String
        let row: [Cell]
    }

    /// What a column holds: `null`, a number, a text, or `{"bytes": base64url}`.
    struct Cell: Decodable {
        let value: Value

        private struct Bytes: Decodable {
            let bytes: String
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                value = .null
            } else if let text = try? container.decode(String.self) {
                value = .text(text)
            } else if let int = try? container.decode(Int64.self) {
                value = .int(int)
            } else {
                guard let bytes = Base64URL.decode(try container.decode(Bytes.self).bytes) else {
                    throw DecodingError.dataCorruptedError(in: container, debugDescription: "not base64url")
                }
                value = .bytes(bytes)
            }
        }
    }

    /// Proves that the file is whole, and by whose key it was made.
    struct Footer: Codable, Equatable {
        let rows: Int
        /// Of everything before this line.
        let sha256: String
        let key: String
        let signature: String

        var message: [UInt8] { Array("stagedoor backup \(rows) \(sha256)".utf8) }
    }

    static func text(of row: [Value], in table: BackupTable) -> String {
        let cells = row.map { value in
            switch value {
            case .null: "null"
            case .int(let int): String(int)
            case .text(let text): JSONText.quoted(text)
            case .bytes(let bytes): "{\"bytes\":\"\(Base64URL.encode(bytes))\"}"
            }
        }
        return "{\"table\":\"\(table.name)\",\"row\":[\(cells.joined(separator: ","))]}"
    }

    static func text(of line: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(line), as: UTF8.self)
    }

    static func read<Line: Decodable>(_ type: Line.Type, from text: String) -> Line? {
        try? JSONDecoder().decode(type, from: Data(text.utf8))
    }
}
