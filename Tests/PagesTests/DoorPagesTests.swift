import Foundation
import Domain
import Markup
import Pages
import Testing

/// What holds for the way in and out, besides what holds for every page.
@Suite("The door and the account")
struct DoorPagesTests {
    private func html(_ page: some Page, isSignedIn: Bool, _ language: Language = .english) -> String {
        String(decoding: page.render(for: Sample.context(isSignedIn ? Sample.reader() : nil, language: language)), as: UTF8.self)
    }

    private func count(_ part: String, in text: String) -> Int {
        text.split(separator: part, omittingEmptySubsequences: false).count - 1
    }

    @Test("one deed at most is the first to do", arguments: Sample.doorPages.indices)
    func primary(_ index: Int) {
        let (name, page, isSignedIn) = Sample.doorPages[index]
        #expect(count("class=\"button primary\"", in: html(page, isSignedIn: isSignedIn)) <= 1, "\(name)")
    }

    @Test("the invitation says what it grants before it can be accepted")
    func offer() throws {
        let html = html(InvitationPage(token: "sdi_abc", offer: Sample.offer, way: .newSignIn(device: "Firefox")), isSignedIn: false)
        let before = try #require(html.split(separator: "action=\"/invitation/sdi_abc\"").first)
        for fact in [
            "Nordlys Fiber", "Ingrid Moen", "Engineering", "Also edits sites", "NOC Oslo 1, Bergen 1", "Tromsø 1", "in 6 days",
            "lena.ortiz@nordlys.example",
        ] {
            #expect(before.contains(fact), "\(fact)")
        }
    }

    @Test("without a recent proof the account page shows what one signs in with, and nothing to change it by")
    func unconfirmed() {
        let closed = html(Sample.account(isConfirmed: false), isSignedIn: true)
        let open = html(Sample.account(isConfirmed: true), isSignedIn: true)
        for path in ["/account/email", "/account/passphrase", "/account/passkeys", "/account/totp", "/account/recovery-codes"] {
            #expect(!closed.contains("\"\(path)"), "\(path)")
            #expect(open.contains("\"\(path)"), "\(path)")
        }
        #expect(closed.contains("Firefox on Linux"))
        #expect(closed.contains("/confirm?next="))
    }

    @Test("somebody of the demo who cannot sign in is no button")
    func personas() {
        let html = html(SignInPage(demo: Sample.people), isSignedIn: false)
        #expect(count("name=\"persona\"", in: html) == 3)
        #expect(html.contains("Suspended"))
        #expect(!self.html(SignInPage(), isSignedIn: false).contains("persona"))
    }

    @Test("a dead link says the same for every reason but time")
    func deadLinks() {
        for kind in DeadLinkPage.Kind.allCases {
            #expect(html(DeadLinkPage(kind), isSignedIn: false) == html(DeadLinkPage(kind), isSignedIn: false))
            #expect(html(DeadLinkPage(kind), isSignedIn: false) != html(DeadLinkPage(kind, isExpired: true), isSignedIn: false))
        }
    }
}
