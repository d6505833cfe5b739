import Credentials
import Domain
import HTTPTypes
import Markup
import Pages
import Store

/// The holder of an invitation's link sees what is granted, and accepts it. Only the form accepts: mail scanners open links.
extension RouteList {
    mutating func invitationPages() {
        door(.get, .invitation) { knock in
            if knock.isFirstAdmin { return try await knock.firstAdminPage() }
            return try await knock.invitationPage()
        }
        door(.post, .invitation) { knock in
            if knock.isFirstAdmin { return try await knock.createFirstAdmin() }
            guard case .open(let offer) = try await knock.store.invitation(for: knock.token) else {
                return try await knock.invitationPage()
            }
            do {
                let joining = try await knock.joining(offer)
                let session = try await knock.store.accept(
                    knock.token, as: joining, browser: knock.browser, from: knock.origin, postman: knock.portal.postman)
                guard let session else { return knock.page(JoinedPage(organization: offer.organizationName)) }
                return .signedIn(session, next: nil)
            } catch let refusal as PassphraseRefusal {
                return knock.invitationPage(offer, refusal: refusal, status: .unprocessableContent)
            } catch Trouble.conflict(let conflict) {
                switch conflict {
                case .linkUsedOrExpired, .invitationVoid: return knock.page(DeadLinkPage(.invitation), status: .gone)
                default: return knock.invitationPage(offer, problem: conflict, status: .conflict)
                }
            }
        }
        door(.post, .invitationPasskeyOptions) { knock in
            let registering = try await knock.store.beginPasskey(forInvitation: knock.token, knock.portal.relyingParty())
            return try .challenge(registering.options, registering.ceremony)
        }
    }
}

extension Knock {
    fileprivate func invitationPage() async throws -> Reply {
        switch try await store.invitation(for: token) {
        case .open(let offer): invitationPage(offer)
        case .expired: page(DeadLinkPage(.invitation, isExpired: true), status: .gone)
        case .dead: page(DeadLinkPage(.invitation), status: .gone)
        }
    }

    fileprivate func invitationPage(
        _ offer: InvitationOffer, refusal: PassphraseRefusal? = nil, problem: Conflict? = nil, status: HTTPResponse.Status = .ok
    ) -> Reply {
        page(
            InvitationPage(token: token, offer: InvitationPage.Offer(offer), way: way(offer), refusal: refusal, problem: problem),
            status: status)
    }

    /// What the reader can accept with.
    private func way(_ offer: InvitationOffer) -> InvitationPage.Way {
        if let person {
            if person.email.key == offer.email.key, offer.isMailed { return .asYou(person.name) }
            // Whose sign-in it is, only accepting finds out.
            return .asAnother(person.email, name: offer.sameSignIn == .inUse ? person.name : nil)
        }
        return switch offer.sameSignIn {
        case .none: .newSignIn(device: device)
        case .dormant: .asBefore
        case .inUse: .signInFirst
        }
    }

    /// What the form accepts with: the session, a passkey, or a passphrase.
    fileprivate func joining(_ offer: InvitationOffer) async throws -> Joining {
        if let person { return .existing(person) }
        if offer.sameSignIn == .dormant { return .dormant }
        if form["credential"] != nil { return .newAccount(.passkey(try form.newPasskey(asked, portal.relyingParty()))) }
        let hash = try await portal.chosenPassphrase(form, avoiding: [offer.name, offer.email.text, offer.organizationName])
        return .newAccount(.passphrase(hash: hash))
    }
}

extension InvitationPage.Offer {
    init(_ offer: InvitationOffer) {
        var roles: [(role: ContactRole, sites: [String])] = []
        for role in ContactRole.allCases {
            let held = offer.roles.filter { $0.role == role }
            // Held everywhere, the single sites add nothing.
            if !held.isEmpty { roles.append((role, held.contains { $0.site == nil } ? [] : held.compactMap(\.site))) }
        }
        let named = Set(offer.roles.compactMap(\.site))
        self.init(
            organization: offer.organizationName, kind: offer.kind, level: offer.level, name: offer.name, email: offer.email,
            contactKind: offer.contactKind, roles: roles, sites: offer.sites.filter { !named.contains($0) }, inviter: offer.inviter,
            isByOperator: offer.isByOperator && !offer.level.isStaff, ends: offer.ends, isMailed: offer.isMailed,
            replacesCopy: offer.replacesCopy)
    }
}
