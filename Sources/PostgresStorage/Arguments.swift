import CPostgres
import Storage

/// The values of a query as libpq wants them: in binary, one after the other in one buffer.
struct Arguments {
    /// OIDs of pg_type.dat. A null has none: the server infers it from where it stands.
    enum TypeID { static let bool: Oid = 16, bytes: Oid = 17, int8: Oid = 20, int2: Oid = 21, int4: Oid = 23, text: Oid = 25 }

    private var buffer: [UInt8] = []
    /// Where each value begins; nil for a null.
    private var offsets: [Int?] = []
    private var lengths: [Int32] = []
    private var types: [Oid] = []

    /// The types in two bits each, so that a statement is prepared for the types with which it is used;
    /// nil when there are more than fit, and then the statement is not kept.
    private(set) var shape: UInt128? = 1

    init(_ values: [Value]) {
        offsets.reserveCapacity(values.count)
        lengths.reserveCapacity(values.count)
        types.reserveCapacity(values.count)
        if values.count > 63 { shape = nil }
        for value in values {
            let start = buffer.count
            switch value {
            case .null: append(nil, 0, 0)
            case .int(let int):
                withUnsafeBytes(of: int.bigEndian) { buffer.append(contentsOf: $0) }
                append(start, TypeID.int8, 1)
            case .text(let text):
                buffer.append(contentsOf: text.utf8)
                append(start, TypeID.text, 2)
            case .bytes(let bytes):
                buffer.append(contentsOf: bytes)
                append(start, TypeID.bytes, 3)
            }
        }
        // So that even an empty value has an address: none would mean NULL.
        buffer.append(0)
    }

    private mutating func append(_ offset: Int?, _ type: Oid, _ bits: UInt128) {
        offsets.append(offset)
        types.append(type)
        lengths.append(offset.map { Int32(clamping: buffer.count - $0) } ?? 0)
        shape = shape.map { $0 << 2 | bits }
    }

    func withPointers<Answer>(
        _ body: (
            _ count: Int32, _ types: [Oid], _ values: [UnsafePointer<CChar>?], _ lengths: [Int32], _ formats: [Int32]
        ) -> Answer
    ) -> Answer {
        buffer.withUnsafeBytes { bytes in
            let start = bytes.assumingMemoryBound(to: CChar.self).baseAddress
            let values = offsets.map { offset in offset.flatMap { offset in start.map { $0 + offset } } }
            return body(Int32(clamping: offsets.count), types, values, lengths, [Int32](repeating: 1, count: offsets.count))
        }
    }
}
