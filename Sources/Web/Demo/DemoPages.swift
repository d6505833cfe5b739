import API
import Domain
import HTTPTypes
import Markup
import Pages
import Store

/// The demo's people and mail, as pages.
extension RouteList {
    mutating func demoPages() {
        door(.get, .demo) { knock in knock.page(DemoPage(people: try await knock.portal.demoPeople())) }
        door(.get, .demoMails) { knock in knock.page(DemoMailPage(mails: try await knock.portal.demoMails())) }
        door(.get, .demoMail) { knock in
            let mails = try await knock.portal.demoMails(), id = knock.asked.parameters["id"]
            guard mails.contains(where: { $0.id == id }) else { throw Trouble.notFound }
            return knock.page(DemoMailPage(mails: mails, open: id))
        }
        // `?to=ADDRESS`: what went to one address.
        open(.get, "/demo/mail.json") { portal, asked in
            var writer = JSONWriter()
            writer.array(try await portal.keptMail(to: asked.query["to"].map(EmailAddress.init(stored:)))) { writer, mail in
                let letter = MailLetter(mail.post, in: mail.language, settings: portal.settings)
                writer.object {
                    $0.member("id", mail.id.text)
                    $0.member("to", mail.recipient.text)
                    $0.member("subject", letter.subject)
                    $0.member("text", letter.text)
                    $0.member("html", String(decoding: letter.html, as: UTF8.self))
                    $0.member("kind", mail.kind)
                    $0.member("at", mail.createdAt.text)
                }
            }
            return .json(writer.bytes)
        }
    }
}

extension Portal {
    /// Outside the demo there is none: neither these routes nor, after delivery, the content.
    fileprivate func keptMail(to recipient: EmailAddress? = nil) async throws -> [LeasedMail] {
        guard settings.isDemo else { throw Trouble.notFound }
        return try await store.keptMail(to: recipient, postman: postman)
    }

    fileprivate func demoMails() async throws -> [DemoMailPage.Mail] {
        try await keptMail().map {
            DemoMailPage.Mail(
                id: $0.id.text, recipient: $0.recipient, at: $0.createdAt, letter: MailLetter($0.post, in: $0.language, settings: settings))
        }
    }
}
