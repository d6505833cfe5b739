/// A server's words, made fit to be shown: one line of at most 200 characters, every word that holds an address or one of
/// the secrets replaced.
func redacted(_ text: String, secrets: [String]) -> String {
    let words = text.split { $0.isWhitespace || !isShown($0) }.map { word -> String in
        if word.contains("@") { return "(address)" }
        let lower = word.lowercased()
        let bare = lower.split { !($0.isLetter || $0.isNumber) }.joined(separator: " ")
        let hides = secrets.contains { secret in
            let secret = secret.lowercased()
            // A short one ("a", "no") is part of too many honest words: it counts only as a word of its own.
            return !secret.isEmpty
                && (lower == secret || bare == secret || secret.utf8.count >= 4 && lower.contains(secret))
        }
        return hides ? "(hidden)" : String(word)
    }
    return String(words.joined(separator: " ").prefix(200))
}

private func isShown(_ character: Character) -> Bool {
    !hasControlCharacter(String(character)) && character != "\u{FFFD}"
}
