import Domain
import Testing

@Suite("Values")
struct ValueTests {
    @Test(
        "an email address is taken as people write it",
        arguments: [
            "lena.ortiz@nordlys.example", "NOC+night@andina.example", "  a@b.co ", "o'neil@x-y.example",
        ])
    func emailsTaken(_ text: String) throws {
        _ = try EmailAddress(text)
    }

    @Test(
        "what is no address, or could smuggle one, is refused",
        arguments: [
            "", "a", "a@", "@b.co", "a@b", "a b@c.co", "a..b@c.co", ".a@c.co", "a@c.co, d@e.co", "\"a b\"@c.co", "a@b.co\r\nBcc: d@e.co",
            "ä@b.co", "a@-b.co",
        ])
    func emailsRefused(_ text: String) {
        #expect(throws: FieldProblem.notAnEmail) { try EmailAddress(text) }
    }

    @Test("spellings of one address differ in case and blanks only; a plus-tag makes another")
    func emailKeys() throws {
        #expect(try EmailAddress(" Lena@Nordlys.Example").key == EmailAddress("lena@nordlys.example").key)
        #expect(try EmailAddress("lena+a@nordlys.example").key != EmailAddress("lena@nordlys.example").key)
    }

    @Test(
        "a phone number becomes E.164, with its extension",
        arguments: [
            ("+47 55 20 11 43", "+4755201143"), ("0047 55201143", "+4755201143"), ("+1 (415) 555-0100 ext. 12", "+14155550100;ext=12"),
            ("+14155550100;ext=12", "+14155550100;ext=12"), ("+14155550100 x7", "+14155550100;ext=7"),
        ])
    func phones(_ raw: String, _ kept: String) throws {
        #expect(try PhoneNumber(raw).text == kept)
    }

    @Test(
        "a number without a country code, or with letters in it, is refused",
        arguments: ["55201143", "+0", "+47 abc", "++47551234567", "+47551234567890123", "+4755201143 ext"])
    func phonesRefused(_ raw: String) {
        #expect(throws: FieldProblem.notAPhone) { try PhoneNumber(raw) }
    }

    @Test("AS numbers are taken in every notation, and reserved ones refused")
    func asns() throws {
        #expect(try ASN("AS64950").number == 64950)
        #expect(try ASN("2.10").number == 131_082)
        for reserved in ["0", "23456", "64496", "64511", "65535", "65536", "65551", "4294967295", "4294967296", "-1", "x"] {
            #expect(throws: FieldProblem.notAnASN) { try ASN(reserved) }
        }
    }

    @Test(
        "names fold for sorting and searching, whatever their letters",
        arguments: [
            ("Ørsted", "orsted"), ("MUÑOZ", "munoz"), ("Łukasz", "lukasz"), ("Straße", "strasse"), ("Zoë", "zoe"),
        ])
    func folding(_ text: String, _ folded: String) {
        #expect(text.folded == folded)
    }

    @Test("text that reorders what stands around it is refused, joiners are not")
    func unwelcome() throws {
        #expect(throws: FieldProblem.controlCharacters) { try Line("a\u{202E}b") }
        #expect(throws: FieldProblem.controlCharacters) { try Line("a\nb") }
        _ = try Line("क्\u{200D}ष")
        _ = try Line("محمد")
    }

    @Test("an id is a UUID in any case, and nothing else")
    func identifiers() {
        #expect(Identifier<Contact>("01A1FDBB-DFA6-7813-B5AB-3F0E897C2956")?.text == "01a1fdbb-dfa6-7813-b5ab-3f0e897c2956")
        for wrong in [
            "", "01a1fdbb", "01a1fdbb-dfa6-7813-b5ab-3f0e897c295g", "01a1fdbbdfa67813b5ab3f0e897c2956",
            "01a1fdbb-dfa6-7813-b5ab-3f0e897c2956 ",
        ] {
            #expect(Identifier<Contact>(wrong) == nil)
        }
    }

    @Test("ids made later sort later, and are of version 7")
    func identifiersSort() {
        let source = IdentifierSource.system
        let early = source.next(Contact.self, at: Moment(milliseconds: 1_800_000_000_000))
        let late = source.next(Contact.self, at: Moment(milliseconds: 1_800_000_000_001))
        #expect(early < late)
        #expect(Array(early.text)[14] == "7")
        #expect("89ab".contains(Array(early.text)[19]))
    }

    @Test(
        "the reader's first language that we speak is chosen",
        arguments: [
            ("es-ES,es;q=0.9,en;q=0.8", Language.spanish), ("fr, en;q=0.3, es;q=0.7", .spanish), ("de", .english), ("", .english),
            ("en;q=abc", .english),
        ])
    func languages(_ header: String, _ language: Language) {
        #expect(Language.preferred(by: header) == language)
    }
}
