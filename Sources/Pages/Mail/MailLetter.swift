import Domain
import Markup

/// A mail in one language: a subject, some paragraphs, at most one thing to do, and why the reader gets it. Its text, its
/// HTML and what the demo shows of it are the same words.
public struct MailLetter: Sendable, Hashable {
    public enum Part: Sendable, Hashable {
        case paragraph(String)
        /// The one thing to do.
        case deed(String, Link)
        /// Smaller, such as until when.
        case aside(String)
    }

    public var language: Language
    public var subject: String
    public var parts: [Part]
    /// `You get this because …`
    public var reason: String
    public var sender: MailSender

    public init(_ matter: MailMatter, in language: Language, from sender: MailSender) {
        // A mail is read anywhere, so its times are in UTC and say so.
        let dates = Dates(language: language, zone: .utc, now: Moment(milliseconds: 0))
        let words = matter.words(dates, sender)
        self.language = language
        self.sender = sender
        subject = words.subject.inMail(language)
        reason = words.reason.inMail(language)
        parts = words.parts.map { part in
            switch part {
            case .paragraph(let phrase): .paragraph(phrase.inMail(language))
            case .deed(let phrase, let link): .deed(phrase.inMail(language), link)
            case .aside(let phrase): .aside(phrase.inMail(language))
            }
        }
    }

    func address(of link: Link) -> String { sender.origin + link.text }

    /// Who stands behind it, at the end.
    var signature: [String] {
        var lines = ["Stagedoor · \(sender.operatorName)"]
        if let support = sender.support { lines.append("\(Phrase.supportAt[language]) \(support.text)") }
        return lines
    }
}
