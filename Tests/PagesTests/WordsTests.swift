import Domain
import Testing
@testable import Pages

@Suite("Words")
struct WordsTests {
    /// Everything that the enums of the domain and the frame say.
    private var phrases: [Phrase] {
        Level.allCases.flatMap { [$0.name, $0.meaning] } + AccessStatus.allCases.map(\.name) + Permission.allCases.map(\.name)
            + ContactRole.allCases.flatMap { [$0.name, $0.told] } + Notice.allCases.flatMap { [$0.name, $0.meaning] }
            + Contact.Kind.allCases.map(\.name) + Organization.Kind.allCases.flatMap { [$0.name, $0.meaning] }
            + Organization.Status.allCases.map(\.name)
            + Language.allCases.map(\.name) + Outcome.allCases.map(\.phrase) + Theme.allCases.map(\.name)
            + Permission.allCases.flatMap { permission in Level.allCases.map { Matrix.reason(permission, at: $0) } }
    }

    @Test("nothing shouts, begs or apologizes, and nothing is empty")
    func tone() {
        for phrase in phrases {
            for text in [phrase.en, phrase.es] {
                #expect(!text.isEmpty)
                #expect(!text.contains("!") && !text.contains("¡"), "\(text)")
                for word in ["please", "oops", "sorry", "por favor", "lo sentimos"] {
                    #expect(!text.lowercased().contains(word), "\(text)")
                }
                #expect(text.first?.isLowercase == false, "\(text)")
            }
        }
    }

    @Test("every cell of the matrix has a reason that says how far it goes")
    func reasons() {
        for permission in Permission.allCases {
            for level in Level.allCases where level != .none {
                let reason = Matrix.reason(permission, at: level)
                let reach = Matrix.reach(permission, at: level).phrase
                #expect(reason.en.hasPrefix(reach.en + ". ") && reason.es.hasPrefix(reach.es + ". "), "\(permission) \(level)")
                #expect(reason.en.contains("Planned") == permission.isPlanned)
            }
        }
    }

    @Test("the reason of a row of the published table names that row")
    func publishedRows() {
        for permission in [
            Permission.contactCreate, .contactDelete, .accessGrant, .accessLevel, .contactEdit, .applianceDrain, .bgpEdit, .ticketView,
        ] {
            #expect(Matrix.reason(permission, at: .engineering).en.contains("Published row"))
        }
        #expect(Matrix.reason(.contactAssign, at: .readOnly).en.contains("Roles grant nothing"))
    }

    @Test(
        "numbers are grouped as each language does",
        arguments: [
            (999, "999", "999"), (1000, "1,000", "1000"), (12_345, "12,345", "12\u{202F}345"),
            (1_000_000, "1,000,000", "1\u{202F}000\u{202F}000"),
        ])
    func grouping(number: Int, en: String, es: String) {
        #expect(Phrase.grouped(number) == Phrase(en: en, es: es))
    }

    @Test("one is singular, more than a limit is told as such")
    func counts() {
        #expect(Phrase.allContacts(.exactly(1)).en == "1 contact")
        #expect(Phrase.allContacts(.exactly(0)).es == "0 contactos")
        #expect(Phrase.someContacts(.exactly(6), of: .moreThan(1000)).en == "6 of more than 1,000 contacts")
    }

    @Test("Spanish joins with e before the sound of i")
    func conjunction() {
        #expect(Phrase.list([.verbatim("Aduanas"), .verbatim("Ingeniería")]).es == "Aduanas e Ingeniería")
        #expect(Phrase.list([.verbatim("a"), .verbatim("b"), .verbatim("c")]).en == "a, b and c")
    }

    @Test(
        "a phone number reads as its country writes it",
        arguments: [
            ("+4755201143", "+47 55 20 11 43"), ("+34915550143", "+34 915 55 01 43"), ("+12125550123", "+1 212-555-0123"),
            ("+966115550100", "+966 11 555 0100"),
            ("+4780000000;ext=12", "+47 800 00 000 ext 12"),
            ("+3581234567", "+358 12 34567"), ("+1234567", "+1 234567"), ("+", "+"),
        ])
    func phones(stored: String, read: String) {
        #expect(PhoneNumber(stored: stored).spaced == read)
    }
}
