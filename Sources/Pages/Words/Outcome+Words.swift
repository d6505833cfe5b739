extension Phrase {
    static var invitedWithoutMail: Phrase {
        Phrase(
            en: "Invited. This portal has no mail server yet: pass on the link below yourself.",
            es: "Invitación creada. Este portal aún no tiene servidor de correo: pasa tú el enlace de abajo.")
    }
    static func noMailServer(_ waiting: Int) -> Phrase {
        counted(
            waiting,
            one: Phrase(
                en: "No mail is sent: the server has no STAGEDOOR_SMTP_URL. 1 mail waits.",
                es: "No se envía correo: falta STAGEDOOR_SMTP_URL en el servidor. Espera 1 correo."),
            many: Phrase(
                en: "No mail is sent: the server has no STAGEDOOR_SMTP_URL. \(waiting) mails wait.",
                es: "No se envía correo: falta STAGEDOOR_SMTP_URL en el servidor. Esperan \(waiting) correos."))
    }
}

extension Outcome {
    var tone: Tone {
        switch self {
        case .contactRemoved, .personErased, .personErasedHere, .accessRevoked, .accessSuspended, .organizationSuspended, .emailPending,
            .signedOut:
            .idle
        default: .ok
        }
    }

    var phrase: Phrase {
        switch self {
        case .contactAdded: Phrase(en: "Contact added.", es: "Contacto añadido.")
        case .contactInvited:
            Phrase(en: "Invitation sent. The link in it works for 7 days.", es: "Invitación enviada. Su enlace sirve durante 7 días.")
        case .contactSaved: Phrase(en: "Changes saved.", es: "Cambios guardados.")
        case .contactRemoved:
            Phrase(
                en: "Contact removed. The activity log keeps who did it and when.",
                es: "Contacto eliminado. El registro de actividad guarda quién y cuándo.")
        case .personErased:
            Phrase(en: "Person erased, from beside every log as well.", es: "Persona borrada, también junto a todos los registros.")
        case .personErasedHere:
            Phrase(
                en:
                    "Person erased here. The same person belongs to another organization as well: erase them there too if that was asked for.",
                es: "Persona borrada aquí. También pertenece a otra organización: bórrala allí si lo pidió.")
        case .emailPending:
            Phrase(
                en: "Saved. They sign in with the new address once they have confirmed it by the link sent there.",
                es: "Guardado. Se inicia sesión con la nueva dirección cuando se confirme con el enlace enviado a ella.")
        case .invitationResent:
            Phrase(
                en: "New invitation sent. The earlier link no longer works.",
                es: "Nueva invitación enviada. El enlace anterior ya no sirve.")
        case .accessRevoked:
            Phrase(en: "Access revoked. The contact stays, with its roles.", es: "Acceso retirado. El contacto sigue, con sus funciones.")
        case .accessSuspended: Phrase(en: "Access suspended. All sessions ended.", es: "Acceso suspendido. Se cerraron todas las sesiones.")
        case .accessResumed:
            Phrase(
                en: "Access resumed. They sign in as before, with what they had.",
                es: "Acceso reactivado. Inicia sesión como antes, con lo que tenía.")
        case .levelChanged: Phrase(en: "Level changed. It counts from the next click.", es: "Nivel cambiado. Cuenta desde el próximo clic.")
        case .roleGiven: Phrase(en: "Role given.", es: "Función asignada.")
        case .recoveryStarted:
            Phrase(
                en: "Recovery started. The person completes it by mail; all Admins were told.",
                es: "Recuperación iniciada. La persona la completa por correo; se avisó a toda la administración.")
        case .bulkDone: Phrase(en: "All chosen contacts were changed.", es: "Se cambiaron todos los contactos elegidos.")
        case .siteSaved: Phrase(en: "Site saved.", es: "Ubicación guardada.")
        case .siteRemoved: Phrase(en: "Site removed.", es: "Ubicación eliminada.")
        case .policySaved: Phrase(en: "Policy saved.", es: "Normas guardadas.")
        case .organizationAdded: Phrase(en: "Organization added.", es: "Organización añadida.")
        case .organizationSaved: Phrase(en: "Organization saved.", es: "Organización guardada.")
        case .organizationSuspended:
            Phrase(en: "Organization suspended. All its sessions ended.", es: "Organización suspendida. Se cerraron todas sus sesiones.")
        case .organizationResumed: Phrase(en: "Organization resumed.", es: "Organización reactivada.")
        case .mailQueued: Phrase(en: "The mail will be tried again within a minute.", es: "El correo se volverá a intentar en un minuto.")
        case .accountSaved: Phrase(en: "Your details are saved.", es: "Tus datos están guardados.")
        case .passphraseChanged:
            Phrase(
                en: "Passphrase changed. Your other sessions ended.", es: "Frase de contraseña cambiada. Se cerraron tus otras sesiones.")
        case .factorAdded: Phrase(en: "Second factor added.", es: "Segundo factor añadido.")
        case .factorRenamed: Phrase(en: "Name saved.", es: "Nombre guardado.")
        case .factorRemoved: Phrase(en: "Second factor removed.", es: "Segundo factor eliminado.")
        case .codesMade:
            Phrase(
                en: "New recovery codes made. The earlier ones no longer work.",
                es: "Nuevos códigos de recuperación. Los anteriores ya no sirven.")
        case .archiveRemoved: Phrase(en: "The archive was removed from the server.", es: "El archivo se eliminó del servidor.")
        case .tokenPaused:
            Phrase(en: "The token is paused: what comes with it is refused.", es: "El token está en pausa: lo que llega con él se rechaza.")
        case .tokenResumed: Phrase(en: "The token works again.", es: "El token vuelve a funcionar.")
        case .tokenTakenOver:
            Phrase(en: "You answer for the token now. It works again.", es: "Ahora respondes tú del token. Vuelve a funcionar.")
        case .tokenEnded: Phrase(en: "The token has ended.", es: "El token ha terminado.")
        case .sessionsEnded: Phrase(en: "Sessions ended.", es: "Sesiones cerradas.")
        case .emailUndone:
            Phrase(
                en: "The change of address was undone and all sessions ended.",
                es: "Se deshizo el cambio de dirección y se cerraron todas las sesiones.")
        case .signedOut: Phrase(en: "You are signed out.", es: "Sesión cerrada.")
        }
    }
}
