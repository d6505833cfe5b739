extension MailLetter {
    /// The body as plain text, in lines of at most 72 characters where words allow it. An address stands alone on its line,
    /// so that no program breaks it.
    public var text: String {
        var blocks: [String] = []
        for part in parts {
            switch part {
            case .paragraph(let text), .aside(let text): blocks.append(MailLetter.wrapped(text))
            case .deed(let label, let link): blocks.append("\(label):\n\(address(of: link))")
            }
        }
        blocks.append(MailLetter.wrapped(reason))
        blocks.append(signature.joined(separator: "\n"))
        return blocks.joined(separator: "\n\n") + "\n"
    }

    private static func wrapped(_ text: String) -> String {
        var lines: [String] = [], line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > 72 {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        return (lines + [line]).joined(separator: "\n")
    }
}
