/// A token as somebody asks for it, in a form or in JSON; nil where nothing was said.
public struct TokenInput: Sendable, Hashable {
    public enum Owner: String, Sendable, CaseIterable {
        case person, organization
    }

    public var owner: String?
    public var name: String?
    public var level: String?
    /// Nil: everything that the level may.
    public var permissions: [String]?
    public var days: String?

    public init() {}

    /// For how many days a token may be good.
    public static let lifetime = 1...366

    /// - Throws: `Trouble.invalid` with the errors of all fields at once.
    public func validated() throws -> NewToken {
        var check = FieldCheck()
        let owner = owner.map { check.choice("owner", $0) as Owner? ?? .person } ?? .person
        let name = check.line("name", name ?? "", limit: 80, mayBeEmpty: false)
        let level = check.required("level", level) { raw throws(FieldProblem) in
            guard let level = Level(rawValue: raw.trimmed), Level.ofPeople.contains(level) else {
                throw .notOneOf(Level.ofPeople.map(\.rawValue))
            }
            return level
        }
        let offered = level.map(Matrix.permissionsForTokens) ?? []
        if permissions?.isEmpty == true { check.refuse("permissions", .missing) }
        let chosen = permissions?.enumerated().compactMap { index, raw -> Permission? in
            if let permission = Permission(rawValue: raw.trimmed), offered.contains(permission) { return permission }
            check.refuse("permissions[\(index)]", .notOneOf(offered.map(\.rawValue)))
            return nil
        }
        let days = check.required("days", days) { raw throws(FieldProblem) in
            guard let days = Int(raw.trimmed), Self.lifetime.contains(days) else {
                throw .notOneOf(["\(Self.lifetime.lowerBound)–\(Self.lifetime.upperBound)"])
            }
            return days
        }
        try check.finish()
        guard let name, let level, let days else { throw Trouble.invalid([FieldError("name", .missing)]) }
        return NewToken(
            owner: owner, name: name, level: level, permissions: chosen.map { Matrix.withViews(Set($0), at: level) },
            lifetime: .days(Int64(days)))
    }
}

/// A token to be made.
public struct NewToken: Sendable, Hashable {
    public let owner: TokenInput.Owner
    public let name: Line
    public let level: Level
    public let permissions: Set<Permission>?
    public let lifetime: Moment.Span
}
