/// Memory that grows by doubling. Reached by pointer from its one owner, since a page appends some thousand times and
/// the run-time's bookkeeping of overlapping accesses would cost more than the copying.
///
/// INVARIANT (buffer): `start` points to `capacity` bytes, the first `count` of which are written.
struct Buffer {
    private var start: UnsafeMutablePointer<UInt8>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int) {
        self.capacity = max(64, capacity)
        start = .allocate(capacity: self.capacity)
    }

    /// Gives the memory back; nothing may follow.
    func free() {
        start.deallocate()
    }

    var bytes: [UInt8] { [UInt8](UnsafeBufferPointer(start: start, count: count)) }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        if count == capacity { grow(by: 1) }
        start[count] = byte
        count += 1
    }

    @inline(__always)
    mutating func append(_ literal: StaticString) {
        append(literal.utf8Start, literal.utf8CodeUnitCount)
    }

    @inline(__always)
    mutating func append(_ source: UnsafePointer<UInt8>, _ length: Int) {
        if capacity - count < length { grow(by: length) }
        (start + count).update(from: source, count: length)
        count += length
    }

    /// The five characters of escaping, `"` `&` `'` `<` `>`, as bits counted from the first of them.
    private static var special: UInt32 { 1 | 1 << 4 | 1 << 5 | 1 << 26 | 1 << 28 }

    /// Escapes the five characters that mean something in text or in a quoted attribute; all other bytes are copied in runs.
    mutating func append(escaping source: UnsafeBufferPointer<UInt8>) {
        guard let base = source.baseAddress else { return }
        var begin = 0, position = -1
        while true {
            position &+= 1
            guard position < source.count else { break }
            let distance = base[position] &- UInt8(ascii: "\"")
            guard distance <= 28, Buffer.special >> UInt32(distance) & 1 == 1 else { continue }
            let entity: StaticString
            switch base[position] {
            case UInt8(ascii: "&"): entity = "&amp;"
            case UInt8(ascii: "<"): entity = "&lt;"
            case UInt8(ascii: ">"): entity = "&gt;"
            case UInt8(ascii: "\""): entity = "&quot;"
            case UInt8(ascii: "'"): entity = "&#39;"
            default: continue
            }
            append(base + begin, position &- begin)
            append(entity)
            begin = position &+ 1
        }
        append(base + begin, source.count - begin)
    }

    @inline(never)
    private mutating func grow(by length: Int) {
        let larger = max(capacity * 2, count + length)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.update(from: start, count: count)
        start.deallocate()
        start = moved
        capacity = larger
    }
}
