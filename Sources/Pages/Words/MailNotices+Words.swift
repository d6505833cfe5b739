import Domain
import Markup

/// The words of mails that tell of what somebody else did.
extension MailWords {
    static func recoveryAfterUndo(_ organization: String, _ link: Link, _ ends: String) -> MailWords {
        MailWords(
            subject: Phrase(en: "You took your address back", es: "Has recuperado tu dirección"),
            parts: [
                .paragraph(
                    Phrase(
                        en:
                            "You undid a change of the address you sign in with for \(organization). Every session ended, and what was added to your sign-in since was removed.",
                        es:
                            "Deshiciste un cambio de la dirección con la que entras por \(organization). Se cerraron todas las sesiones y se quitó lo que se había añadido desde entonces."
                    )),
                .paragraph(
                    Phrase(
                        en: "Sign in as before. If your passphrase no longer works, set a new one by this link.",
                        es: "Inicia sesión como antes. Si tu frase ya no sirve, define una nueva con este enlace.")),
                .deed(Phrase(en: "Set a new passphrase", es: "Definir una frase nueva"), link),
                .aside(
                    Phrase(
                        en:
                            "The link works once, until \(ends). With it your old passphrase, passkeys, apps and recovery codes stop working.",
                        es:
                            "El enlace sirve una vez, hasta el \(ends). Al usarlo, tu frase, llaves de acceso, aplicaciones y códigos anteriores dejan de servir."
                    )),
            ],
            reason: ownSignIn)
    }

    static func suspended(_ organization: String, _ name: String) -> MailWords {
        MailWords(
            subject: Phrase(
                en: "Your access to the portal was suspended: \(organization)", es: "Se suspendió tu acceso al portal: \(organization)"),
            parts: [
                .paragraph(
                    Phrase(
                        en:
                            "\(name) suspended your access for \(organization). Your sessions ended. Your contact and its roles stay, and so does the mail for them.",
                        es:
                            "\(name) suspendió tu acceso por \(organization). Tus sesiones se cerraron. Tu contacto y sus funciones siguen, y también el correo que reciben."
                    )),
                .paragraph(
                    Phrase(
                        en: "If you think that is wrong, ask an Admin of \(organization): they can resume it at once.",
                        es: "Si crees que es un error, pregunta a la administración de \(organization): puede reactivarlo al instante.")),
            ],
            reason: ownAccess(organization))
    }

    static func sessionsEnded(_ organization: String, _ name: String) -> MailWords {
        MailWords(
            subject: Phrase(en: "You were signed out: \(organization)", es: "Se cerraron tus sesiones: \(organization)"),
            parts: [
                .paragraph(
                    Phrase(
                        en: "\(name) ended your sessions for \(organization). Your access stays: sign in again when you need it.",
                        es: "\(name) cerró tus sesiones por \(organization). Tu acceso sigue: vuelve a entrar cuando lo necesites.")),
                .deed(Phrase(en: "Sign in", es: "Iniciar sesión"), Links().signIn),
            ],
            reason: ownAccess(organization))
    }

    static func adminNotice(_ event: MailMatter.AdminEvent, _ organization: String, _ subject: String, _ name: String) -> MailWords {
        MailWords(
            subject: event.subject(organization),
            parts: [
                .paragraph(event.sentence(organization, subject, name)),
                .paragraph(
                    Phrase(
                        en: "If you know of it, there is nothing to do. If not, look at it now.",
                        es: "Si lo sabías, no hay nada que hacer. Si no, míralo ahora.")),
                .deed(event.deed.label, event.deed.link),
            ],
            reason: Phrase(
                en: "You get this because you are an Admin of \(organization); all Admins do. It cannot be switched off.",
                es: "Recibes esto porque administras \(organization); lo recibe toda la administración. No se puede desactivar."))
    }
}

extension MailMatter.AdminEvent {
    fileprivate func subject(_ organization: String) -> Phrase {
        switch self {
        case .newAdmin: Phrase(en: "A new Admin at \(organization)", es: "Nueva administración en \(organization)")
        case .tokenMade: Phrase(en: "A token was made for \(organization)", es: "Se creó un token para \(organization)")
        case .tokensPaused: Phrase(en: "Tokens of \(organization) are paused", es: "Tokens de \(organization) en pausa")
        case .policyChanged: Phrase(en: "The policy of \(organization) changed", es: "Cambiaron las normas de \(organization)")
        case .archiveMade: Phrase(en: "An archive of \(organization)", es: "Un archivo de \(organization)")
        }
    }

    fileprivate func sentence(_ organization: String, _ subject: String, _ name: String) -> Phrase {
        switch self {
        case .newAdmin:
            Phrase(
                en: "\(subject.asName) can sign in as Admin of \(organization) now. It was done by \(name).",
                es: "\(subject.asName) puede entrar ahora como administración de \(organization). Lo hizo \(name).")
        case .tokenMade:
            Phrase(
                en: "\(name) made the token \(subject.asName) for \(organization): a program acts by it.",
                es: "\(name) creó el token \(subject.asName) para \(organization): un programa actúa con él.")
        case .tokensPaused:
            Phrase(
                en:
                    "Whoever made these tokens of \(organization) may no longer do so: \(subject.asName). Programs with them are refused until an Admin takes them over. It was done by \(name).",
                es:
                    "Quien creó estos tokens de \(organization) ya no puede hacerlo: \(subject.asName). Los programas que los usan quedan fuera hasta que los asuma una persona de administración. Lo hizo \(name)."
            )
        case .policyChanged:
            Phrase(
                en: "\(name) changed the policy of \(organization): \(Self.fields(subject).en).",
                es: "\(name) cambió las normas de \(organization): \(Self.fields(subject).es).")
        case .archiveMade:
            Phrase(
                en: "\(name) asked for an archive of \(organization): a file with all of its people, sites and history.",
                es: "\(name) pidió un archivo de \(organization): un fichero con su gente, ubicaciones e historial.")
        }
    }

    fileprivate var deed: (label: Phrase, link: Link) {
        switch self {
        case .newAdmin: (Phrase(en: "See the users", es: "Ver los usuarios"), Links().users)
        case .tokenMade, .tokensPaused: (Phrase(en: "See the tokens", es: "Ver los tokens"), Links().tokens)
        case .policyChanged: (Phrase(en: "See the policy", es: "Ver las normas"), Links().organization)
        case .archiveMade: (Phrase(en: "See the archives", es: "Ver los archivos"), Links().archives)
        }
    }

    /// Names of the policy's fields, as the log calls them.
    private static func fields(_ names: String) -> Phrase {
        let words = names.split(separator: ",").map { LogWords.field(String($0.trimmingPrefix(" "))) }
        return Phrase(en: words.map(\.en).joined(separator: ", "), es: words.map(\.es).joined(separator: ", "))
    }
}
