import Foundation
import Logging

/// One line of JSON per event on standard error: time, level, message, and the event's fields.
/// Nothing of a person, no secret and no body is ever given to a log. What looks like one of our secrets is taken out all the
/// same, whoever writes the line: a library, or an error's own text.
struct LogLines: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    let label: String

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var line =
            "{\"at\":\(quoted(Date.now.ISO8601Format())),\"level\":\(quoted(event.level.rawValue)),\"message\":\(quoted("\(event.message)"))"
        let fields = metadata.merging(event.metadata ?? [:]) { _, new in new }
        for (key, value) in fields.sorted(by: { $0.key < $1.key }) { line += ",\(quoted(key)):\(quoted("\(value)"))" }
        line += "}\n"
        FileHandle.standardError.write(Data(line.utf8))
    }

    /// A JSON string; control characters cannot start a new line.
    private func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.withoutSecrets.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            default:
                if scalar.properties.generalCategory == .control || (0x202A...0x202E).contains(scalar.value) {
                    result += " "
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + "\""
    }
}

extension String {
    /// With `…` for what stands behind the prefix of a secret (`sdi_` and its like, which secret scanners know as well).
    var withoutSecrets: String {
        guard contains("sd") else { return self }
        return replacing(#/(sd[a-z]_)[A-Za-z0-9_-]{8,}/#) { "\($0.output.1)…" }
    }
}
