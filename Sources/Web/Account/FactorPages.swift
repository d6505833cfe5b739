import Credentials
import Domain
import HTTPTypes
import Markup
import Pages
import Store

/// What one signs in with: added, removed, made anew. Each needs a recent proof of who one is.
extension RouteList {
    mutating func factorPages() {
        page(.get, .enroll, UseAccount.self) { visit in try await visit.enrollPage() }
        page(.get, .accountPassphrase, UseAccount.self) { visit in
            try visit.requireConfirmation()
            return visit.page(
                PassphrasePage(email: visit.person.email, isFirst: try await !visit.store.factors(of: visit.person).hasPassphrase))
        }
        page(.post, .accountPassphrase, UseAccount.self) { visit in
            try visit.requireConfirmation()
            do {
                let hash = try await visit.portal.chosenPassphrase(
                    visit.form, avoiding: [visit.person.name, visit.person.email.text, visit.person.organization.name])
                let session = try await visit.store.setPassphrase(hash, by: visit.person, postman: visit.postman)
                return Reply.see(visit.links.account, .passphraseChanged).continuing(session)
            } catch let refusal as PassphraseRefusal {
                let isFirst = try await !visit.store.factors(of: visit.person).hasPassphrase
                return visit.page(
                    PassphrasePage(email: visit.person.email, isFirst: isFirst, refusal: refusal), status: .unprocessableContent)
            }
        }
        passkeys()
        apps()
        recoveryCodes()
    }

    private mutating func passkeys() {
        page(.post, .accountPasskeyOptions, UseAccount.self) { visit in
            try visit.requireConfirmation()
            let registering = try await visit.store.beginPasskey(by: visit.person, visit.portal.relyingParty())
            return try .challenge(registering.options, registering.ceremony)
        }
        page(.post, .accountPasskeys, UseAccount.self) { visit in
            try visit.requireConfirmation()
            do {
                let answer = try visit.form.newPasskey(visit.asked, visit.portal.relyingParty())
                return try await visit.added(visit.store.finishPasskey(answer, by: visit.person, postman: visit.postman))
            } catch Trouble.conflict(let conflict) where visit.person.strength == .enrolling && conflict != .signedOut {
                return try await visit.enrollPage(conflict, status: .conflict)
            }
        }
        page(.post, .accountPasskey, UseAccount.self) { visit in try await visit.removeFactor() }
        page(.post, .accountPasskeyName, UseAccount.self) { visit in try await visit.renameFactor() }
    }

    private mutating func apps() {
        page(.post, .accountTOTP, UseAccount.self) { visit in
            try visit.requireConfirmation()
            guard let ceremony = visit.form["ceremony"] else {
                let new = try await visit.store.beginCode(by: visit.person, box: visit.portal.box)
                return visit.page(visit.authenticatorPage(new.ceremony.text, new.totp, name: Phrase.anApp[visit.context.language]))
            }
            do {
                let name = try visit.form.factorName(visit.asked)
                return try await visit.added(
                    visit.store.finishCode(
                        ceremony, code: visit.form["code"] ?? "", name: name, by: visit.person, box: visit.portal.box,
                        postman: visit.postman))
            } catch Trouble.conflict(.codeWrong) {
                guard let totp = try await visit.store.code(of: ceremony, by: visit.person, box: visit.portal.box) else {
                    throw Trouble.conflict(.linkUsedOrExpired)
                }
                return visit.page(
                    visit.authenticatorPage(ceremony, totp, name: visit.form["name"] ?? "", isWrong: true), status: .unprocessableContent)
            }
        }
        page(.post, .accountTOTPKey, UseAccount.self) { visit in try await visit.removeFactor() }
        page(.post, .accountTOTPName, UseAccount.self) { visit in try await visit.renameFactor() }
    }

    private mutating func recoveryCodes() {
        page(.post, .accountRecoveryCodes, UseAccount.self) { visit in
            try visit.requireConfirmation()
            let codes = try await visit.store.makeRecoveryCodes(by: visit.person, postman: visit.postman)
            return visit.page(RecoveryCodesPage(codes: codes.map(\.text), next: visit.links.account))
        }
        // The codes come back from the page that showed them, since nobody keeps them; nothing else can be made a file of.
        page(.post, .accountRecoveryCodesText, UseAccount.self) { visit in
            let codes = visit.form.all("code").prefix(20).compactMap { RecoveryCode(entered: $0)?.text }
            guard !codes.isEmpty else { throw Trouble.notFound }
            let text = ([Phrase.recoveryCodesFile[visit.context.language], ""] + codes).joined(separator: "\n") + "\n"
            return .file("stagedoor-recovery-codes.txt", "text/plain; charset=utf-8", .bytes(Array(text.utf8)))
        }
    }
}

extension Visit where A == UseAccount {
    fileprivate func enrollPage(_ problem: Conflict? = nil, status: HTTPResponse.Status = .ok) async throws -> Reply {
        guard person.strength == .enrolling else { return .see(links.home) }
        let exemptFrom = try await ownContact().exemptFrom
        return page(EnrollPage(device: device, exemptFrom: exemptFrom, problem: problem), status: status)
    }

    fileprivate func authenticatorPage(_ ceremony: String, _ totp: TOTP, name: String, isWrong: Bool = false) -> AuthenticatorPage {
        let code = QRCode(totp.uri(issuer: "Stagedoor", account: person.email.text))
        return AuthenticatorPage(
            ceremony: ceremony, qr: code.map { AuthenticatorPage.QR(extent: $0.extent, path: $0.path()) }, key: totp.text, name: name,
            isWrong: isWrong, isFirst: person.strength == .enrolling)
    }

    /// A factor was added: the session may have a new token, and whoever has no recovery codes gets them now.
    fileprivate func added(_ session: StartedSession?) async throws -> Reply {
        var person = person
        if let session {
            guard let stronger = try await store.authenticate(session: session.token, from: origin) else {
                throw Trouble.conflict(.signedOut)
            }
            person = stronger
        }
        let factors = try await store.factors(of: person)
        // A passkey alone lets in; codes stand in for the second step after a passphrase.
        guard factors.unusedRecoveryCodes == 0, factors.hasPassphrase else {
            let reply = Reply.see(session == nil ? links.account : links.home, .factorAdded)
            return session.map(reply.continuing) ?? reply
        }
        let codes = try await store.makeRecoveryCodes(by: person, postman: postman)
        var context = context
        if let session { context.csrf = FormToken.text(for: session.token.text) }
        let reply = Reply.page(
            RecoveryCodesPage(codes: codes.map(\.text), isAfterFactor: true, next: session == nil ? links.account : links.home),
            for: context)
        return session.map(reply.continuing) ?? reply
    }

    fileprivate func renameFactor() async throws -> Reply {
        try requireConfirmation()
        guard let id = asked.parameters["id"].flatMap(Factor.ID.init) else { throw Trouble.notFound }
        try await store.renameFactor(id, to: try form.factorName(asked), by: person)
        return .see(links.account, .factorRenamed)
    }

    fileprivate func removeFactor() async throws -> Reply {
        try requireConfirmation()
        guard let id = asked.parameters["id"].flatMap(Factor.ID.init) else { throw Trouble.notFound }
        try await store.removeFactor(id, by: person, postman: postman)
        return .see(links.account, .factorRemoved)
    }
}
