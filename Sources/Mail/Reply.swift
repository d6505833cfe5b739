/// The server's last reply, gathered from its lines (RFC 5321, section 4.2): `250-first`, `250 last`.
struct Reply {
    /// Codes of all replies so far, each once.
    private(set) var codes: Set<Int> = []
    /// Code of the last reply.
    private(set) var code: Int?
    /// Text of the last reply, its lines joined by spaces, at most a thousand octets or so.
    private(set) var text = ""
    private var isComplete = true

    mutating func take(line: some Sequence<UInt8>) {
        let line = Array(line)
        guard line.count >= 3, let code = Int(String(decoding: line.prefix(3), as: UTF8.self)),
            (200...599).contains(code)
        else { return }
        if isComplete { text = "" }
        isComplete = line.count < 4 || line[3] != UInt8(ascii: "-")
        if text.utf8.count < 1000 { text += " " + String(decoding: line.dropFirst(4).prefix(600), as: UTF8.self) }
        self.code = code
        codes.insert(code)
    }
}
