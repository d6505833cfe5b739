/// Reads a byte string from the front. It never reads past the end: each read says nil instead.
struct ByteReader {
    private let bytes: [UInt8]
    private(set) var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var remaining: Int { bytes.count - offset }

    mutating func take(_ count: Int) -> [UInt8]? {
        guard count >= 0, count <= remaining else { return nil }
        defer { offset += count }
        return Array(bytes[offset..<offset + count])
    }

    mutating func byte() -> UInt8? {
        guard remaining > 0 else { return nil }
        defer { offset += 1 }
        return bytes[offset]
    }

    /// An unsigned number of `count` bytes, at most eight, in network order.
    mutating func number(_ count: Int) -> UInt64? {
        take(count)?.reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The bytes between two offsets that were read.
    func slice(from start: Int) -> [UInt8] { Array(bytes[start..<offset]) }
}
