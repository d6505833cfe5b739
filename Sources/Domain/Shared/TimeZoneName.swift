import Synchronization

/// The name of a time zone in the IANA database, such as `Europe/Oslo`, in the letters of the database however it was typed.
/// `US/Pacific` is not rewritten to the name that it is a link to.
public struct TimeZoneName: Sendable, Hashable, CustomStringConvertible {
    public let text: String

    /// Takes `UTC`, and the names in ``known``, in small letters and capitals.
    public init(_ raw: String) throws(FieldProblem) {
        let key = raw.trimmed.lowercased()
        let text: String? = key == "utc" ? TimeZoneName.utc.text : TimeZoneName.learned.withLock { $0[key] }
        guard let text else { throw .notATimeZone }
        self.text = text
    }

    public init(stored text: String) {
        self.text = text
    }

    public var description: String { text }

    public static let utc = TimeZoneName(stored: "UTC")

    /// By their small letters.
    private static let learned = Mutex<[String: String]>([:])

    /// The names for which the program has data, links included. Nobody else says which names there are: a name that is taken
    /// has times.
    public static var known: Set<String> { learned.withLock { Set($0.values) } }

    /// Adds to ``known``. Whoever reads the machine's time zone database calls it before the first name is checked: this floor
    /// reads no files.
    public static func learn(_ names: Set<String>) {
        learned.withLock { learned in for name in names { learned[name.lowercased()] = name } }
    }
}
