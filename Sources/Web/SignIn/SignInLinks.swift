import Domain
import HTTPTypes
import Pages
import Store

/// The way in for somebody whose sign-in waits for the failures of others: a link to the own mailbox.
extension RouteList {
    mutating func signInLinks() {
        door(.post, .signInLinks) { knock in
            if let until = try await knock.store.askForSignInLink(from: knock.origin) {
                throw BadRequest.tooMany(until: until, now: knock.store.clock())
            }
            // Looked up once the answer is on its way: neither it nor its time says whether there is such an address.
            let (portal, asked, email) = (knock.portal, knock.asked, knock.form["email"] ?? "")
            Task {
                do { try await portal.store.sendSignInLink(to: email, from: asked.origin, postman: portal.postman) } catch {
                    portal.log("a link to sign in was not sent", error, asked)
                }
            }
            return knock.page(SignInLinkAskedPage())
        }
        door(.get, .signInLink) { knock in try await knock.signInLinkPage() }
        door(.post, .signInLink) { knock in
            let text = knock.form["passphrase"] ?? ""
            guard let attempt = try await knock.store.findForSignIn(link: knock.token) else {
                return knock.page(DeadLinkPage(.signInLink), status: .gone)
            }
            guard let hash = try await knock.portal.hash(of: text, among: attempt.passphraseHashes) else {
                try await knock.store.passphraseWasWrong(attempt, from: knock.origin)
                return try await knock.signInLinkPage(.wrong, status: .unprocessableContent)
            }
            let rehashed = try await knock.portal.rehashed(text, hash)
            let step = try await knock.store.passphraseWasRight(
                attempt, rehashed: rehashed, browser: knock.browser, from: knock.origin, postman: knock.portal.postman)
            if case .wrong = step { return try await knock.signInLinkPage(.wrong, status: .unprocessableContent) }
            return try await knock.after(step, wrong: .wrong)
        }
    }
}

extension Knock {
    fileprivate func signInLinkPage(_ problem: SignInPage.Problem? = nil, status: HTTPResponse.Status = .ok) async throws -> Reply {
        switch try await store.signInLink(token) {
        case .open(let email, let ends):
            page(SignInLinkPage(token: token, email: email, ends: ends, problem: problem), status: status)
        case .dead: page(DeadLinkPage(.signInLink), status: .gone)
        }
    }

    /// Too many failures: the next attempt is looked at from `moment` on, and another way stands open.
    func slowed(until moment: Moment) throws -> Reply {
        let wait = BadRequest.tooMany(until: moment, now: store.clock())
        guard case .tooManyRequests(let seconds) = wait, !asked.wantsJSON else { throw wait }
        var reply = page(SlowedPage(email: form["email"] ?? "", seconds: seconds), status: .tooManyRequests)
        reply.headers[.retryAfter] = String(seconds)
        return reply
    }
}
