import CPostgres
import Storage

/// One row of an answer that libpq holds, in text format.
struct PostgresRow: Row {
    let answer: OpaquePointer?
    let row: Int32
    let count: Int32

    func int(_ column: Int) throws(Fault) -> Int64 {
        let (index, field) = try field(column)
        switch PQftype(answer, index) {
        case Arguments.TypeID.bool: return field.first == UInt8(ascii: "t") ? 1 : 0
        case Arguments.TypeID.text, Arguments.TypeID.bytes: throw mismatch(column)
        // Also numeric, which is what the sum of a BIGINT column is.
        default:
            guard let int = Int64(String(decoding: field, as: UTF8.self)) else { throw mismatch(column) }
            return int
        }
    }

    func utf8(_ column: Int) throws(Fault) -> UnsafeBufferPointer<UInt8> {
        let (index, field) = try field(column)
        switch PQftype(answer, index) {
        case Arguments.TypeID.bool, Arguments.TypeID.bytes, Arguments.TypeID.int2, Arguments.TypeID.int4, Arguments.TypeID.int8:
            throw mismatch(column)
        default: return field
        }
    }

    func bytes(_ column: Int) throws(Fault) -> [UInt8] {
        let (index, field) = try field(column)
        guard PQftype(answer, index) == Arguments.TypeID.bytes, field.starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "x")]) else {
            throw mismatch(column)
        }
        return try hexadecimal(field.dropFirst(2), column)
    }

    func isNull(_ column: Int) -> Bool {
        guard let index = Int32(exactly: column), index >= 0, index < count else { return false }
        return PQgetisnull(answer, row, index) == 1
    }

    private func field(_ column: Int) throws(Fault) -> (Int32, UnsafeBufferPointer<UInt8>) {
        guard let index = Int32(exactly: column), index >= 0, index < count else {
            throw Fault(kind: .other, code: "row", message: "there is no column \(column)")
        }
        guard PQgetisnull(answer, row, index) == 0, let start = PQgetvalue(answer, row, index) else { throw mismatch(column) }
        let length = Int(PQgetlength(answer, row, index))
        return (index, UnsafeBufferPointer(start: UnsafeRawPointer(start).assumingMemoryBound(to: UInt8.self), count: length))
    }

    private func hexadecimal(_ digits: Slice<UnsafeBufferPointer<UInt8>>, _ column: Int) throws(Fault) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        var high: UInt8?
        for digit in digits {
            let value: UInt8
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
            default: throw mismatch(column)
            }
            guard let first = high else {
                high = value
                continue
            }
            bytes.append(first << 4 | value)
            high = nil
        }
        return bytes
    }

    private func mismatch(_ column: Int) -> Fault {
        Fault(kind: .other, code: "row", message: "column \(column) is of another type than was asked for")
    }
}
