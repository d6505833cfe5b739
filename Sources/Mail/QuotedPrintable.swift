/// Appends a text in quoted-printable (RFC 2045, section 6.7): lines of at most 76 octets ended by CRLF, whatever the
/// line ends of the text. White space before a line end is encoded, and so is a dot that begins a line, so that no relay
/// that counts dots wrongly can end the message early.
func appendQuotedPrintable(_ text: String, to output: inout [UInt8]) {
    let cr = UInt8(ascii: "\r")
    let lf = UInt8(ascii: "\n")
    let equals = UInt8(ascii: "=")
    let bytes = Array(text.utf8)
    var column = 0
    var index = 0
    while index < bytes.count {
        let byte = bytes[index]
        index += 1
        if byte == cr || byte == lf {
            if byte == cr, index < bytes.count, bytes[index] == lf { index += 1 }
            output += [cr, lf]
            column = 0
            continue
        }
        let endsLine = index == bytes.count || bytes[index] == cr || bytes[index] == lf
        var literal = isLiteral(byte, endsLine: endsLine)
        // Room for a soft line break ("=") is kept on every line.
        if column + (literal ? 1 : 3) > 75 {
            output += [equals, cr, lf]
            column = 0
        }
        if byte == UInt8(ascii: "."), column == 0 { literal = false }
        if literal {
            output.append(byte)
            column += 1
        } else {
            output += [equals, hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 15)]]
            column += 3
        }
    }
}

private func isLiteral(_ byte: UInt8, endsLine: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "="): false
    case UInt8(ascii: " "), UInt8(ascii: "\t"): !endsLine
    default: (0x21...0x7E).contains(byte)
    }
}
