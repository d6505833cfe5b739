import Domain
import HTTPTypes
import Markup
import Pages
import Store

/// My account: details, address, sessions, how it looks.
extension RouteList {
    mutating func accountPages() {
        page(.get, .account, UseAccount.self) { visit in try await visit.accountPage() }
        page(.post, .account, EditContact.self) { visit in
            let form = ContactForm(items: visit.form)
            var input = form.input
            input.email = nil
            return try await visit.editSelf(input, form).setting(Cookies.drop(Cookies.language))
        }
        page(.post, .accountEmail, EditContact.self) { visit in
            try visit.requireConfirmation()
            var form = ContactForm(try await visit.ownContact()), input = ContactInput()
            form.email = visit.form["email"] ?? ""
            input.email = form.email
            if form.email.trimmed.isEmpty { return try await visit.accountPage(form, [FieldError("email", .missing)]) }
            return try await visit.editSelf(input, form)
        }
        page(.post, .accountSessionEnd, UseAccount.self) { visit in
            try await visit.store.end(visit.asked.id(), by: visit.person)
            return .see(visit.links.account.query("done", Outcome.sessionsEnded.rawValue).anchor("sessions"))
        }
        page(.post, .accountSessionsEnd, UseAccount.self) { visit in
            guard visit.form["which"] == "all" else {
                try await visit.store.endOtherSessions(by: visit.person)
                return .see(visit.links.account, .sessionsEnded)
            }
            try await visit.store.endAllSessions(by: visit.person)
            return Reply.see(visit.links.signIn, .sessionsEnded).setting(Cookies.drop(Cookies.session))
        }
        door(.post, .preferences) { knock in
            var reply = Reply.see(knock.form["back"].flatMap { Link(returning: $0) } ?? knock.links.home)
            // A year; the script reads the theme before the first paint.
            if let theme = knock.form["theme"].flatMap({ Theme(rawValue: $0) }) {
                reply = reply.setting(Cookies.set(Cookies.theme, theme.rawValue, for: 31_536_000))
            }
            if let language = knock.form["language"].flatMap({ Language(rawValue: $0) }) {
                reply = reply.setting(Cookies.set(Cookies.language, language.rawValue, for: 31_536_000))
            }
            return reply
        }
        // Whoever had to confirm on the way to a deed comes back by GET.
        for path in [
            Path.accountEmail, .accountPasskeys, .accountPasskey, .accountPasskeyName, .accountTOTP, .accountTOTPKey, .accountTOTPName,
            .accountRecoveryCodes, .accountSessionEnd, .accountSessionsEnd,
        ] {
            page(.get, path, UseAccount.self) { visit in
                .see(visit.person.strength == .enrolling ? visit.links.enroll : visit.links.account.anchor("signing-in"))
            }
        }
    }
}

extension Visit {
    /// The contact that acts, in its own organization.
    func ownContact() async throws -> Contact {
        let id = person.contact
        return try await store.read(try actor.grant(ViewContacts.self)) { try $0.contact(id) }
    }

    func accountPage(_ form: ContactForm? = nil, _ errors: [FieldError] = [], isStale: Bool = false) async throws -> Reply {
        if person.strength == .enrolling { return .see(links.enroll) }
        let id = person.contact
        let (contact, standing) = try await store.read(try actor.grant(ViewContacts.self)) { transaction in
            let contact = try transaction.contact(id)
            return (contact, try transaction.standing(of: contact))
        }
        var form = form, meanwhile: SavedMeanwhile<ContactForm>?
        if isStale, let theirs = form?.takeIn(ContactForm(contact)) { meanwhile = try await savedMeanwhile(theirs, id.text) }
        return page(
            AccountPage(
                contact: contact, email: person.email, pendingEmail: standing.pendingEmail, isUnproven: standing.isUnproven,
                factors: OwnFactors(try await store.factors(of: person)),
                sessions: try await store.sessions(of: person).map(OwnSession.init), isConfirmed: isConfirmed,
                device: device, form: form, errors: errors, meanwhile: meanwhile),
            status: isStale ? .conflict : errors.isEmpty ? .ok : .unprocessableContent)
    }

    /// What this browser is called.
    var device: String { DeviceName.text(for: asked.headers[.userAgent] ?? "") }
}

extension Visit where A == EditContact {
    /// Saves one's own details; what was wrong comes back with the whole page.
    fileprivate func editSelf(_ input: ContactInput, _ form: ContactForm) async throws -> Reply {
        let id = person.contact
        do {
            let changed = try await store.write(grant, from: origin) { [postman, formVersion, isConfirmed] in
                try $0.edit(id, { try $0.edit(by: input) }, expecting: formVersion, isProven: isConfirmed, postman: postman)
            }
            // An address to sign in with stays until the new one is confirmed.
            let isPending = input.email.map { $0.trimmed.lowercased() != changed.details.email?.key } ?? false
            return .see(links.account, isPending ? .emailPending : .accountSaved)
        } catch Trouble.invalid(let errors) {
            return try await accountPage(form, errors)
        } catch Trouble.conflict(.staleVersion) {
            return try await accountPage(form, isStale: true)
        }
    }
}

extension OwnFactors {
    init(_ factors: Factors) {
        self.init(
            passkeys: factors.passkeys.map(Factor.init), apps: factors.codes.map(Factor.init),
            unusedRecoveryCodes: factors.unusedRecoveryCodes,
            hasPassphrase: factors.hasPassphrase)
    }
}

extension OwnFactors.Factor {
    init(_ factor: FactorSummary) {
        self.init(id: factor.id.description, name: factor.name, added: factor.createdAt, lastUsed: factor.lastUsedAt)
    }
}

extension OwnSession {
    init(_ session: SessionSummary) {
        self.init(
            id: session.id.text, device: session.device, address: session.address, organization: session.organization,
            started: session.createdAt,
            lastUsed: session.lastUsedAt, isThis: session.isCurrent)
    }
}
