import Domain

/// The words of single entries of the log: deeds, fields and values by the names that the log itself uses.
enum LogWords {
    /// What was done, as a deed in the past.
    static func deed(_ action: String) -> Phrase {
        if let permission = Permission(rawValue: action) { return permission.deed }
        return events[action] ?? .verbatim(action)
    }

    /// The same, told more closely by what changed.
    static func deed(_ entry: LogPage.Entry) -> Phrase {
        func change(_ field: String) -> LogPage.Entry.Change? { entry.changes.first { $0.field == field } }
        switch (Permission(rawValue: entry.action), change("status")?.after) {
        case (.accessGrant, .text("invited")): return Phrase(en: "Invited", es: "Invitó")
        case (.accessGrant, .text("active")): return Phrase(en: "Resumed portal access", es: "Reactivó el acceso al portal")
        case (.accessSuspend, nil) where change("sessions") != nil:
            return Phrase(en: "Ended somebody’s sessions", es: "Cerró las sesiones de alguien")
        case (.accessGrant, .text("none")): return Phrase(en: "Revoked portal access", es: "Retiró el acceso al portal")
        case (.organizationSuspend, .text("suspended")): return Phrase(en: "Suspended the organization", es: "Suspendió la organización")
        case (.organizationSuspend, .text("active")): return Phrase(en: "Resumed the organization", es: "Reactivó la organización")
        case (.organizationArchive, _):
            switch change("archive")?.after {
            case .text("asked"): return Phrase(en: "Asked for an archive of the organization", es: "Pidió un archivo de la organización")
            case .text("taken"): return Phrase(en: "Took an archive of the organization", es: "Se llevó un archivo de la organización")
            case .text("removed"): return Phrase(en: "Removed an archive of the organization", es: "Eliminó un archivo de la organización")
            default: return deed(entry.action)
            }
        case (.siteEdit, _):
            guard let code = change("code") else { return Phrase(en: "Changed a site", es: "Cambió una ubicación") }
            if code.before == .nothing { return Phrase(en: "Added a site", es: "Añadió una ubicación") }
            return code.after == .nothing
                ? Phrase(en: "Removed a site", es: "Eliminó una ubicación") : Phrase(en: "Changed a site", es: "Cambió una ubicación")
        default: return deed(entry.action)
        }
    }

    /// What was asked for and refused.
    static func asked(_ action: String) -> Phrase {
        Permission(rawValue: action)?.name ?? deed(action)
    }

    static func nobody(_ level: String) -> Phrase {
        Level(rawValue: level)?.name ?? Phrase(en: "Somebody not signed in", es: "Alguien sin identificar")
    }

    /// Everything that an entry of a log can tell of.
    static let actions = Permission.allCases.map(\.rawValue) + events.keys.sorted()

    static let eventsOfInstallation = events.keys.filter { !eventsHere.contains($0) }.sorted()
    static let actionsOfOrganizations = Permission.allCases.filter { !$0.isPlanned }.map(\.rawValue) + eventsHere

    private static let eventsHere = [
        "organization.look", "email.confirmed", "email.undone", "invitation.accepted", "invitation.void", "recovery.completed",
        "organization.imported", "access.inactive", "account.gave_way",
    ]

    private static let events: [String: Phrase] = [
        "organization.look": Phrase(en: "Looked into the organization", es: "Miró la organización"),
        "email.confirmed": Phrase(en: "Confirmed a new address", es: "Confirmó una dirección nueva"),
        "email.undone": Phrase(en: "Undid a change of address", es: "Deshizo un cambio de dirección"),
        "invitation.accepted": Phrase(en: "Accepted an invitation", es: "Aceptó una invitación"),
        "invitation.void": Phrase(
            en: "An invitation became void: its sender lost the right",
            es: "Una invitación quedó sin efecto: quien la envió perdió el derecho"),
        "access.inactive": Phrase(
            en: "Long absent, and kept as the last Admin who can sign in",
            es: "Ausente hace mucho, y conserva el acceso: nadie más con Administración puede entrar"),
        "recovery.completed": Phrase(en: "Completed a recovery", es: "Completó una recuperación"),
        "session.started": Phrase(en: "Signed in", es: "Inició sesión"),
        "session.ended": Phrase(en: "Ended sessions", es: "Cerró sesiones"),
        "session.switched": Phrase(en: "Switched the organization", es: "Cambió de organización"),
        "session.confirmed": Phrase(en: "Confirmed the sign-in", es: "Confirmó su identidad"),
        "sign_in.failed": Phrase(en: "Failed to sign in", es: "No logró iniciar sesión"),
        "first_admin.created": Phrase(en: "Made the first Operator admin", es: "Creó la primera administración del operador"),
        "account.gave_way": Phrase(
            en: "A sign-in without a proven mailbox gave way to whoever has the mailbox",
            es: "Un acceso sin buzón demostrado cedió ante quien tiene el buzón"),
        "account.taken_back": Phrase(
            en: "Took the sign-in back: what was added since is removed", es: "Recuperó el acceso: se quitó lo añadido desde entonces"),
        "account.reset": Phrase(en: "Set the account anew", es: "Restableció la cuenta"),
        "factor.added": Phrase(en: "Added a second factor", es: "Añadió un segundo factor"),
        "factor.removed": Phrase(en: "Removed a second factor", es: "Eliminó un segundo factor"),
        "factor.renamed": Phrase(en: "Renamed a second factor", es: "Cambió el nombre de un segundo factor"),
        "passkey.cloned": Phrase(en: "A passkey seems to be a copy", es: "Una llave de acceso parece una copia"),
        "passphrase.set": Phrase(en: "Set the passphrase", es: "Fijó la frase de contraseña"),
        "recovery_code.used": Phrase(en: "Used a recovery code", es: "Usó un código de recuperación"),
        "recovery_codes.made": Phrase(en: "Made recovery codes", es: "Creó códigos de recuperación"),
        "organization.imported": Phrase(en: "Brought the organization in from an archive", es: "Trajo la organización desde un archivo"),
        "installation.opened": Phrase(en: "Opened the installation", es: "Abrió la instalación"),
        "installation.restored": Phrase(en: "Restored the installation from a backup", es: "Restauró la instalación desde una copia"),
    ]

    static func field(_ name: String) -> Phrase { fields[name] ?? .verbatim(name) }

    private static let fields: [String: Phrase] = [
        "first_name": .firstName, "last_name": .lastName, "email": .email, "phone": .phone, "title": .jobTitle, "time_zone": .timeZone,
        "language": .language, "kind": .kind, "roles": .roles, "sites": .sitesTitle, "level": .level, "status": .status,
        "time_zone_guessed": .zoneIsGuess, "name": .siteName, "code": .siteCode, "address": .siteAddress, "asns": .asNumbers,
        "allows_exemption": Phrase(en: "NOC and Read-only without second factor", es: "NOC y Solo lectura sin segundo factor"),
        "email_domains": .policyDomains, "inactivity_days": .policyInactivity,
        "invitation": Phrase(en: "Invitation", es: "Invitación"), "pending_email": Phrase(en: "New address", es: "Dirección nueva"),
        "contacts": Phrase(en: "Contacts", es: "Contactos"), "entries": Phrase(en: "Entries", es: "Entradas"),
        "list": Phrase(en: "List", es: "Lista"),
        "sessions": Phrase(en: "Sessions", es: "Sesiones"), "organization": .organizationTitle,
        "device": Phrase(en: "Device", es: "Dispositivo"),
        "method": Phrase(en: "By", es: "Con"), "strength": Phrase(en: "Sign-in", es: "Acceso"), "state": .status,
        "recovery": Phrase(en: "Recovery", es: "Recuperación"),
        "codes": Phrase(en: "Codes", es: "Códigos"), "passphrase": Phrase(en: "Passphrase", es: "Frase de contraseña"),
        "reason": Phrase(en: "Reason", es: "Motivo"),
        "maker": Phrase(en: "Answers for it", es: "Responde por él"), "mailbox": Phrase(en: "Mailbox", es: "Buzón"),
        "archive": Phrase(en: "Archive", es: "Archivo"), "made_at": Phrase(en: "Made at", es: "Creado el"),
        "personal_values": Phrase(en: "Personal values", es: "Datos personales"),
    ]

    /// A value in words.
    ///
    /// - Parameter site: what a site is called; nil for one that is no longer there.
    static func value(_ text: String, of field: String, site: (Site.ID) -> String?) -> Phrase {
        switch field {
        case "level": Level(rawValue: text)?.name ?? .verbatim(text)
        case "status": AccessStatus(rawValue: text)?.name ?? Organization.Status(rawValue: text)?.name ?? .verbatim(text)
        case "kind": Contact.Kind(rawValue: text)?.name ?? Organization.Kind(rawValue: text)?.name ?? .verbatim(text)
        case "language": Language(rawValue: text)?.name ?? .verbatim(text)
        case "roles": commas(text.split(separator: " ").map { role(String($0), site) })
        case "sites": commas(text.split(separator: " ").map { place(Site.ID(stored: String($0)), site) })
        case "time_zone_guessed": text == "yes" ? Phrase(en: "yes", es: "sí") : .verbatim(text)
        case "asns": commas(text.split(separator: " ").map { .verbatim("AS\($0)") })
        case "email_domains": commas(text.split(separator: " ").map { .verbatim(String($0)) })
        case "allows_exemption": text == "true" ? Phrase(en: "allowed", es: "permitido") : Phrase(en: "not allowed", es: "no permitido")
        case "inactivity_days": Int(text).map { Phrase.days($0) } ?? .verbatim(text)
        case "strength": strengths[text] ?? .verbatim(text)
        case "invitation": sent(text) ?? .verbatim(text)
        case "mailbox": mailboxes[text] ?? .verbatim(text)
        case "list": lists[text] ?? .verbatim(text)
        default: .verbatim(text)
        }
    }

    /// `noc@*`, or `noc@` and a site's id.
    private static func role(_ word: String, _ site: (Site.ID) -> String?) -> Phrase {
        let halves = word.split(separator: "@", maxSplits: 1).map(String.init)
        guard halves.count == 2, let role = ContactRole(rawValue: halves[0]) else { return .verbatim(word) }
        let place = halves[1] == "*" ? Phrase.everywhere : place(Site.ID(stored: halves[1]), site)
        return Phrase(en: "\(role.name.en) \(place.en)", es: "\(role.name.es) \(place.es)")
    }

    private static func place(_ id: Site.ID, _ site: (Site.ID) -> String?) -> Phrase {
        site(id).map(Phrase.verbatim) ?? Phrase(en: "at a removed site", es: "en una ubicación eliminada")
    }

    private static func commas(_ phrases: [Phrase]) -> Phrase {
        Phrase(en: phrases.map(\.en).joined(separator: ", "), es: phrases.map(\.es).joined(separator: ", "))
    }

    private static func sent(_ text: String) -> Phrase? {
        guard text.hasPrefix("sent "), let count = Int(text.dropFirst(5)) else { return nil }
        return Phrase.counted(
            count, one: Phrase(en: "sent", es: "enviada"), many: Phrase(en: "sent, number \(count)", es: "enviada, número \(count)"))
    }

    private static let mailboxes: [String: Phrase] = [
        "proven": Phrase(en: "proven", es: "demostrado"), "unproven": Phrase(en: "not proven", es: "sin demostrar"),
    ]

    private static let lists: [String: Phrase] = ["told": .toldTitle, "mail": .mailTitle, "installation": .logInstallation]

    private static let strengths: [String: Phrase] = [
        "two_factor": Phrase(en: "with a second factor", es: "con segundo factor"),
        "exempt": Phrase(en: "exempt from the second factor", es: "exento del segundo factor"),
        "enrolling": Phrase(en: "second factor still to be added", es: "segundo factor por añadir"),
    ]
}
