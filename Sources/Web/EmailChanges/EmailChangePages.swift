import Domain
import HTTPTypes
import Pages
import Store

/// The two links of a change of address.
extension RouteList {
    mutating func emailChangePages() {
        door(.get, .emailConfirm) { knock in try await knock.emailChangePage(.confirm) }
        door(.post, .emailConfirm) { knock in
            try await knock.settleEmail(.confirm) {
                try await knock.store.confirmEmailChange(
                    knock.token, as: knock.person, from: knock.origin, postman: knock.portal.postman)
            }
        }
        door(.get, .emailUndo) { knock in try await knock.emailChangePage(.undo) }
        door(.post, .emailUndo) { knock in
            try await knock.settleEmail(.undo) {
                try await knock.store.undoEmailChange(knock.token, from: knock.origin, postman: knock.portal.postman)
            }
        }
    }
}

extension Knock {
    fileprivate func settleEmail(_ deed: EmailChangePage.Deed, _ settle: () async throws -> Void) async throws -> Reply {
        do {
            try await settle()
            var context = context
            // Undoing ends every session, this one included where it was the account's.
            if deed == .undo, try await portal.signedIn(asked) == nil { context.reader = nil }
            return .page(EmailChangedPage(deed), for: context)
        } catch Trouble.conflict(.linkUsedOrExpired) {
            return page(DeadLinkPage(deed == .confirm ? .emailConfirm : .emailUndo), status: .gone)
        } catch Trouble.conflict(.otherAccount) {
            // The page says whose sign-in it needs.
            return try await emailChangePage(deed, status: .conflict)
        } catch Trouble.conflict(let conflict) {
            return try await emailChangePage(deed, problem: conflict.phrase, status: .conflict)
        } catch Trouble.invalid(let errors) {
            return try await emailChangePage(deed, problem: errors.first?.problem.phrase, status: .unprocessableContent)
        }
    }

    fileprivate func emailChangePage(_ deed: EmailChangePage.Deed, problem: Phrase? = nil, status: HTTPResponse.Status = .ok) async throws
        -> Reply
    {
        let dead: DeadLinkPage.Kind = deed == .confirm ? .emailConfirm : .emailUndo
        let view = try await deed == .confirm ? store.emailChange(for: token) : store.emailUndo(for: token)
        switch view {
        case .open(let offer):
            let isSignedIn = offer.needsSignIn == nil || person?.account == offer.needsSignIn
            return page(
                EmailChangePage(
                    token: token, deed: deed, organization: offer.organization, name: offer.name, old: offer.old, new: offer.new,
                    ends: offer.ends, needs: isSignedIn ? nil : person == nil ? .signIn : .anotherSignIn, problem: problem),
                status: status)
        case .expired: return page(DeadLinkPage(dead, isExpired: true), status: .gone)
        case .dead: return page(DeadLinkPage(dead), status: .gone)
        }
    }
}
