import Foundation

/// The name of a time zone in the IANA database, such as `Europe/Oslo`.
public struct TimeZoneName: Sendable, Hashable, CustomStringConvertible {
    public let text: String

    public init(_ raw: String) throws(FieldProblem) {
        let text = raw.trimmed
        guard text == "UTC" || TimeZoneName.known.contains(text) else { throw .notATimeZone }
        self.text = text
    }

    public init(stored text: String) {
        self.text = text
    }

    public var description: String { text }

    /// Every name this machine knows.
    public static let known = Set(TimeZone.knownTimeZoneIdentifiers)
}
