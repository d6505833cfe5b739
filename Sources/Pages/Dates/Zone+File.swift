import Foundation

/// Reading a compiled time zone file (TZif, RFC 8536).
extension Zone {
    static func read(_ name: String) -> Zone? {
        guard !name.isEmpty, !name.hasPrefix("/"), !name.contains(".."),
            let data = FileManager.default.contents(atPath: "\(folder)/\(name)")
        else { return nil }
        return Zone(name: name, file: [UInt8](data))
    }

    init?(name: String, file: [UInt8]) {
        var reader = Reader(bytes: file[...])
        guard var header = reader.header() else { return nil }
        var width = 4
        if header.version >= 2 {
            // The first block repeats the data with 32 bits for old readers.
            reader.skip(header.length(width: 4))
            guard let second = reader.header() else { return nil }
            header = second
            width = 8
        }
        guard reader.bytes.count >= header.length(width: width), header.types > 0 else { return nil }

        let moments = (0..<header.times).map { _ in width == 8 ? reader.int64() : Int64(reader.int32()) }
        let kinds = (0..<header.times).map { _ in Int(reader.byte()) }
        let types = (0..<header.types).map { _ in
            let offset = Int64(reader.int32())
            let isDaylight = reader.byte() != 0
            return (offset: offset, isDaylight: isDaylight, name: Int(reader.byte()))
        }
        let names = reader.take(header.characters)
        reader.skip(header.leaps * (width + 4) + header.standards + header.universals)

        let periods = types.map { type in
            Period(offset: type.offset, abbreviation: Zone.spelled(names.dropFirst(type.name).prefix { $0 != 0 }, offset: type.offset))
        }
        guard kinds.allSatisfy({ $0 < periods.count }) else { return nil }
        let first = types.firstIndex { !$0.isDaylight } ?? 0
        var starts: [Int64] = [.min], chosen = [periods[first]]
        for (moment, kind) in zip(moments, kinds) where moment > (starts.last ?? .min) {
            starts.append(moment)
            chosen.append(periods[kind])
        }
        if width == 8, let rule = Rule(footer: reader.bytes) {
            for (moment, period) in rule.transitions(after: starts.last ?? .min) {
                starts.append(moment)
                chosen.append(period)
            }
        }
        self.init(name: name, starts: starts, periods: chosen)
    }

    /// Zones without letters of their own are named by digits (`+03`), which alone would not read as a zone.
    static func spelled(_ name: some Sequence<UInt8>, offset: Int64) -> String {
        let text = String(decoding: Array(name), as: UTF8.self)
        return text.hasPrefix("+") || text.hasPrefix("-") || text.isEmpty ? "UTC" + (offset == 0 ? "" : Zone.signed(offset)) : text
    }

    private static func signed(_ offset: Int64) -> String {
        let minutes = abs(offset) / 60
        let rest = minutes % 60
        return (offset < 0 ? "-" : "+") + String(minutes / 60) + (rest == 0 ? "" : ":" + (rest < 10 ? "0" : "") + String(rest))
    }

    private struct Header {
        let version: UInt8
        let universals, standards, leaps, times, types, characters: Int

        func length(width: Int) -> Int {
            times * (width + 1) + types * 6 + characters + leaps * (width + 4) + standards + universals
        }
    }

    /// Big-endian numbers, as the format has them; zero past the end.
    private struct Reader {
        var bytes: ArraySlice<UInt8>

        mutating func take(_ count: Int) -> ArraySlice<UInt8> {
            defer { skip(count) }
            return bytes.prefix(count)
        }

        mutating func skip(_ count: Int) { bytes = bytes.dropFirst(count) }

        mutating func byte() -> UInt8 { bytes.popFirst() ?? 0 }

        mutating func int32() -> Int32 {
            Int32(bitPattern: take(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
        }

        mutating func int64() -> Int64 {
            Int64(bitPattern: take(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
        }

        mutating func header() -> Header? {
            guard take(4).elementsEqual("TZif".utf8) else { return nil }
            let version = byte()
            skip(15)
            let counts = (0..<6).map { _ in Int(int32()) }
            guard counts.allSatisfy({ (0...100_000).contains($0) }) else { return nil }
            return Header(
                version: version == 0 ? 1 : version - UInt8(ascii: "0"), universals: counts[0], standards: counts[1], leaps: counts[2],
                times: counts[3], types: counts[4], characters: counts[5])
        }
    }
}
