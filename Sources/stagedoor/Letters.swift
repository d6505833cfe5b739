import Domain
import Jobs
import Mail
import Pages
import Store
import Web

/// Puts the outbox's posts into letters: the words of the pages, the envelope of the mail server.
struct Letters: LetterWriter {
    let settings: Settings
    let sender: Mailbox

    func letter(for mail: LeasedMail) throws(Unmailable) -> Letter {
        let words = MailLetter(mail.post, in: mail.language, settings: settings)
        return try Letter(
            id: mail.id.text, from: sender, to: try Mailbox(mail.recipient.text), subject: words.subject, text: words.text,
            html: String(decoding: words.html, as: UTF8.self), date: mail.createdAt.milliseconds, language: mail.language.rawValue)
    }
}
