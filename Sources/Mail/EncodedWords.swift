/// A line of text as an unstructured header body (RFC 5322, section 2.2.1): as it is when it is short printable ASCII,
/// else as encoded words. `column` is where it begins in its line.
func unstructured(_ text: String, column: Int) -> String {
    isPlain(text, column: column) ? text : encodedWords(text, column: column)
}

/// A name as the `phrase` before an address: a quoted string when nothing in it needs escaping, else encoded words.
func phrase(_ text: String, column: Int) -> String {
    isPlain(text, column: column + 2) && !text.contains("\"") && !text.contains("\\")
        ? "\"\(text)\"" : encodedWords(text, column: column)
}

/// Spaces at the ends would be lost, and text that looks like an encoded word would be decoded.
private func isPlain(_ text: String, column: Int) -> Bool {
    text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.hasPrefix(" ") && !text.hasSuffix(" ")
        && !text.contains("=?") && column + text.utf8.count <= 76
}

/// RFC 2047, "Q" encoding, with the few characters that section 5 (3) leaves unencoded in a phrase. No word is longer
/// than 75 octets, none splits a character, and words are folded so that no line is longer than 76.
private func encodedWords(_ text: String, column: Int) -> String {
    let open = "=?utf-8?Q?"
    let close = "?="
    var output = open
    var width = column + open.utf8.count
    for scalar in text.unicodeScalars {
        let piece = encoded(scalar)
        // A word begins in column 1 of a folded line and has 75 octets; in the first line the header's name stands too.
        if width + piece.utf8.count + close.utf8.count > 76 {
            output += close + "\r\n " + open
            width = 1 + open.utf8.count
        }
        output += piece
        width += piece.utf8.count
    }
    return output + close
}

private func encoded(_ scalar: Unicode.Scalar) -> String {
    let kept = Array("!*+-/".utf8)
    return UTF8.encode(scalar).map { units in
        units.map { byte in
            if byte == UInt8(ascii: " ") { return "_" }
            if isLetterOrDigit(byte) || kept.contains(byte) { return String(Unicode.Scalar(byte)) }
            return String(
                decoding: [UInt8(ascii: "="), hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 15)]], as: UTF8.self)
        }.joined()
    } ?? ""
}

/// Upper case, as RFC 2045 and RFC 2047 ask.
let hexDigits = Array("0123456789ABCDEF".utf8)
