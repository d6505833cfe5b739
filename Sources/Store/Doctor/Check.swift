/// One thing that `stagedoor doctor` looked at.
public struct Check: Sendable, Hashable, Codable {
    public enum State: String, Sendable, Codable, CaseIterable {
        case ok
        /// It works, and will not for long, or not as it should.
        case warn
        /// It does not work.
        case bad
    }

    public let name: String
    public let state: State
    /// What was found.
    public let message: String
    /// What to do; nil when all is well.
    public let mend: String?

    public init(_ name: String, ok message: String) {
        (self.name, state, self.message, mend) = (name, .ok, message, nil)
    }

    public init(_ name: String, _ state: State, _ message: String, mend: String) {
        (self.name, self.state, self.message, self.mend) = (name, state, message, mend)
    }
}
