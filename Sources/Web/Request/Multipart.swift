import Domain

/// Reads a form with a file in it (multipart/form-data, RFC 7578) as it comes in.
struct Multipart {
    enum Part: Equatable {
        case field(String, String)
        /// The file's own name; its pieces follow.
        case file(String)
        case piece([UInt8])
    }

    private enum Place {
        case preamble, head, field(String), file, end
    }

    private static let headLimit = 8192
    private static let fieldLimit = 65_536
    private static let blankLine = Array("\r\n\r\n".utf8)

    private let boundary: [UInt8]
    private var place = Place.preamble
    private var held: [UInt8] = []
    /// What of `held` is told or passed, and so no longer counts; it is taken off once for each piece that comes.
    private var start = 0
    /// So far nothing that is looked for begins: a form that comes byte by byte is looked through once.
    private var searched = 0

    /// - Parameter contentType: the header of the request; nil for what is no such form.
    init?(contentType: String?) {
        guard let contentType, contentType.lowercased().hasPrefix("multipart/form-data") else { return nil }
        let parameter = contentType.split(separator: ";").map { String($0).trimmed }.first { $0.lowercased().hasPrefix("boundary=") }
        guard let name = parameter?.dropFirst("boundary=".count).trimmingQuotes, (1...70).contains(name.utf8.count) else { return nil }
        boundary = Array("\r\n--\(name)".utf8)
        // The first one has no line before it.
        held = [0x0D, 0x0A]
    }

    var isAtEnd: Bool { if case .end = place { true } else { false } }

    mutating func take(_ bytes: some Sequence<UInt8>) throws -> [Part] {
        held.append(contentsOf: bytes)
        var parts: [Part] = []
        while try step(&parts) {}
        if start > 0 {
            held.removeSubrange(..<start)
            (start, searched) = (0, searched - start)
        }
        return parts
    }

    /// - Returns: false when more has to come first.
    private mutating func step(_ parts: inout [Part]) throws -> Bool {
        switch place {
        case .end:
            pass(held.count)
            return false
        case .preamble:
            guard let found = find(boundary) else {
                if held.count - start > Multipart.headLimit { throw BadRequest.malformed }
                return false
            }
            return try passBoundary(found.upperBound)
        case .head:
            guard let blank = find(Multipart.blankLine) else {
                if held.count - start > Multipart.headLimit { throw BadRequest.malformed }
                return false
            }
            let head = String(decoding: held[start..<blank.lowerBound], as: UTF8.self)
            pass(blank.upperBound)
            try begin(head, &parts)
            return true
        case .field(let name):
            guard let found = find(boundary) else {
                if held.count - start > Multipart.fieldLimit { throw BadRequest.tooLarge }
                return false
            }
            guard let text = String(validating: held[start..<found.lowerBound], as: UTF8.self) else { throw BadRequest.malformed }
            parts.append(.field(name, text))
            return try passBoundary(found.upperBound)
        case .file:
            if let found = find(boundary) {
                if found.lowerBound > start { parts.append(.piece(Array(held[start..<found.lowerBound]))) }
                return try passBoundary(found.upperBound)
            }
            // What may be the beginning of a boundary stays.
            let safe = held.count - boundary.count
            guard safe > start else { return false }
            parts.append(.piece(Array(held[start..<safe])))
            pass(safe)
            return false
        }
    }

    private mutating func pass(_ end: Int) {
        start = end
        searched = max(searched, end)
    }

    /// Where `bytes` stand next. What was looked through before is not looked through again.
    private mutating func find(_ bytes: [UInt8]) -> Range<Int>? {
        let found = held.firstRange(of: bytes, from: searched)
        searched = found?.lowerBound ?? max(searched, held.count - bytes.count + 1)
        return found
    }

    private mutating func passBoundary(_ end: Int) throws -> Bool {
        guard held.count >= end + 2 else {
            // Found again when the two bytes behind it are there; what stood before it is told by then.
            pass(end - boundary.count)
            place = .preamble
            return false
        }
        let isLast = held[end] == UInt8(ascii: "-") && held[end + 1] == UInt8(ascii: "-")
        guard isLast || held[end] == 0x0D && held[end + 1] == 0x0A else { throw BadRequest.malformed }
        pass(end + 2)
        place = isLast ? .end : .head
        return true
    }

    private mutating func begin(_ head: String, _ parts: inout [Part]) throws {
        let disposition = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-disposition:") }
        guard let disposition, let name = Multipart.parameter("name", of: disposition) else { throw BadRequest.malformed }
        if let fileName = Multipart.parameter("filename", of: disposition) {
            parts.append(.file(fileName))
            place = .file
        } else {
            place = .field(name)
        }
    }

    /// `name="value"`, with `%22` for a quote as browsers write it (WHATWG HTML, 4.10.22.8).
    private static func parameter(_ name: String, of header: Substring) -> String? {
        guard let begin = header.firstRange(of: "; \(name)=\"")?.upperBound, let end = header[begin...].firstIndex(of: "\"") else {
            return nil
        }
        return String(header[begin..<end].replacing("%22", with: "\""))
    }
}

extension Substring {
    fileprivate var trimmingQuotes: String {
        hasPrefix("\"") && hasSuffix("\"") && count > 1 ? String(dropFirst().dropLast()) : String(self)
    }
}

extension [UInt8] {
    /// Where `bytes` stand first, at `start` or behind it.
    fileprivate func firstRange(of bytes: [UInt8], from start: Int) -> Range<Int>? {
        guard let first = bytes.first, count >= bytes.count else { return nil }
        return withUnsafeBufferPointer { here in
            var place = start
            while place <= here.count - bytes.count {
                if here[place] == first, (1..<bytes.count).allSatisfy({ here[place + $0] == bytes[$0] }) {
                    return place..<place + bytes.count
                }
                place += 1
            }
            return nil
        }
    }
}
