extension Letter {
    /// The letter as it goes over the wire: RFC 5322 headers and a `multipart/alternative` body (RFC 2046), all ASCII,
    /// lines ended by CRLF. Body lines have at most 76 octets; a header line is longer only for an address that cannot
    /// be folded, and never above the 998 of RFC 5322, section 2.1.1. Dots at the start of a line are encoded.
    public func rendered() -> [UInt8] {
        // "=_" cannot occur in quoted-printable text (RFC 2045, section 6.7), so no body can contain the boundary.
        let boundary = "=_" + id
        var lines = [header("From", from), header("To", to)]
        if let replyTo { lines.append(header("Reply-To", replyTo)) }
        lines.append("Subject: " + unstructured(subject, column: "Subject: ".utf8.count))
        lines.append("Date: " + rfc5322Date(unixSeconds: date / 1000))
        lines.append("Message-ID: <\(id)@\(from.domain)>")
        lines.append("MIME-Version: 1.0")
        lines.append("Content-Language: " + language)
        lines += Mark.allCases.filter(marks.contains).map(\.rawValue)
        lines.append("Content-Type: multipart/alternative;\r\n boundary=\"\(boundary)\"")

        var bytes: [UInt8] = []
        bytes.reserveCapacity(1024 + text.utf8.count + html.utf8.count)
        for line in lines { bytes += Array((line + "\r\n").utf8) }
        for (kind, body) in [("plain", text), ("html", html)] {
            bytes += Array("\r\n--\(boundary)\r\nContent-Type: text/\(kind); charset=utf-8\r\n".utf8)
            bytes += Array("Content-Transfer-Encoding: quoted-printable\r\n\r\n".utf8)
            appendQuotedPrintable(body, to: &bytes)
        }
        bytes += Array("\r\n--\(boundary)--\r\n".utf8)
        return bytes
    }

    private func header(_ field: String, _ mailbox: Mailbox) -> String {
        if mailbox.name.isEmpty { return "\(field): \(mailbox.address)" }
        let shown = phrase(mailbox.name, column: field.utf8.count + 2)
        // Folded always: one rule, and a long name never pushes the address over the line.
        return "\(field): \(shown)\r\n <\(mailbox.address)>"
    }
}
