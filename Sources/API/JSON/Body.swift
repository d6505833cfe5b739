import Domain

/// The members of a JSON object that a request brings, read once each. What nobody asked for is refused.
public struct Body: Sendable {
    private var members: [String: JSON]
    public private(set) var errors: [FieldError] = []

    /// True when nothing is left to be read.
    public var isEmpty: Bool { members.isEmpty }

    /// - Throws: `JSON.Fault` for what is no JSON, `Trouble.invalid` for what is no object.
    public init(_ bytes: [UInt8]) throws {
        guard case .object(let members) = try JSON(parsing: bytes) else {
            throw Trouble.invalid([FieldError("", .unknownField)])
        }
        self.members = Dictionary(uniqueKeysWithValues: members.map { ($0.name, $0.value) })
    }

    public init(_ members: [JSON.Member]) {
        self.members = Dictionary(members.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// Nil when the member is absent.
    public mutating func text(_ name: String) -> String? {
        switch members.removeValue(forKey: name) {
        case nil: return nil
        case .string(let text): return text
        default:
            errors.append(FieldError(name, .notOneOf(["text"])))
            return nil
        }
    }

    /// The same, but an empty text for `null`.
    public mutating func optionalText(_ name: String) -> String? {
        guard case .null? = members[name] else { return text(name) }
        members[name] = nil
        return ""
    }

    /// The same for an id, which no empty text is.
    public mutating func optionalID(_ name: String) -> String? {
        if case .string("")? = members[name] { errors.append(FieldError(name, .notAnID)) }
        return optionalText(name)
    }

    public mutating func bool(_ name: String) -> Bool? {
        switch members.removeValue(forKey: name) {
        case nil: return nil
        case .bool(let truth): return truth
        default:
            errors.append(FieldError(name, .notOneOf(["true", "false"])))
            return nil
        }
    }

    /// Nil when the member is absent; `.some(nil)` for `null`.
    public mutating func integer(_ name: String) -> Int64?? {
        switch members.removeValue(forKey: name) {
        case nil: return nil
        case .null: return .some(nil)
        case let value?:
            if let integer = value.integer { return integer }
            errors.append(FieldError(name, .notANumber))
            return nil
        }
    }

    public mutating func list(_ name: String) -> [JSON]? {
        switch members.removeValue(forKey: name) {
        case nil: return nil
        case .array(let items): return items
        default:
            errors.append(FieldError(name, .notOneOf(["list"])))
            return nil
        }
    }

    /// The members of an object whose names are the client's own.
    public mutating func members(of name: String) throws -> [JSON.Member] {
        guard case .object(let found)? = members.removeValue(forKey: name) else {
            throw Trouble.invalid([FieldError(name, .notOneOf(["{…}"]))])
        }
        return found
    }

    /// The members of an object within this one; without it, none.
    public mutating func object(_ name: String) throws -> Body {
        switch members.removeValue(forKey: name) {
        case nil: return Body([] as [JSON.Member])
        case .object(let members): return Body(members)
        default: throw Trouble.invalid([FieldError(name, .notOneOf(["{…}"]))])
        }
    }

    /// Nil when the member is absent or `null`.
    public mutating func optionalTexts(_ name: String) -> [String]? {
        if members[name] == .null { members[name] = nil }
        return texts(name)
    }

    public mutating func texts(_ name: String) -> [String]? {
        guard let items = list(name) else { return nil }
        return items.enumerated().compactMap { index, item in
            if case .string(let text) = item { return text }
            if let number = item.integer { return String(number) }
            errors.append(FieldError("\(name)[\(index)]", .notOneOf(["text"])))
            return nil
        }
    }

    public mutating func refuse(_ field: String, _ problem: FieldProblem) {
        errors.append(FieldError(field, problem))
    }

    /// Members that a client may send back as it got them, though they cannot be changed here.
    public mutating func refuseReadOnly(_ names: [String]) {
        for name in names where members.removeValue(forKey: name) != nil { errors.append(FieldError(name, .readOnlyField)) }
    }

    /// Everything must have been asked for by now.
    public func finish() throws {
        let found = finished()
        if !found.isEmpty { throw Trouble.invalid(found) }
    }

    /// What was wrong, and what nobody asked for.
    func finished() -> [FieldError] {
        errors + members.keys.sorted().map { FieldError($0, .unknownField) }
    }
}
