import Domain
import Markup
import Pages
import Testing

@Suite("Letters")
struct MailLetterTests {
    private func letter(_ matter: MailMatter, _ language: Language = .english) -> MailLetter {
        MailLetter(matter, in: language, from: Sample.sender)
    }

    private func html(_ letter: MailLetter) -> String { String(decoding: letter.html, as: UTF8.self) }

    @Test("every mail says why the reader gets it, in the text and in the HTML, in both languages", arguments: Sample.matters)
    func reason(_ matter: MailMatter) {
        for (language, start) in [(Language.english, "You get this because "), (.spanish, "Recibes esto porque ")] {
            let letter = letter(matter, language)
            #expect(letter.reason.hasPrefix(start))
            #expect(letter.text.contains(start))
            #expect(html(letter).contains(start))
        }
    }

    @Test("the two languages share no sentence", arguments: Sample.matters)
    func languages(_ matter: MailMatter) {
        let english = letter(matter), spanish = letter(matter, .spanish)
        #expect(english.subject != spanish.subject)
        for (left, right) in zip(english.parts, spanish.parts) { #expect(left != right) }
    }

    @Test("links lead to the public address and nowhere else, and stand whole on a line of the text", arguments: Sample.matters)
    func links(_ matter: MailMatter) {
        let letter = letter(matter), html = html(letter)
        for part in html.split(separator: "href=\"").dropFirst() { #expect(part.hasPrefix("https://portal.meridian.example/")) }
        for part in letter.parts {
            if case .deed(_, let link) = part {
                #expect(letter.text.split(separator: "\n").contains("https://portal.meridian.example\(link.text)"))
            }
        }
        #expect(!html.contains("src="))
    }

    @Test("a token is percent-encoded, and names cannot become markup")
    func hostile() {
        let letter = letter(
            .invitation(
                organization: "<b>Evil</b>", level: .admin, inviter: "\"><script>", isByOperator: false, token: "a/../b?c", ends: Sample.now
            ))
        #expect(letter.text.contains("/invitation/a%2F..%2Fb%3Fc"))
        #expect(!html(letter).contains("<script>"))
        #expect(!html(letter).contains("<b>Evil"))
    }

    @Test("names stand in the quotation marks of the language, which no name can close")
    func quotes() {
        let matter = MailMatter.invitation(
            organization: "Nordlys", level: .admin, inviter: "Ingrid »x” Moen", isByOperator: false, token: "t", ends: Sample.now)
        #expect(letter(matter).reason.contains("“Ingrid 'x' Moen”"))
        #expect(letter(matter, .spanish).reason.contains("«Ingrid 'x' Moen»"))
        for matter in Sample.matters + [matter] {
            let (english, spanish) = (letter(matter), letter(matter, .spanish))
            #expect(!(english.subject + english.text).contains { "«»".contains($0) })
            #expect(!(spanish.subject + spanish.text).contains { "“”".contains($0) })
        }
    }

    @Test("lines of the text are at most 72 characters where words allow it", arguments: Sample.matters)
    func lines(_ matter: MailMatter) {
        for language in Language.allCases {
            for line in letter(matter, language).text.split(separator: "\n") where !line.hasPrefix("https://") {
                #expect(line.count <= 72, "\(line)")
            }
        }
    }

    @Test("times are in UTC and say so")
    func times() {
        let text = letter(.newDevice(device: "Firefox on Linux", at: Sample.now)).text.split(whereSeparator: \.isWhitespace).joined(
            separator: " ")
        #expect(text.contains("21 Nov 2026, 13:05 UTC"))
    }
}
