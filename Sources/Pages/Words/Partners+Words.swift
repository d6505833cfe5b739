/// What the operator's pages about partners say.
extension Phrase {
    static var partnersLead: Phrase {
        Phrase(
            en: "The partners: networks that host appliances and production vendors.",
            es: "Los socios: redes que alojan equipos y proveedores de producción.")
    }
    static var partnerAdd: Phrase { Phrase(en: "Add organization", es: "Añadir organización") }
    static var partnerAddLead: Phrase {
        Phrase(
            en: "Then invite its first Admin, who adds the others.",
            es: "Después, invita a su primera administración, que añade a las demás personas.")
    }
    static var partnerSearch: Phrase { Phrase(en: "Name or AS number", es: "Nombre o número de AS") }
    static var partnersHeadless: Phrase { Phrase(en: "No active Admin", es: "Sin administración activa") }
    static var partnersNone: Phrase { Phrase(en: "No partners yet", es: "Aún no hay socios") }
    static var partnersNoneWhy: Phrase {
        Phrase(
            en: "Add an organization, then invite its first Admin. Everything else is done by its own people.",
            es: "Añade una organización e invita a su primera administración. Lo demás lo hacen sus propias personas.")
    }
    static var partnersNoMatch: Phrase { Phrase(en: "No organization matches", es: "Ninguna organización coincide") }
    static var partnersNoMatchWhy: Phrase {
        Phrase(
            en: "Search for the beginning of a word of its name, or a whole AS number such as AS64950.",
            es: "Busca el principio de una palabra de su nombre o un número de AS entero, como AS64950.")
    }
    static var partnersAll: Phrase { Phrase(en: "Show all organizations", es: "Mostrar todas las organizaciones") }
    static var partnerAdmins: Phrase { Phrase(en: "Admins", es: "Administración") }
    static var partnerNoAdmin: Phrase { Phrase(en: "No Admin", es: "Sin administración") }
    static var partnerNobodyYet: Phrase {
        Phrase(
            en: "Nobody is an Admin here yet. Without one, only the operator can change anything.",
            es: "Aún no hay nadie de administración. Sin ella, solo el operador puede cambiar algo.")
    }
    static var partnerNameHint: Phrase {
        Phrase(en: "As the partner calls itself, such as Nordlys Fiber", es: "Como se llama el socio, por ejemplo Nordlys Fiber")
    }
    static var partnerNumbersHint: Phrase {
        Phrase(
            en: "Such as AS64950, AS64951. Each belongs to one organization.",
            es: "Por ejemplo, AS64950, AS64951. Cada uno pertenece a una organización.")
    }
    static var partnerRooms: Phrase { Phrase(en: "Open", es: "Abrir") }
    static var partnerLooksAreKnown: Phrase {
        Phrase(
            en: "Opening this partner’s pages is recorded in their activity, once an hour.",
            es: "Abrir las páginas de este socio queda en su actividad, una vez por hora.")
    }
    static var partnerDetails: Phrase { Phrase(en: "Details", es: "Datos") }
    static var partnerStanding: Phrase { Phrase(en: "Standing", es: "Situación") }
    static var partnerInviteAdmin: Phrase { Phrase(en: "Invite an Admin", es: "Invitar a Administración") }
    static var partnerInviteAnother: Phrase { Phrase(en: "Invite another Admin", es: "Invitar a otra persona de administración") }
    static func partnerAdminOf(_ name: String) -> Phrase {
        Phrase(en: "Invite an Admin of \(name)", es: "Invitar a Administración de \(name)")
    }
    static var partnerAdminLead: Phrase {
        Phrase(
            en: "A person you have verified by another way. Admins manage everyone in their organization.",
            es: "Una persona que hayas verificado por otra vía. Administración gestiona a todas las personas de su organización.")
    }
    static var partnerAdminEmail: Phrase {
        Phrase(
            en: "Their own, not a shared mailbox. The invitation goes there.",
            es: "La suya, no un buzón compartido. Allí llega la invitación.")
    }
    static var partnerIsSuspended: Phrase {
        Phrase(
            en: "This organization is suspended: none of its people can sign in.",
            es: "Esta organización está suspendida: ninguna de sus personas puede entrar.")
    }
    static var partnerSuspendMeans: Phrase {
        Phrase(
            en: "Suspending ends all sessions of its people at once and lets nobody in until it is resumed. Nothing is lost.",
            es:
                "Suspender cierra al instante todas las sesiones de sus personas y no deja entrar a nadie hasta reactivarla. No se pierde nada."
        )
    }
    static var partnerResumeMeans: Phrase {
        Phrase(
            en: "Its people can sign in again as before. Their levels did not change.",
            es: "Sus personas pueden volver a entrar como antes. Sus niveles no cambiaron.")
    }
    static func partnerSuspend(_ name: String) -> Phrase { Phrase(en: "Suspend \(name)", es: "Suspender \(name)") }
    static func partnerResume(_ name: String) -> Phrase { Phrase(en: "Resume \(name)", es: "Reactivar \(name)") }
    static func partnerSuspendQuestion(_ name: String) -> Phrase { Phrase(en: "Suspend \(name)?", es: "¿Suspender \(name)?") }
    static func partnerResumeQuestion(_ name: String) -> Phrase { Phrase(en: "Resume \(name)?", es: "¿Reactivar \(name)?") }
    static func partnerSuspendEnds(_ contacts: Count) -> Phrase {
        let all = allContacts(contacts)
        return Phrase(
            en: "All sessions end at once, and nobody there can sign in (\(all.en)).",
            es: "Todas las sesiones se cierran al instante y nadie de allí puede entrar (\(all.es)).")
    }
    static var partnerSuspendMail: Phrase {
        Phrase(en: "Open invitations cannot be accepted meanwhile.", es: "Mientras tanto no se pueden aceptar invitaciones.")
    }
    static var partnerSuspendBack: Phrase {
        Phrase(
            en: "Resuming lets everybody sign in again as before. Tokens of programs are ended for good and have to be made anew.",
            es:
                "Al reactivarla todos pueden volver a entrar como antes. Los tokens de programas terminan definitivamente y hay que crearlos de nuevo."
        )
    }
}
