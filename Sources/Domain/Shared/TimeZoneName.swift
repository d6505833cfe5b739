import Synchronization

/// The name of a time zone in the IANA database, such as `Europe/Oslo`. It stays as it was typed: `US/Pacific` is not
/// rewritten to the name that it is a link to.
public struct TimeZoneName: Sendable, Hashable, CustomStringConvertible {
    public let text: String

    /// Takes `UTC`, and the names in ``known``.
    public init(_ raw: String) throws(FieldProblem) {
        let text = raw.trimmed
        guard text == TimeZoneName.utc.text || TimeZoneName.known.contains(text) else { throw .notATimeZone }
        self.text = text
    }

    public init(stored text: String) {
        self.text = text
    }

    public var description: String { text }

    public static let utc = TimeZoneName(stored: "UTC")

    private static let learned = Mutex<Set<String>>([])

    /// The names for which the program has data, links included. Nobody else says which names there are: a name that is taken
    /// has times.
    public static var known: Set<String> { learned.withLock { $0 } }

    /// Adds to ``known``. Whoever reads the machine's time zone database calls it before the first name is checked: this floor
    /// reads no files.
    public static func learn(_ names: Set<String>) { learned.withLock { $0.formUnion(names) } }
}
