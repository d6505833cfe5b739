/// What the page of mail deliveries says.
extension Phrase {
    static var mailLead: Phrase {
        Phrase(
            en: "What the portal sends. A mail is tried ten times over some hours, then parked with its reason. Its text is not shown.",
            es:
                "Lo que envía el portal. Un correo se intenta diez veces en unas horas y luego se retiene con su motivo. Su texto no se muestra."
        )
    }
    static var mailAll: Phrase { Phrase(en: "All", es: "Todos") }
    static var mailNone: Phrase { Phrase(en: "No mail here", es: "No hay correo aquí") }
    static var mailNoneParked: Phrase {
        Phrase(en: "Everything was delivered, or is still being tried.", es: "Todo se entregó o aún se está intentando.")
    }
    static var mailNoneWhy: Phrase {
        Phrase(
            en: "Invitations, confirmations and notices are listed here from the moment they are written.",
            es: "Las invitaciones, confirmaciones y avisos aparecen aquí desde que se escriben.")
    }
    static var mailTo: Phrase { Phrase(en: "To", es: "Para") }
    static var mailKind: Phrase { Phrase(en: "Kind", es: "Tipo") }
    static var mailAttempts: Phrase { Phrase(en: "Attempts", es: "Intentos") }
    static var mailWritten: Phrase { Phrase(en: "Written", es: "Escrito") }
    static var mailReason: Phrase { Phrase(en: "Last answer", es: "Última respuesta") }
    static var mailRetry: Phrase { Phrase(en: "Try again", es: "Intentar de nuevo") }
    static var mailWhyNoRetry: Phrase {
        Phrase(en: "An Operator admin can try it again.", es: "Administración del operador puede intentarlo de nuevo.")
    }
    static func mailWhen(_ when: String) -> Phrase { Phrase(en: " \(when)", es: " \(when)") }
}

extension MailPage.State {
    var name: Phrase {
        switch self {
        case .waiting: Phrase(en: "Waiting", es: "En espera")
        case .parked: Phrase(en: "Parked", es: "Retenido")
        case .sent: Phrase(en: "Sent", es: "Enviado")
        }
    }

    var tone: Tone {
        switch self {
        case .waiting: .idle
        case .parked: .bad
        case .sent: .ok
        }
    }
}

extension MailPage {
    /// By the name that the outbox uses; a new one shows as it is.
    static func kind(_ name: String) -> Phrase {
        switch name {
        case "invitation": Phrase(en: "Invitation", es: "Invitación")
        case "email_confirm": Phrase(en: "Confirm a new address", es: "Confirmar una dirección")
        case "email_notice": Phrase(en: "Address is being changed", es: "Cambio de dirección en curso")
        case "email_changed": Phrase(en: "Address was changed", es: "Dirección cambiada")
        case "recovery": Phrase(en: "Recovery", es: "Recuperación")
        case "recovery_notice": Phrase(en: "Recovery was started", es: "Recuperación iniciada")
        case "factor_notice": Phrase(en: "Sign-in details changed", es: "Cambio en los datos de acceso")
        case "new_device": Phrase(en: "Sign-in from a new device", es: "Acceso desde un dispositivo nuevo")
        case "inactivity_warning": Phrase(en: "Access ends without a sign-in", es: "Acceso por suspender")
        case "sign_in_link": Phrase(en: "Link to sign in", es: "Enlace para iniciar sesión")
        case "inactivity_suspended": Phrase(en: "Access was suspended", es: "Acceso suspendido")
        case "suspended": Phrase(en: "Access was suspended by hand", es: "Acceso suspendido a mano")
        case "sessions_ended": Phrase(en: "Sessions were ended", es: "Sesiones cerradas")
        case "admin_notice": Phrase(en: "Notice to Admins", es: "Aviso a administración")
        case "recovery_after_undo": Phrase(en: "Address was taken back", es: "Dirección recuperada")
        default: .verbatim(name)
        }
    }
}
