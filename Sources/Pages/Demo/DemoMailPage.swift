import Domain
import Markup

/// The mails that the demo sent to nobody, newest first, with one of them open.
public struct DemoMailPage: Page {
    public struct Mail: Sendable, Identifiable {
        public var id: String
        public var recipient: EmailAddress
        public var at: Moment
        /// In the recipient's language.
        public var letter: MailLetter

        public init(id: String, recipient: EmailAddress, at: Moment, letter: MailLetter) {
            self.id = id
            self.recipient = recipient
            self.at = at
            self.letter = letter
        }
    }

    public var mails: [Mail]
    public var open: Mail.ID?

    public init(mails: [Mail], open: Mail.ID? = nil) {
        self.mails = mails
        self.open = open
    }

    public var title: Phrase { .demoMailTitle }
    public var frame: Frame { .door }

    public func body(_ h: Sheet) {
        h.h1(.demoMailTitle)
        h.p(.demoMailLead, .class("lead"))
        if mails.isEmpty { h.empty(.demoNoMail, .demoNoMailWhy) }
        if let mail = mails.first(where: { $0.id == open }) { letter(h, mail) }
        h.ul(.class("mails")) {
            for mail in mails { line(h, mail) }
        }
        h.p(.class("aside")) { h.a(.demoTools, h.links.demo) }
    }

    private func line(_ h: Sheet, _ mail: Mail) {
        h.li {
            h.a(.href(h.links.demoMail(mail.id)), .current(mail.id == open)) { h.text(mail.letter.subject) }
            h.small {
                h.text(mail.recipient.text)
                h.text(" · ")
                h.shortMoment(mail.at)
            }
        }
    }

    private func letter(_ h: Sheet, _ mail: Mail) {
        h.article(.class("letter"), .lang(mail.letter.language.rawValue)) {
            h.h2(mail.letter.subject)
            h.p(.class("why")) {
                h.text("\(mail.recipient.text) · \(h.dates.absolute(mail.at))")
            }
            h.show(mail.letter)
        }
    }
}
