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
        return .page(ErrorPage(reason), for: context, status: mishap.status)
    }
}

extension Mishap {
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
