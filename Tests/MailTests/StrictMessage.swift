@testable import Mail

/// A reader that knows nothing of the renderer and forgives nothing: it finds what an injected line would change.
struct StrictMessage {
    static let headers = [
        "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Language", "Auto-Submitted",
        "X-Auto-Response-Suppress", "Content-Type",
    ]

    /// What is wrong with the message, nil if nothing.
    static func fault(in bytes: [UInt8], boundary: String) -> String? {
        let text = String(decoding: bytes, as: UTF8.self)
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case 0x0D where index + 1 < bytes.count && bytes[index + 1] == 0x0A: continue
            case 0x0A where index > 0 && bytes[index - 1] == 0x0D: continue
            case 0x09, 0x20...0x7E: continue
            default: return "byte \(byte) at \(index)"
            }
        }
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map {
            String($0.dropLast($0.last == "\r" ? 1 : 0))
        }
        guard lines.popLast() == "" else { return "no line end at the end" }
        if let long = lines.first(where: { $0.utf8.count > 998 }) { return "a line of \(long.utf8.count)" }
        if let dot = lines.first(where: { $0.utf8.first == 0x2E }) { return "a line begins with a dot: \(dot)" }
        guard let end = lines.firstIndex(of: "") else { return "no end of headers" }

        let names = lines[..<end].filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
        if names.map(String.init) != headers { return "headers \(names)" }
        let body = lines[end...]
        if body.contains(where: { $0.utf8.count > 76 }) { return "a long body line" }
        let dividers = body.filter { $0.hasPrefix("--" + boundary) }
        if dividers != ["--" + boundary, "--" + boundary, "--" + boundary + "--"] { return "dividers \(dividers)" }
        return nil
    }
}
