import Domain
import HTTPTypes
import Markup
import Pages
import Store

extension Portal {
    /// The page that a person gets instead of an answer.
    func page(for mishap: Mishap, _ asked: Asked) async -> Reply {
        switch mishap.kind {
        // Whoever is not signed in is shown the way in, and comes back here afterwards. What they sent is not kept, and they
        // are told.
        case "not-signed-in":
            let ended = asked.isUnsafe && asked.path != Path.signOut.rawValue ? "1" : nil
            return .see(Links().signIn.query("next", page(of: asked).text).query("ended", ifAny: ended))
        case "second-factor-needed": return .see(Links().enroll)
        case "confirmation-needed":
            if mishap.isAboutDeed, let asking = try? await confirmPage(holding: asked) { return asking }
            return .see(Links().confirm.query("next", page(of: asked).text))
        default: break
        }
        var context = doorContext(asked)
        if let person = try? await signedIn(asked), person.strength != .enrolling,
            let known = try? await pageContext(asked, person, looking: nil)
        {
            context = known
        }
        var reason = mishap.reason
        if case .refused(let refusal, _) = reason, let reader = context.reader {
            let admins = (try? await store.admins(of: reader.organization.id)) ?? []
            reason = .refused(refusal, helpers: admins.filter { $0.fullName != reader.actor.name }.map(ErrorPage.Admin.init))
        }
        let held = mishap.isPassing ? HeldForm(of: asked) : nil
        if held != nil { context.unsaved = asked.path }
        return .page(ErrorPage(reason, held: held), for: context, status: mishap.status)
    }
}

extension HeldForm {
    /// What was typed, to be sent again as it was; nil where nothing was, or where a secret would have to stand in a page.
    fileprivate init?(of asked: Asked) {
        guard asked.isUnsafe, asked.upload == nil, let target = Link(returning: asked.target), let form = try? asked.form() else {
            return nil
        }
        let fields = form.pairs.filter { $0.name != "csrf" }
        let isSecret = fields.contains { ["passphrase", "passphrase_again", "code", "credential"].contains($0.name) }
        guard !isSecret, !fields.isEmpty else { return nil }
        self.init(target: target, fields: fields)
    }
}

extension Mishap {
    /// It may go well a moment later.
    fileprivate var isPassing: Bool {
        status == .tooManyRequests || status == .serviceUnavailable || status == .internalServerError
    }

    var reason: ErrorPage.Reason {
        if let refusal { return .refused(refusal, helpers: []) }
        if let conflict { return .conflict(conflict) }
        switch status {
        case .notFound: return .notFound
        case .methodNotAllowed: return .wrongMethod
        case .contentTooLarge: return .tooLarge
        case .unprocessableContent: return .invalid(fields)
        case .tooManyRequests: return .tooMany(seconds: retryAfter ?? 60)
        case .serviceUnavailable: return .unavailable
        case .misdirectedRequest: return .misdirected
        case .forbidden, .badRequest, .unsupportedMediaType: return .staleForm
        default: return .fault
        }
    }
}
