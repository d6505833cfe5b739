/// The languages that the catalogue is complete in (BCP 47 tags).
public enum Language: String, Sendable, CaseIterable, Codable {
    case english = "en"
    case spanish = "es"

    /// Takes a tag such as `es`, `es-ES` or `ES`; nil for other languages.
    public init?(tag: some StringProtocol) {
        let primary = tag.lowercased().split(separator: "-").first.map(String.init) ?? ""
        self.init(rawValue: primary)
    }

    /// The first language of an `Accept-Language` header (RFC 9110, 12.5.4) that we speak; English when none is.
    public static func preferred(by header: String?) -> Language {
        guard let header, header.utf8.count <= 1000 else { return .english }
        var best: (language: Language, quality: Double)?
        for choice in header.split(separator: ",").prefix(20) {
            let parts = choice.split(separator: ";")
            guard let first = parts.first, let language = Language(tag: String(first).trimmed) else { continue }
            var quality = 1.0
            for parameter in parts.dropFirst() {
                let text = String(parameter).trimmed
                if text.hasPrefix("q=") { quality = Double(text.dropFirst(2)) ?? 0 }
            }
            if quality > (best?.quality ?? 0) { best = (language, quality) }
        }
        return best?.language ?? .english
    }
}
