import Domain
import HTTPTypes
import Pages
import Store

/// The holder of a recovery's link sets a new passphrase.
extension RouteList {
    mutating func recoveryPages() {
        door(.get, .recovery) { knock in try await knock.recoveryPage() }
        door(.post, .recovery) { knock in
            guard case .open(let organization, let name, let email, _, _, _) = try await knock.store.recovery(for: knock.token) else {
                return try await knock.recoveryPage()
            }
            do {
                let hash = try await knock.portal.chosenPassphrase(knock.form, avoiding: [organization, name, email.text])
                return .signedIn(
                    try await knock.store.completeRecovery(
                        knock.token, passphrase: hash, browser: knock.browser, from: knock.origin, postman: knock.portal.postman),
                    next: nil)
            } catch let refusal as PassphraseRefusal {
                return try await knock.recoveryPage(refusal)
            } catch Trouble.conflict(.linkUsedOrExpired) {
                return knock.page(DeadLinkPage(.recovery), status: .gone)
            }
        }
    }
}

extension Knock {
    fileprivate func recoveryPage(_ refusal: PassphraseRefusal? = nil) async throws -> Reply {
        switch try await store.recovery(for: token) {
        case .open(let organization, let name, let email, _, let starter, let ends):
            page(
                RecoveryPage(
                    token: token, organization: organization, name: name, email: email, starter: starter, ends: ends, refusal: refusal),
                status: refusal == nil ? .ok : .unprocessableContent)
        case .expired: page(DeadLinkPage(.recovery, isExpired: true), status: .gone)
        case .dead: page(DeadLinkPage(.recovery), status: .gone)
        }
    }
}
