import Domain

/// What an invitation says before it is accepted.
extension Phrase {
    static func invitationTo(_ organization: String) -> Phrase {
        Phrase(en: "Invitation to \(organization)", es: "Invitación a \(organization)")
    }
    static func colleagueInvites(_ name: String) -> Phrase {
        Phrase(
            en: "\(name) invites you to the portal. Nothing is granted until you accept.",
            es: "\(name) te invita al portal. No se concede nada hasta que aceptes.")
    }
    static func operatorInvites(_ name: String, _ operatorName: String) -> Phrase {
        Phrase(
            en: "\(name) of \(operatorName) invites you to the portal. Nothing is granted until you accept.",
            es: "\(name), de \(operatorName), te invita al portal. No se concede nada hasta que aceptes.")
    }
    static var forWhom: Phrase { Phrase(en: "For", es: "Para") }
    static var goodUntil: Phrase { Phrase(en: "Good until", es: "Válida hasta") }

    static var chooseSignIn: Phrase { Phrase(en: "Choose how to sign in", es: "Elige cómo iniciar sesión") }
    static var acceptInvitation: Phrase { Phrase(en: "Accept invitation", es: "Aceptar la invitación") }
    static var secondFactorFollows: Phrase {
        Phrase(
            en: "Next: a second factor, a passkey or an app that shows codes. Two minutes.",
            es: "Después, un segundo factor: una llave de acceso o una aplicación que muestra códigos. Dos minutos.")
    }
    static var orPasskey: Phrase { Phrase(en: "Or with a passkey", es: "O con una llave de acceso") }
    static var passkeyIsEnough: Phrase {
        Phrase(
            en: "Your device asks for fingerprint, face or PIN. There is no passphrase to remember and no second step.",
            es: "Tu dispositivo pide huella, cara o PIN. No hay frase que recordar ni segundo paso.")
    }
    static var acceptWithPasskey: Phrase { Phrase(en: "Accept with a passkey", es: "Aceptar con una llave de acceso") }
    static var passkeyNotMade: Phrase {
        Phrase(
            en: "No passkey was made. Try again, or choose a passphrase.",
            es: "No se creó ninguna llave de acceso. Inténtalo otra vez o elige una frase de contraseña.")
    }

    static var youHaveSignIn: Phrase { Phrase(en: "You have a sign-in already", es: "Ya tienes una cuenta de acceso") }
    static func signInThenAccept(_ email: String) -> Phrase {
        Phrase(
            en: "\(email) signs in to another organization here. Sign in with it; then one click accepts, and you switch between the two.",
            es:
                "\(email) ya inicia sesión aquí en otra organización. Inicia sesión con ella; después basta un clic para aceptar y podrás cambiar de una a otra."
        )
    }
    static func acceptThenSignIn(_ email: String) -> Phrase {
        Phrase(
            en: "\(email) has signed in here before. Accept, then sign in with what you used then. Lost it? An Admin starts a recovery.",
            es:
                "\(email) ya inició sesión aquí antes. Acepta y entra con lo que usabas. ¿Lo perdiste? Administración inicia una recuperación."
        )
    }
    static func joined(_ organization: String) -> Phrase {
        Phrase(en: "You have access for \(organization)", es: "Tienes acceso por \(organization)")
    }
    static var joinedMeans: Phrase {
        Phrase(
            en: "Sign in as you did before. If that no longer works, ask an Admin to start a recovery: its link comes to this mailbox.",
            es: "Inicia sesión como antes. Si ya no funciona, pide a Administración una recuperación: su enlace llega a este buzón.")
    }
    static var copiedLinkMeans: Phrase {
        Phrase(
            en:
                "This link was passed on by hand, so nobody has shown yet whose mailbox it is. The sign-in you make works in this organization alone, its people see that, and it ends if somebody else opens the link in that mailbox.",
            es:
                "Este enlace se pasó a mano, así que nadie ha demostrado de quién es el buzón. El acceso que crees solo vale en esta organización, su gente lo ve y termina si otra persona abre el enlace de ese buzón."
        )
    }
    static var copyIsReplaced: Phrase {
        Phrase(
            en:
                "Somebody came in by a copied link. Was it you? Sign in first, then open this page again. If not, go on: accepting ends that sign-in.",
            es:
                "Alguien entró con un enlace copiado. ¿Fuiste tú? Inicia sesión antes y vuelve a abrir esta página. Si no, sigue: al aceptar, aquel acceso termina."
        )
    }
    static var mailboxIsMine: Phrase { Phrase(en: "Show that this mailbox is yours", es: "Demuestra que este buzón es tuyo") }
    static func mailboxIsMineMeans(_ address: String) -> Phrase {
        Phrase(
            en: "You came in by a copied link. With this your sign-in with \(address) is as good as any other; nothing else changes.",
            es: "Entraste con un enlace copiado. Con esto tu acceso con \(address) vale como cualquier otro; nada más cambia.")
    }
    static var mailboxIsMineNow: Phrase { Phrase(en: "This mailbox is mine", es: "Este buzón es mío") }
    static var youAreSignedIn: Phrase { Phrase(en: "You are signed in", es: "Tienes la sesión iniciada") }
    static func acceptAs(_ name: String) -> Phrase {
        Phrase(
            en: "You accept as \(name). This organization joins the others in the bar on top.",
            es: "Aceptas como \(name). Esta organización se suma a las demás en la barra superior.")
    }
    static var forSomebodyElse: Phrase { Phrase(en: "This is for another address", es: "Es para otra dirección") }
    static func signedInAsOther(_ present: String, _ invited: String) -> Phrase {
        Phrase(
            en: "You are signed in as \(present); the invitation is for \(invited). Sign out, and this page asks how to go on.",
            es:
                "Has iniciado sesión como \(present); la invitación es para \(invited). Cierra la sesión y esta página preguntará cómo seguir."
        )
    }

    static func acceptAllTheSame(_ name: String) -> Phrase { Phrase(en: "Accept as \(name)", es: "Aceptar como \(name)") }

    static var deadLinkReasons: Phrase {
        Phrase(
            en: "It was used already, taken back, or replaced by a newer one. A link also has to be copied whole.",
            es: "Ya se usó, se retiró o lo sustituyó otro más nuevo. Además, el enlace debe copiarse entero.")
    }

    static var firstAdminTitle: Phrase { Phrase(en: "First Operator admin", es: "Primera administración del operador") }
    static func firstAdminLead(_ name: String) -> Phrase {
        Phrase(
            en: "You set up the portal of \(name): you can do everything, and invite the others. This page works once.",
            es: "Pones en marcha el portal de \(name): puedes hacerlo todo e invitar a los demás. Esta página sirve una vez.")
    }
    static var firstAdminButton: Phrase { Phrase(en: "Become Operator admin", es: "Asumir la administración") }
}

extension DeadLinkPage.Kind {
    var deadTitle: Phrase {
        switch self {
        case .invitation: Phrase(en: "This invitation no longer works", es: "Esta invitación ya no sirve")
        case .recovery: Phrase(en: "This recovery no longer works", es: "Esta recuperación ya no sirve")
        case .emailConfirm, .emailUndo, .firstAdmin, .signInLink: Phrase(en: "This link no longer works", es: "Este enlace ya no sirve")
        }
    }

    var lapsed: Phrase {
        switch self {
        case .invitation:
            Phrase(
                en: "It was good for 7 days, and they are over. Nothing was granted.",
                es: "Era válida 7 días y ya pasaron. No se concedió nada.")
        case .recovery, .firstAdmin: Phrase(en: "It was good for 24 hours, and they are over.", es: "Era válido 24 horas y ya pasaron.")
        case .signInLink: Phrase(en: "It was good for 4 hours, and they are over.", es: "Era válido 4 horas y ya pasaron.")
        case .emailConfirm:
            Phrase(
                en: "It was good for 7 days, and they are over. The earlier address still counts.",
                es: "Era válido 7 días y ya pasaron. Sigue contando la dirección anterior.")
        case .emailUndo:
            Phrase(
                en: "It was good for 72 hours, and they are over. The new address stays.",
                es: "Era válido 72 horas y ya pasaron. La nueva dirección se queda.")
        }
    }

    var whatToDo: Phrase {
        switch self {
        case .invitation:
            Phrase(
                en: "If you accepted it, sign in. If not, ask whoever invited you to send a new one; that takes them one click.",
                es: "Si ya la aceptaste, inicia sesión. Si no, pide otra a quien te invitó; le basta un clic.")
        case .recovery:
            Phrase(
                en: "If you set a new passphrase by it, sign in with that. If not, ask an Admin of your organization to start another.",
                es:
                    "Si con ella definiste una frase nueva, úsala para iniciar sesión. Si no, pide otra a la administración de tu organización."
            )
        case .emailConfirm:
            Phrase(
                en: "Sign in to see which address counts. Under My account you can ask for the change again.",
                es: "Inicia sesión para ver qué dirección cuenta. En Mi cuenta puedes volver a pedir el cambio.")
        case .emailUndo:
            Phrase(
                en: "If somebody changed your address without your knowledge, tell an Admin of your organization or the operator today.",
                es:
                    "Si alguien cambió tu dirección sin que lo supieras, avisa hoy mismo a la administración de tu organización o al operador."
            )
        case .signInLink:
            Phrase(
                en: "Sign in. Where that has to wait for too many attempts, the page offers to send another link.",
                es: "Inicia sesión. Si hay que esperar por demasiados intentos, la página ofrece enviar otro enlace.")
        case .firstAdmin:
            Phrase(
                en: "If there is an Operator admin, they invite you. If not, start the server again: it prints a new link.",
                es: "Si ya hay administración del operador, te invita ella. Si no, reinicia el servidor: imprime un enlace nuevo.")
        }
    }
}
