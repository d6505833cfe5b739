import Domain
import Markup

/// The words of one mail, in every language.
struct MailWords {
    enum Part {
        case paragraph(Phrase)
        case deed(Phrase, Link)
        case aside(Phrase)
    }

    var subject: Phrase
    var parts: [Part]
    var reason: Phrase
}

extension MailMatter {
    func words(_ dates: Dates, _ sender: MailSender) -> MailWords {
        switch self {
        case .invitation(let organization, let level, let inviter, let isByOperator, let token, let ends):
            MailWords.invitation(
                organization.asTitle, level, inviter.asName, isByOperator, sender.operatorName, Links().invitation(token),
                dates.absolute(ends))
        case .emailConfirm(let organization, let new, let token, let ends):
            MailWords.emailConfirm(organization.asTitle, new, Links().emailConfirm(token), dates.absolute(ends))
        case .emailNotice(let organization, let new, let name, let token, let ends):
            MailWords.emailNotice(organization.asTitle, new, name.asName, Links().emailUndo(token), dates.absolute(ends))
        case .emailChanged(let organization, let new, let name):
            MailWords.emailChanged(organization.asTitle, new, name.asName)
        case .recovery(let organization, let starter, let token, let ends):
            MailWords.recovery(organization.asTitle, starter.asName, Links().recovery(token), dates.absolute(ends))
        case .signInLink(let token, let ends):
            MailWords.signInLink(Links().signInLink(token), dates.absolute(ends))
        case .recoveryNotice(let organization, let person, let starter):
            MailWords.recoveryNotice(organization.asTitle, person.asName, starter.asName)
        case .recoveryAfterUndo(let organization, let token, let ends):
            MailWords.recoveryAfterUndo(organization.asTitle, Links().recovery(token), dates.absolute(ends))
        case .signInChanged(let change, let at, let device):
            MailWords.signInChanged(change, dates.absolute(at), device.asTitle)
        case .newDevice(let device, let at):
            MailWords.newDevice(device.asTitle, dates.absolute(at))
        case .inactivityWarning(let organization, let days, let ends):
            MailWords.inactivityWarning(organization.asTitle, days, dates.absolute(ends))
        case .inactivitySuspended(let organization, let days):
            MailWords.inactivitySuspended(organization.asTitle, days)
        case .suspended(let organization, let name):
            MailWords.suspended(organization.asTitle, name.asName)
        case .sessionsEnded(let organization, let name):
            MailWords.sessionsEnded(organization.asTitle, name.asName)
        case .adminNotice(let event, let organization, let subject, let name):
            MailWords.adminNotice(event, organization.asTitle, subject, name.asName)
        }
    }
}

extension MailWords {
    static func invitation(
        _ organization: String, _ level: Level, _ inviter: String, _ isByOperator: Bool, _ operatorName: String, _ link: Link,
        _ ends: String
    ) -> MailWords {
        let who = isByOperator ? Phrase(en: "\(inviter) of \(operatorName)", es: "\(inviter), de \(operatorName),") : .verbatim(inviter)
        return MailWords(
            subject: Phrase(en: "Invitation to the portal: \(organization)", es: "Invitación al portal: \(organization)"),
            parts: [
                .paragraph(
                    Phrase(
                        en:
                            "\(who.en) invites you to the portal of \(operatorName) for \(organization), at the level \(level.name.en): \(lowered(level.meaning.en)).",
                        es:
                            "\(who.es) te invita al portal de \(operatorName) para \(organization), con el nivel \(level.name.es): \(lowered(level.meaning.es))."
                    )),
                .deed(Phrase(en: "See the invitation", es: "Ver la invitación"), link),
                .aside(
                    Phrase(
                        en:
                            "The link works once, until \(ends). Nothing is granted until you accept. If a newer invitation comes, this one stops working.",
                        es:
                            "El enlace sirve una vez, hasta el \(ends). No se concede nada hasta que aceptes. Si llega otra invitación, esta deja de servir."
                    )),
            ],
            reason: Phrase(
                en: "You get this because \(inviter) invited this address. If you do not know why, do nothing: it lapses.",
                es: "Recibes esto porque \(inviter) invitó a esta dirección. Si no sabes por qué, no hagas nada: vence sola."))
    }

    static func emailConfirm(_ organization: String, _ new: String, _ link: Link, _ ends: String) -> MailWords {
        MailWords(
            subject: Phrase(en: "Confirm this address", es: "Confirma esta dirección"),
            parts: [
                .paragraph(
                    Phrase(
                        en:
                            "\(new) is to be the address that you sign in with for \(organization). It counts once you confirm it; if somebody else asked for it, sign in as before to do so.",
                        es:
                            "\(new) va a ser la dirección con la que entras por \(organization). Contará cuando la confirmes; si lo pidió otra persona, entra como antes para hacerlo."
                    )),
                .deed(Phrase(en: "Confirm this address", es: "Confirmar esta dirección"), link),
                .aside(Phrase(en: "The link works until \(ends).", es: "El enlace sirve hasta el \(ends).")),
            ],
            reason: Phrase(
                en:
                    "You get this because you or an Admin of \(organization) gave this address. If it is not for you, do nothing: nobody signs in with it.",
                es:
                    "Recibes esto porque tú o la administración de \(organization) indicaron esta dirección. Si no es para ti, no hagas nada: nadie entrará con ella."
            ))
    }

    static func emailNotice(_ organization: String, _ new: String, _ name: String, _ link: Link, _ ends: String) -> MailWords {
        MailWords(
            subject: Phrase(
                en: "Your address at \(organization) is being changed", es: "Se está cambiando tu dirección en \(organization)"),
            parts: [
                .paragraph(
                    Phrase(
                        en:
                            "\(name) asked that you sign in with \(new). You sign in with this address until you have confirmed the new one.",
                        es:
                            "\(name) pidió que inicies sesión con \(new). Sigues entrando con esta dirección hasta que confirmes la nueva."
                    )),
                .paragraph(
                    Phrase(
                        en:
                            "If that is right, open the link in the mail to \(new). If not, undo it: this address stays, every session ends, and what was added to your sign-in since is removed.",
                        es:
                            "Si es correcto, abre el enlace del correo enviado a \(new). Si no, deshazlo: esta dirección se queda, se cierran todas las sesiones y se quita lo que se añadió desde entonces."
                    )),
                .deed(Phrase(en: "Undo the change", es: "Deshacer el cambio"), link),
                .aside(
                    Phrase(
                        en: "Possible until \(ends), also after the new address was confirmed.",
                        es: "Posible hasta el \(ends), también después de confirmarse la nueva dirección.")),
            ],
            reason: Phrase(
                en: "You get this because you sign in with this address.", es: "Recibes esto porque inicias sesión con esta dirección."))
    }

    static func emailChanged(_ organization: String, _ new: String, _ name: String) -> MailWords {
        MailWords(
            subject: Phrase(en: "Your address at \(organization) was changed", es: "Se cambió tu dirección en \(organization)"),
            parts: [
                .paragraph(
                    Phrase(
                        en: "\(name) changed the address of your contact at \(organization) to \(new). Mail for your roles goes there now.",
                        es:
                            "\(name) cambió la dirección de tu contacto en \(organization) por \(new). El correo de tus funciones llega ahora ahí."
                    )),
                .paragraph(
                    Phrase(
                        en: "If that is wrong, tell an Admin of your organization.",
                        es: "Si no es correcto, avisa a la administración de tu organización.")),
            ],
            reason: Phrase(
                en: "You get this because this address was that of the contact until now.",
                es: "Recibes esto porque esta dirección era hasta ahora la del contacto."))
    }

    static func recovery(_ organization: String, _ starter: String, _ link: Link, _ ends: String) -> MailWords {
        MailWords(
            subject: Phrase(en: "Get back in to the portal", es: "Recupera el acceso al portal"),
            parts: [
                .paragraph(
                    Phrase(
                        en:
                            "\(starter) started a recovery for you at \(organization). By this link you set a new passphrase, and then a second factor.",
                        es:
                            "\(starter) inició una recuperación para ti en \(organization). Con este enlace defines una frase nueva y después un segundo factor."
                    )),
                .deed(Phrase(en: "Set a new passphrase", es: "Definir una frase nueva"), link),
                .aside(
                    Phrase(
                        en:
                            "The link works once, until \(ends). With it your old passphrase, passkeys, apps and recovery codes stop working.",
                        es:
                            "El enlace sirve una vez, hasta el \(ends). Al usarlo, tu frase, llaves de acceso, aplicaciones y códigos anteriores dejan de servir."
                    )),
            ],
            reason: Phrase(
                en:
                    "You get this because you sign in with this address. If you did not ask for it, do not use the link, and tell an Admin.",
                es:
                    "Recibes esto porque inicias sesión con esta dirección. Si no lo pediste, no uses el enlace y avisa a la administración."
            ))
    }

    static func signInLink(_ link: Link, _ ends: String) -> MailWords {
        MailWords(
            subject: Phrase(en: "Your link to sign in", es: "Tu enlace para iniciar sesión"),
            parts: [
                .paragraph(
                    Phrase(
                        en:
                            "There were so many wrong attempts that signing in has to wait. By this link you sign in at once. You still need your passphrase and your second factor.",
                        es:
                            "Hubo tantos intentos fallidos que hay que esperar para iniciar sesión. Con este enlace entras enseguida. Sigues necesitando tu frase de contraseña y tu segundo factor."
                    )),
                .deed(Phrase(en: "Sign in", es: "Iniciar sesión"), link),
                .aside(
                    Phrase(
                        en: "The link works until \(ends), for five tries. Until then no other is sent.",
                        es: "El enlace sirve hasta el \(ends), para cinco intentos. Hasta entonces no se envía otro.")),
            ],
            reason: Phrase(
                en:
                    "You get this because somebody who typed your address asked for it. If it was not you, do nothing: without your passphrase the link lets nobody in.",
                es:
                    "Recibes esto porque lo pidió alguien que escribió tu dirección. Si no fuiste tú, no hagas nada: sin tu frase de contraseña el enlace no deja entrar a nadie."
            ))
    }

    static func recoveryNotice(_ organization: String, _ person: String, _ starter: String) -> MailWords {
        MailWords(
            subject: Phrase(en: "Recovery started for \(person)", es: "Recuperación iniciada para \(person)"),
            parts: [
                .paragraph(
                    Phrase(
                        en:
                            "\(starter) started a recovery for \(person) at \(organization): by a link in a mail they set a new passphrase and new factors.",
                        es:
                            "\(starter) inició una recuperación para \(person) en \(organization): con un enlace por correo define una frase y factores nuevos."
                    )),
                .paragraph(
                    Phrase(
                        en: "If nobody spoke to \(person) about it, suspend the access now.",
                        es: "Si nadie habló de ello con \(person), suspende ahora el acceso.")),
                .deed(Phrase(en: "See the users", es: "Ver los usuarios"), Links().users),
            ],
            reason: Phrase(
                en: "You get this because you are an Admin of \(organization); all Admins do.",
                es: "Recibes esto porque administras \(organization); lo recibe toda la administración."))
    }

    static func signInChanged(_ change: MailMatter.SignInChange, _ at: String, _ device: String) -> MailWords {
        let place = device.isEmpty ? Phrase.verbatim("") : Phrase(en: ", from \(device)", es: ", desde \(device)")
        return MailWords(
            subject: change.subject,
            parts: [
                .paragraph(
                    Phrase(en: "\(change.sentence.en) It was on \(at)\(place.en).", es: "\(change.sentence.es) Fue el \(at)\(place.es).")),
                .paragraph(
                    Phrase(
                        en:
                            "If it was you, there is nothing to do. If not, sign in, end all sessions and change your passphrase, or ask an Admin to suspend your access.",
                        es:
                            "Si fuiste tú, no hay nada que hacer. Si no, inicia sesión, cierra todas las sesiones y cambia tu frase, o pide a la administración que suspenda tu acceso."
                    )),
                .deed(Phrase(en: "My account", es: "Mi cuenta"), Links().account),
            ],
            reason: ownSignIn)
    }

    static func newDevice(_ device: String, _ at: String) -> MailWords {
        MailWords(
            subject: Phrase(en: "Sign-in from a new browser", es: "Inicio de sesión desde un navegador nuevo"),
            parts: [
                .paragraph(
                    Phrase(
                        en: "Somebody signed in as you from \(device) on \(at). This browser was not seen before.",
                        es: "Alguien inició sesión como tú desde \(device) el \(at). Este navegador no se había visto antes.")),
                .paragraph(
                    Phrase(
                        en: "If it was you, there is nothing to do. If not, end that session and change your passphrase.",
                        es: "Si fuiste tú, no hay nada que hacer. Si no, cierra esa sesión y cambia tu frase de contraseña.")),
                .deed(Phrase(en: "My account", es: "Mi cuenta"), Links().account),
            ],
            reason: ownSignIn)
    }

    static func inactivityWarning(_ organization: String, _ days: Int, _ ends: String) -> MailWords {
        MailWords(
            subject: Phrase(
                en: "Your access to the portal ends without a sign-in: \(organization)",
                es: "Tu acceso al portal se suspende si no entras: \(organization)"),
            parts: [
                .paragraph(
                    Phrase(
                        en:
                            "You have not signed in for \(organization) for a while. Its policy suspends an access after \(days) days without a sign-in: yours on \(ends). Signing in once keeps it.",
                        es:
                            "Hace tiempo que no entras por \(organization). Sus normas suspenden un acceso tras \(days) días sin entrar: el tuyo, el \(ends). Basta con entrar una vez para conservarlo."
                    )),
                .deed(Phrase(en: "Sign in", es: "Iniciar sesión"), Links().signIn),
                .aside(
                    Phrase(
                        en:
                            "If you no longer need it, there is nothing to do: your contact and its roles stay, and so does the mail for them.",
                        es:
                            "Si ya no lo necesitas, no hay nada que hacer: tu contacto y sus funciones siguen, y también el correo que reciben."
                    )),
            ],
            reason: ownAccess(organization))
    }

    static func inactivitySuspended(_ organization: String, _ days: Int) -> MailWords {
        MailWords(
            subject: Phrase(
                en: "Your access to the portal was suspended: \(organization)", es: "Se suspendió tu acceso al portal: \(organization)"),
            parts: [
                .paragraph(
                    Phrase(
                        en:
                            "You had not signed in for \(days) days, and after that the policy of \(organization) suspends an access. Your contact and its roles stay, and so does the mail for them.",
                        es:
                            "Llevabas \(days) días sin entrar, y pasado ese plazo las normas de \(organization) suspenden un acceso. Tu contacto y sus funciones siguen, y también el correo que reciben."
                    )),
                .paragraph(
                    Phrase(
                        en:
                            "To come back, ask an Admin of \(organization) to resume your access: you then sign in as before.",
                        es:
                            "Para volver, pide a la administración de \(organization) que reactive tu acceso: entrarás como antes."
                    )),
            ],
            reason: ownAccess(organization))
    }

    static func ownAccess(_ organization: String) -> Phrase {
        Phrase(
            en: "You get this because you have access to the portal for \(organization).",
            es: "Recibes esto porque tienes acceso al portal por \(organization).")
    }

    static var ownSignIn: Phrase {
        Phrase(
            en: "You get this because it concerns how you sign in. It cannot be switched off.",
            es: "Recibes esto porque afecta a cómo inicias sesión. No se puede desactivar.")
    }

    /// A sentence of the catalogue inside another one.
    private static func lowered(_ text: String) -> String {
        text.prefix(1).lowercased() + text.dropFirst()
    }
}
