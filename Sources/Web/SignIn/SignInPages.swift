import Credentials
import Domain
import HTTPTypes
import Markup
import Pages
import Store

/// The way in and out. Whatever is wrong with an attempt, the answer is the same and takes the same time.
extension RouteList {
    mutating func signInPages() {
        door(.get, .signIn) { knock in
            if let person = knock.person {
                return .see(person.strength == .enrolling ? knock.links.enroll : knock.next ?? knock.links.home)
            }
            let query = knock.asked.query
            return try await knock.signInPage(query["again"] != nil ? .startAgain : query["ended"] != nil ? .sessionEnded : nil)
        }
        door(.post, .signIn) { knock in
            let text = knock.form["passphrase"] ?? ""
            switch try await knock.store.findForSignIn(knock.form["email"] ?? "", browser: knock.browser, from: knock.origin) {
            case .wait(let until): return try knock.slowed(until: until)
            case .attempt(let attempt):
                guard let hash = try await knock.portal.hash(of: text, among: attempt.passphraseHashes) else {
                    try await knock.store.passphraseWasWrong(attempt, from: knock.origin)
                    return try await knock.signInPage(.wrong, status: .unprocessableContent)
                }
                let rehashed = try await knock.portal.rehashed(text, hash)
                return try await knock.after(
                    knock.store.passphraseWasRight(
                        attempt.meant(by: hash), rehashed: rehashed, browser: knock.browser, from: knock.origin,
                        postman: knock.portal.postman),
                    wrong: .wrong)
            }
        }
        door(.get, .signInCode) { knock in
            guard knock.asked.cookies[Cookies.ceremony] != nil else { return .see(knock.links.signIn) }
            return knock.page(knock.secondStepPage())
        }
        door(.post, .signInCode) { knock in
            let code = knock.form["code"] ?? "", ceremony = knock.asked.cookies[Cookies.ceremony] ?? ""
            let step =
                try await code.isAppCode
                ? knock.store.finishWithCode(
                    ceremony, code: code, browser: knock.browser, from: knock.origin, box: knock.portal.box, postman: knock.portal.postman)
                : knock.store.finishWithRecoveryCode(
                    ceremony, code: code, browser: knock.browser, from: knock.origin, postman: knock.portal.postman)
            if case .wrong = step { return knock.page(knock.secondStepPage(isWrong: true), status: .unprocessableContent) }
            return try await knock.after(step, wrong: .wrong)
        }
        door(.get, .cannotSignIn) { knock in knock.page(CannotSignInPage()) }
        page(.post, .signOut, UseAccount.self) { visit in
            try await visit.store.signOut(visit.person)
            let next = visit.form["next"].flatMap { Link(returning: $0) }
            var reply = next.map(Reply.see) ?? .see(visit.links.signIn, .signedOut)
            reply.headers[.clearSiteData] = "\"cache\", \"storage\""
            return reply.setting(Cookies.drop(Cookies.session))
        }
        passkeySignIn()
        signInLinks()
    }

    private mutating func passkeySignIn() {
        door(.post, .signInPasskeyOptions) { knock in
            switch try await knock.store.beginPasskeySignIn(knock.portal.relyingParty(), from: knock.origin) {
            case .wait(let until): throw BadRequest.tooMany(until: until, now: knock.store.clock())
            case .asking(let asking): return try .challenge(asking.options, asking.ceremony)
            }
        }
        door(.post, .signInPasskey) { knock in
            guard let answer = knock.form.credential(PasskeyAssertion.Response.self) else {
                return try await knock.signInPage(.passkeyRefused, status: .unprocessableContent)
            }
            return try await knock.after(
                knock.store.finishWithPasskey(
                    knock.asked.cookies[Cookies.passkey] ?? "", answer, knock.portal.relyingParty(), browser: knock.browser,
                    from: knock.origin, postman: knock.portal.postman), wrong: .passkeyRefused)
        }
    }
}

extension Knock {
    func signInPage(_ problem: SignInPage.Problem?, status: HTTPResponse.Status = .ok) async throws -> Reply {
        let demo = portal.settings.isDemo ? try await portal.demoPeople() : nil
        return page(SignInPage(next: next, email: form["email"] ?? "", problem: problem, demo: demo), status: status)
    }

    /// Where a sign-in goes on after one of its steps.
    func after(_ step: SignInStep, wrong problem: SignInPage.Problem) async throws -> Reply {
        switch step {
        case .signedIn(let session): return .signedIn(session, next: next)
        case .secondFactor(let asked):
            let ways = SecondFactor.Kind.allCases.filter(asked.kinds.contains).map(\.rawValue).joined(separator: ".")
            return .see(links.signInCode.query("ways", ways).query("next", ifAny: next?.text)).setting(
                Cookies.set(Cookies.ceremony, asked.ceremony.text, for: 300))
        case .wrong: return try await signInPage(problem, status: .unprocessableContent)
        case .startAgain:
            return .see(links.signIn.query("again", "1").query("next", ifAny: next?.text)).setting(Cookies.drop(Cookies.ceremony))
        case .wait(let until): return try slowed(until: until)
        }
    }

    /// The ways stand in the address: only whoever had the passphrase right is sent there, and changing them opens nothing.
    func secondStepPage(isWrong: Bool = false) -> SecondStepPage {
        let ways =
            (form["ways"] ?? asked.query["ways"]).map {
                Set($0.split(separator: ".").compactMap { SecondFactor.Kind(rawValue: String($0)) })
            } ?? Set(SecondFactor.Kind.allCases)
        return SecondStepPage(
            next: next, ways: SecondFactor.Kind.allCases.filter(ways.contains).map(\.rawValue).joined(separator: "."),
            hasCode: ways.contains(.code), hasRecoveryCode: ways.contains(.recoveryCode), hasPasskey: ways.contains(.passkey),
            isWrong: isWrong)
    }
}

extension String {
    /// Six digits, however they are spaced; everything else is taken for a recovery code.
    fileprivate var isAppCode: Bool {
        let signs = unicodeScalars.filter { !$0.properties.isWhitespace && $0 != "-" }
        return signs.count <= 8 && signs.allSatisfy { ("0"..."9").contains($0) }
    }
}
