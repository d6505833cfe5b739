import API

/// What a portal answered, read whole.
struct Answer: Sendable {
    let status: Int
    /// By their names in lower case.
    let headers: [String: [String]]
    let body: [UInt8]

    /// The first of this name.
    func header(_ name: String) -> String? { headers[name]?.first }

    /// The JSON that it says.
    ///
    /// - Throws: ``Failure`` when it says something else.
    func json() throws -> JSON {
        guard let json = try? JSON(parsing: body) else {
            throw Failure(.refused, "the server answered \(status), but not with JSON: is the address that of a portal?")
        }
        return json
    }

    /// Where a list goes on (RFC 8288); nil at its end.
    var next: String? {
        for link in headers["link"] ?? [] where link.contains("rel=\"next\"") {
            guard let from = link.firstIndex(of: "<"), let to = link.firstIndex(of: ">"), from < to else { continue }
            return String(link[link.index(after: from)..<to])
        }
        return nil
    }
}

extension JSON {
    subscript(_ name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// Nil for everything that is no text.
    var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// Empty for everything that is no list.
    var items: [JSON] {
        guard case .array(let items) = self else { return [] }
        return items
    }

    var members: [Member] {
        guard case .object(let members) = self else { return [] }
        return members
    }

    /// The same JSON on one line.
    var line: String {
        var writer = JSONWriter()
        writer.value(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
