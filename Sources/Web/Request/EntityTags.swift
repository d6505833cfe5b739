import Domain
import HTTPTypes
import Store

/// What `If-Match` or `If-None-Match` names (RFC 9110, 13.1.1 and 13.1.2): any representation, or a list of entity tags.
enum EntityTags: Sendable, Hashable {
    case any
    case listed([EntityTag])

    /// Nil for what is neither `*` nor a list of entity tags. Elements of a list may be empty (5.6.1.2).
    init?(_ header: String) {
        var rest = Substring(header.trimmed).utf8
        if rest.elementsEqual("*".utf8) {
            self = .any
            return
        }
        var tags: [EntityTag] = []
        while true {
            rest = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            if rest.isEmpty { break }
            if rest.first != UInt8(ascii: ",") {
                guard let tag = EntityTag(beginning: &rest) else { return nil }
                tags.append(tag)
                rest = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
                guard rest.isEmpty || rest.first == UInt8(ascii: ",") else { return nil }
            }
            rest = rest.dropFirst()
        }
        self = .listed(tags)
    }

    /// True when one of the tags is that of a representation that is there, by weak comparison (8.8.3.2).
    func match(_ tag: EntityTag) -> Bool {
        switch self {
        case .any: true
        case .listed(let tags): tags.contains { $0.opaque == tag.opaque }
        }
    }
}

/// An entity tag (RFC 9110, 8.8.3).
struct EntityTag: Sendable, Hashable {
    let isWeak: Bool
    /// Between the quotes; commas are part of it.
    let opaque: String

    init(_ opaque: String) {
        (isWeak, self.opaque) = (false, opaque)
    }

    /// A tag alone.
    init?(header: String) {
        var rest = Substring(header).utf8
        self.init(beginning: &rest)
        if !rest.isEmpty { return nil }
    }

    /// Takes the tag with which the text begins.
    fileprivate init?(beginning rest: inout Substring.UTF8View) {
        let isWeak = rest.starts(with: "W/".utf8)
        if isWeak { rest = rest.dropFirst(2) }
        guard rest.first == UInt8(ascii: "\"") else { return nil }
        let text = rest.dropFirst()
        guard let end = text.firstIndex(of: UInt8(ascii: "\"")) else { return nil }
        let opaque = text[..<end]
        guard opaque.allSatisfy({ $0 == 0x21 || $0 >= 0x23 && $0 != 0x7F }) else { return nil }
        (self.isWeak, self.opaque) = (isWeak, String(Substring(opaque)))
        rest = text[text.index(after: end)...]
    }

    /// The tag of a resource as it is answered: its version, and a sum of what is said, since some of it moves without a new
    /// version (a last sign-in, how far an import is).
    init(version: Int64, saying bytes: [UInt8]) {
        // FNV-1a, 64 bits: no secret, and no attacker gains by two states of their own with one sum.
        var sum: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let digits = String(sum, radix: 16)
        self.init("\(version)-\(String(repeating: "0", count: 16 - digits.utf8.count))\(digits)")
    }

    /// The version that a tag of ours names, with or without its sum; nil for another tag.
    var version: Int64? {
        let parts = opaque.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard let version = Int64(parts[0]), version > 0, String(version) == parts[0] else { return nil }
        if parts.count == 2 {
            guard parts[1].utf8.count == 16, parts[1].utf8.allSatisfy({ $0.hexDigit != nil }) else { return nil }
        }
        return version
    }

    var header: String { "\(isWeak ? "W/" : "")\"\(opaque)\"" }
}

extension Asked {
    /// The versions that may be changed, by `If-Match` and `If-None-Match`. A weak tag fits no version for the one, and any
    /// comparison will do for the other.
    ///
    /// - Throws: the field's error for what is no list of entity tags.
    func expectedVersion() throws -> ExpectedVersion {
        var expected = ExpectedVersion.any
        if case .listed(let tags)? = try entityTags(.ifMatch) {
            expected.oneOf = Set(tags.compactMap { $0.isWeak ? nil : $0.version })
        }
        switch try entityTags(.ifNoneMatch) {
        case .any?: expected.mayExist = false
        case .listed(let tags)?: expected.noneOf = Set(tags.compactMap(\.version))
        case nil: break
        }
        return expected
    }

    private func entityTags(_ name: HTTPField.Name) throws -> EntityTags? {
        guard let header = headers[name] else { return nil }
        guard let tags = EntityTags(header) else { throw Trouble.invalid([FieldError(name.rawName, .notAnEntityTag)]) }
        return tags
    }
}

extension Reply {
    /// The answer to a GET or HEAD whose client has this representation already: 304 (RFC 9110, 15.4.5), with the fields of
    /// the whole answer that say something about it. A field that cannot be read counts as none.
    func unlessHeld(_ asked: Asked) -> Reply {
        guard asked.method == .get || asked.method == .head, status == .ok, let tag = headers[.eTag].flatMap({ EntityTag(header: $0) }),
            let held = asked.headers[.ifNoneMatch].flatMap({ EntityTags($0) }), held.match(tag)
        else { return self }
        var headers = headers
        headers[.contentType] = nil
        headers[.contentLength] = nil
        return Reply(.notModified, headers: headers)
    }
}
