/// What a verifier found.
public struct AuditReport: Sendable, Hashable, Codable {
    /// Something that does not fit, and where.
    public struct Problem: Sendable, Hashable, Codable, CustomStringConvertible {
        /// `chain ID entry N`, `chain ID` or `checkpoint N`.
        public let place: String
        public let text: String

        public var description: String { "\(place): \(text)" }
    }

    public internal(set) var entries = 0
    public internal(set) var chains = 0
    public internal(set) var checkpoints = 0
    /// Personal values that were erased, which is allowed.
    public internal(set) var erasedValues = 0
    /// Numbers of the checkpoints that say that a backup was restored: what stood after the backup is gone, knowingly.
    public internal(set) var restores: [Int64] = []
    /// The first of what is broken, at most ``mostProblems``.
    public internal(set) var problems: [Problem] = []
    /// How many problems there are in all.
    public internal(set) var problemCount = 0

    static let mostProblems = 100

    public var isWhole: Bool { problemCount == 0 }

    /// `audit: N entries, M chains, K checkpoints, ok`, or what is broken where, a problem a line.
    public var text: String {
        let counts = "audit: \(entries) entries, \(chains) chains, \(checkpoints) checkpoints"
        if isWhole { return "\(counts), ok" }
        var lines = ["\(counts), \(problemCount) broken"] + problems.map { "  \($0)" }
        if problemCount > problems.count { lines.append("  and \(problemCount - problems.count) more") }
        return lines.joined(separator: "\n")
    }

    mutating func add(_ place: String, _ text: String) {
        problemCount += 1
        if problems.count < Self.mostProblems { problems.append(Problem(place: place, text: text)) }
    }
}
