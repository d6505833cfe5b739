import Credentials
import Domain
import HTTPTypes
import Markup
import Pages
import Store

/// Re-authentication before a sensitive act.
extension RouteList {
    mutating func confirmPages() {
        page(.get, .confirm, UseAccount.self) { visit in try await visit.confirmPage() }
        page(.post, .confirm, UseAccount.self) { visit in
            if visit.form["credential"] != nil { return try await visit.confirmWithPasskey() }
            if let code = visit.form["code"] {
                return try await visit.afterConfirming(
                    visit.store.confirmWithCode(code, by: visit.person, box: visit.portal.box), wrong: .code)
            }
            return try await visit.confirmWithPassphrase()
        }
        page(.post, .confirmPasskeyOptions, UseAccount.self) { visit in
            let asking = try await visit.store.beginPasskeyConfirmation(by: visit.person, visit.portal.relyingParty())
            return try .challenge(asking.options, asking.ceremony)
        }
    }
}

extension Portal {
    /// Asks who is here, and holds the form that was sent. Nil where there is no form to hold.
    func confirmPage(holding asked: Asked) async throws -> Reply? {
        guard asked.isUnsafe, let target = Link(returning: asked.target), let person = try await signedIn(asked) else { return nil }
        let fields = try asked.form().pairs.filter { $0.name != "csrf" }
        let context = try await pageContext(asked, person, looking: nil)
        return .page(
            try await confirmPage(of: person, next: page(of: asked), held: HeldForm(target: target, fields: fields)), for: context,
            status: .forbidden)
    }

    fileprivate func confirmPage(of person: SignedIn, next: Link, held: HeldForm?, problem: ConfirmPage.Problem? = nil) async throws
        -> ConfirmPage
    {
        let factors = try await store.factors(of: person)
        return ConfirmPage(
            next: next, held: held, email: person.email, hasPassphrase: factors.hasPassphrase, hasPasskey: !factors.passkeys.isEmpty,
            hasCode: !factors.codes.isEmpty, problem: problem, demoPassphrase: settings.isDemo ? DemoDoor.passphrase : nil)
    }
}

extension Visit where A == UseAccount {
    private var next: Link { (form["next"] ?? asked.query["next"]).flatMap { Link(returning: $0) } ?? links.account }

    fileprivate func confirmPage(_ problem: ConfirmPage.Problem? = nil, status: HTTPResponse.Status = .ok) async throws -> Reply {
        page(try await portal.confirmPage(of: person, next: next, held: HeldForm(items: form.pairs), problem: problem), status: status)
    }

    /// To where it was asked for; with the form that waits for it, which has to be sent by the session as it is now.
    private func confirmed(_ session: StartedSession) -> Reply {
        guard let held = HeldForm(items: form.pairs) else { return Reply.see(next).continuing(session) }
        var context = context
        context.csrf = FormToken.text(for: session.token.text)
        return Reply.page(ConfirmedPage(held: held, back: next), for: context).continuing(session)
    }

    fileprivate func confirmWithPassphrase() async throws -> Reply {
        switch try await store.findForConfirmation(of: person) {
        case .wait(let until): throw BadRequest.tooMany(until: until, now: store.clock())
        case .attempt(let attempt):
            guard try await portal.hash(of: form["passphrase"] ?? "", among: attempt.passphraseHashes) != nil else {
                try await store.passphraseWasWrong(attempt, from: origin)
                return try await confirmPage(.passphrase, status: .unprocessableContent)
            }
            return confirmed(try await store.confirmWithPassphrase(attempt, by: person))
        }
    }

    fileprivate func confirmWithPasskey() async throws -> Reply {
        guard let answer = form.credential(PasskeyAssertion.Response.self) else {
            return try await confirmPage(.passkey, status: .unprocessableContent)
        }
        return try await afterConfirming(
            store.confirmWithPasskey(asked.cookies[Cookies.passkey] ?? "", answer, portal.relyingParty(), by: person), wrong: .passkey)
    }

    fileprivate func afterConfirming(_ step: SignInStep, wrong problem: ConfirmPage.Problem) async throws -> Reply {
        switch step {
        case .signedIn(let session): return confirmed(session).setting(Cookies.drop(Cookies.passkey))
        case .wait(let until): throw BadRequest.tooMany(until: until, now: store.clock())
        case .startAgain: return try await confirmPage(.startAgain, status: .unprocessableContent)
        case .wrong, .secondFactor: return try await confirmPage(problem, status: .unprocessableContent)
        }
    }
}
