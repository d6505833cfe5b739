import Domain

/// What the panel of one contact says, and the page that adds one.
extension Phrase {
    static var firstName: Phrase { Phrase(en: "First name", es: "Nombre") }
    static var lastName: Phrase { Phrase(en: "Last name", es: "Apellidos") }
    static var jobTitle: Phrase { Phrase(en: "Title", es: "Cargo") }
    static var language: Phrase { Phrase(en: "Language", es: "Idioma") }
    static var timeZone: Phrase { Phrase(en: "Time zone", es: "Zona horaria") }
    static var kind: Phrase { Phrase(en: "Kind", es: "Tipo") }
    static var phoneExample: Phrase { Phrase(en: "Such as +47 55 20 11 43 ext 12", es: "Por ejemplo, +34 915 55 01 43 ext 12") }
    static var zoneIsGuess: Phrase { Phrase(en: "Time zone is a guess", es: "Zona horaria supuesta") }
    static var timeZoneExample: Phrase { Phrase(en: "Such as Europe/Oslo", es: "Por ejemplo, Europe/Madrid") }

    static func invitedBy(_ name: String, _ date: String) -> Phrase { Phrase(en: "by \(name) on \(date)", es: "de \(name), el \(date)") }
    static func linkWorksUntil(_ moment: String) -> Phrase {
        Phrase(en: "The link works until \(moment)", es: "El enlace sirve hasta el \(moment)")
    }
    static func lastSeen(_ moment: String) -> Phrase { Phrase(en: "Last sign-in \(moment)", es: "Último acceso: \(moment)") }
    static var neverSeen: Phrase { Phrase(en: "Has not signed in yet", es: "Aún no ha iniciado sesión") }
    static var expiredNext: Phrase { Phrase(en: "Send a new invitation to go on", es: "Envía otra invitación para continuar") }
    static var suspendedNext: Phrase { Phrase(en: "Comes back when somebody resumes it", es: "Vuelve cuando alguien lo reactive") }
    static var noAccessNext: Phrase {
        Phrase(en: "Gets mail for the roles held, cannot sign in", es: "Recibe correo según sus funciones, no puede iniciar sesión")
    }

    static var invitationLinkOnce: Phrase {
        Phrase(
            en:
                "If the mail does not arrive, pass on this link yourself. It is shown once, here and now. Whoever comes in by it is marked as unproven until they open the link in the mail.",
            es:
                "Si el correo no llega, pasa tú este enlace. Solo se muestra una vez, aquí y ahora. Quien entre con él queda marcado como no demostrado hasta abrir el enlace del correo."
        )
    }
    static var copyLink: Phrase { Phrase(en: "Copy link", es: "Copiar enlace") }

    static func changedBy(_ name: String, _ when: String) -> Phrase {
        Phrase(en: "\(name) changed this contact \(when)", es: "\(name) cambió este contacto \(when)")
    }
    static var changedChoose: Phrase {
        Phrase(
            en: "Your values are in the fields, theirs beneath. Nothing of yours is saved yet.",
            es: "Tus valores están en los campos; los suyos, debajo. Aún no se ha guardado nada tuyo.")
    }
    static func theirRoles(_ roles: String) -> Phrase { Phrase(en: "Roles are now: \(roles)", es: "Las funciones son ahora: \(roles)") }
    static var saveMine: Phrase { Phrase(en: "Save mine over it", es: "Guardar lo mío encima") }
    static var discardMine: Phrase { Phrase(en: "Discard mine", es: "Descartar lo mío") }
    static var unsaved: Phrase {
        Phrase(en: "There are changes that are not saved. Leave them?", es: "Hay cambios sin guardar. ¿Dejarlos?")
    }

    static func emailPendingAt(_ address: String) -> Phrase {
        Phrase(
            en: "Signing in with \(address) waits until the person confirms it. Until then they sign in as before.",
            es: "Iniciar sesión con \(address) está pendiente de que la persona lo confirme. Hasta entonces entra como antes.")
    }
    static var emailIsConfirmed: Phrase {
        Phrase(
            en: "The portal writes to a new one at once; the person signs in with it once they confirm it",
            es: "El portal escribe enseguida a la nueva; la persona inicia sesión con ella cuando la confirme")
    }
    static var ownEmailIsConfirmed: Phrase {
        Phrase(en: "A new one is confirmed by a link sent there", es: "Una nueva se confirma con un enlace enviado a ella")
    }
    static var mailboxUnproven: Phrase {
        Phrase(
            en:
                "Came in by a copied link: nobody has shown that this mailbox is theirs. The sign-in works here alone, and ends if somebody else opens the link in that mailbox.",
            es:
                "Entró con un enlace copiado: nadie ha demostrado que este buzón es suyo. El acceso solo vale aquí y termina si otra persona abre el enlace de ese buzón."
        )
    }
    static var ownMailboxUnproven: Phrase {
        Phrase(
            en:
                "You came in by a copied link, so nobody knows yet that this mailbox is yours. Open the link in the invitation mail while you are signed in here.",
            es:
                "Entraste con un enlace copiado: falta demostrar que este buzón es tuyo. Abre el enlace del correo de invitación con la sesión iniciada aquí."
        )
    }
    static var mailLinkAgain: Phrase { Phrase(en: "Send the link to the mailbox again", es: "Enviar otra vez el enlace al buzón") }
    static func resumeNamed(_ name: String) -> Phrase { Phrase(en: "Resume \(name)", es: "Reactivar a \(name)") }
    static var resumeMeans: Phrase {
        Phrase(
            en: "Resuming lets them in at once, at the same level, with the sign-in they had.",
            es: "Al reactivarlo entra al instante, con el mismo nivel y el acceso que tenía.")
    }
    static var endSessions: Phrase { Phrase(en: "End sessions", es: "Cerrar sesiones") }
    static var endSessionsMeans: Phrase {
        Phrase(
            en: "Every browser is signed out at once. They may sign in again; they get a mail about it.",
            es: "Se cierra la sesión en todos los navegadores. Puede volver a entrar; recibe un correo.")
    }
    static func endSessionsOf(_ name: String) -> Phrase { Phrase(en: "End the sessions of \(name)", es: "Cerrar las sesiones de \(name)") }

    static var reachable: Phrase { Phrase(en: "An email address or a phone number is needed", es: "Hace falta un correo o un teléfono") }

    static var rolesHint: Phrase {
        Phrase(
            en: "Roles decide what is told to whom. They grant nothing.",
            es: "Las funciones deciden de qué se avisa a quién. No dan permisos.")
    }
    static var moreRoles: Phrase { Phrase(en: "More roles", es: "Más funciones") }
    static var atEverySite: Phrase { Phrase(en: "Everywhere", es: "En todas") }
    static var worksAt: Phrase { Phrase(en: "Also works at", es: "También en") }
    static var sitesHint: Phrase { Phrase(en: "A role at a site includes the site.", es: "Una función en una ubicación ya la incluye.") }
    static func alsoAt(_ sites: [String]) -> Phrase {
        let names = list(sites.map(verbatim))
        return Phrase(en: "Also works at \(names.en).", es: "También trabaja en \(names.es).")
    }

    static func notYours(_ level: Level, to target: Level) -> Phrase {
        switch level {
        case .readOnly:
            Phrase(
                en: "Read-only views contacts; Admin and Engineering edit them.",
                es: "Solo lectura ve los contactos; Administración e Ingeniería los editan.")
        case .engineering:
            Phrase(
                en: "Engineering edits contacts at None or Read-only; this one is at \(target.name.en). An Admin can.",
                es: "Ingeniería edita contactos sin acceso o de solo lectura; este es de nivel \(target.name.es). Administración puede.")
        default:
            Phrase(
                en: "\(level.name.en) views this contact and does not change it.", es: "\(level.name.es) ve este contacto y no lo cambia.")
        }
    }
    static var ownRolesElsewhere: Phrase {
        Phrase(en: "Your own roles and sites are set by an Admin.", es: "Tus funciones y ubicaciones las asigna Administración.")
    }
    static var ownLevelElsewhere: Phrase { Phrase(en: "Your own level is set by an Admin.", es: "Tu nivel lo asigna Administración.") }

    static var portalAccess: Phrase { Phrase(en: "Portal access", es: "Acceso al portal") }
    static func offersOnly(_ level: Level) -> Phrase {
        level == .engineering
            ? Phrase(
                en: "Engineering gives and takes Read-only. For other levels ask an Admin.",
                es: "Ingeniería da y retira Solo lectura. Para otros niveles, pide ayuda a Administración.")
            : Phrase(en: "\(level.name.en) gives these levels.", es: "\(level.name.es) da estos niveles.")
    }
    static var topLevelConfirmFirst: Phrase {
        Phrase(
            en: "To invite an Admin, prove once more that it is you.", es: "Para invitar a Administración, demuestra otra vez que eres tú.")
    }
    static func topLevelAsks(_ level: Phrase) -> Phrase {
        Phrase(
            en: "For \(level.en) you prove once more that it is you.", es: "Para \(level.es) demuestras otra vez que eres tú.")
    }
    static var invite: Phrase { Phrase(en: "Send invitation", es: "Enviar invitación") }
    static var resumeAtLevel: Phrase { Phrase(en: "Resume at another level", es: "Reactivar con otro nivel") }
    static var setLevel: Phrase { Phrase(en: "Set level", es: "Asignar nivel") }
    static var resend: Phrase { Phrase(en: "Send a new invitation", es: "Enviar otra invitación") }

    static func exemptFrom(_ moment: String) -> Phrase {
        Phrase(
            en: "With NOC and Read-only no second factor is needed from \(moment). The organization allows this.",
            es: "Con NOC y Solo lectura no hace falta segundo factor desde el \(moment). La organización lo permite.")
    }
    static func exemptSince(_ moment: String) -> Phrase {
        Phrase(
            en: "Signs in without a second factor since \(moment), by NOC and Read-only. Losing either ends it at once.",
            es: "Inicia sesión sin segundo factor desde el \(moment), por NOC y Solo lectura. Perder una de las dos lo termina al instante."
        )
    }

    static var suspend: Phrase { Phrase(en: "Suspend", es: "Suspender") }
    static var suspendMeans: Phrase {
        Phrase(
            en: "All sessions end at once, and they are told. The level is kept; resuming is the way back.",
            es: "Todas las sesiones se cierran al instante y se le avisa. El nivel se conserva; se vuelve al reactivarlo.")
    }
    static func suspendNamed(_ name: String) -> Phrase { Phrase(en: "Suspend \(name)", es: "Suspender a \(name)") }
    static var revoke: Phrase { Phrase(en: "Revoke access", es: "Retirar acceso") }
    static var revokeMeans: Phrase {
        Phrase(
            en: "All sessions end at once. The contact stays, with its roles, and goes on getting mail.",
            es: "Todas las sesiones se cierran al instante. El contacto sigue, con sus funciones, y sigue recibiendo correo.")
    }
    static func revokeNamed(_ name: String) -> Phrase { Phrase(en: "Revoke access of \(name)", es: "Retirar acceso a \(name)") }
    static var revokeInvitation: Phrase { Phrase(en: "Revoke invitation", es: "Retirar invitación") }
    static var revokeInvitationMeans: Phrase {
        Phrase(
            en: "The link in the mail stops working. The contact stays, with its roles.",
            es: "El enlace del correo deja de servir. El contacto sigue, con sus funciones.")
    }
    static func revokeInvitationOf(_ name: String) -> Phrase {
        Phrase(en: "Revoke invitation of \(name)", es: "Retirar invitación de \(name)")
    }
    static var startRecovery: Phrase { Phrase(en: "Lost second factor", es: "Segundo factor perdido") }
    static var recoveryMeans: Phrase {
        Phrase(
            en: "Mails a link by which the person sets new factors. All Admins are told.",
            es: "Envía por correo un enlace con el que la persona define nuevos factores. Se avisa a toda la administración.")
    }
    static func recoveryUnderWay(_ name: String, since: String, until: String) -> Phrase {
        Phrase(
            en: "\(name) started a recovery on \(since). The link in the person’s mail works until \(until). Starting another replaces it.",
            es:
                "\(name) inició una recuperación el \(since). El enlace del correo de la persona sirve hasta el \(until). Iniciar otra la sustituye."
        )
    }
    static func startRecoveryOf(_ name: String) -> Phrase { Phrase(en: "Start recovery of \(name)", es: "Iniciar recuperación de \(name)") }

    static var activityOf: Phrase { Phrase(en: "Activity of this contact", es: "Actividad de este contacto") }
    static var ownContactStays: Phrase { Phrase(en: "Nobody removes their own contact.", es: "Nadie elimina su propio contacto.") }
    static func removeNamed(_ name: String) -> Phrase { Phrase(en: "Remove \(name)", es: "Eliminar a \(name)") }
}
