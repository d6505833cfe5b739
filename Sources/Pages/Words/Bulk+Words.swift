import Domain

/// What adding, removing and changing many contacts say.
extension Phrase {
    static var addContactLead: Phrase {
        Phrase(
            en: "A person or a shared desk. An email address or a phone number is enough to begin with.",
            es: "Una persona o un puesto compartido. Basta un correo o un teléfono para empezar.")
    }
    static var who: Phrase { Phrase(en: "Who", es: "Quién") }
    static var toldAboutWhat: Phrase { Phrase(en: "What they are told, and where", es: "De qué se le avisa y dónde") }
    static var noAccessForNow: Phrase { Phrase(en: "None", es: "Ninguno") }
    static var invitationFollows: Phrase {
        Phrase(
            en: "At any level but None an invitation goes out by mail. Its link works for 7 days.",
            es: "Con cualquier nivel salvo Ninguno sale una invitación por correo. Su enlace sirve 7 días.")
    }

    static func removeQuestion(_ name: String) -> Phrase { Phrase(en: "Remove \(name)?", es: "¿Eliminar a \(name)?") }
    static func removeMeansGone(_ name: String) -> Phrase {
        Phrase(
            en: "\(name) is no longer told about anything, and the details are gone.",
            es: "\(name) deja de recibir avisos y sus datos desaparecen.")
    }
    static var removeEndsInvitation: Phrase {
        Phrase(en: "The invitation ends; its link stops working.", es: "La invitación termina; su enlace deja de servir.")
    }
    static var removeEndsAccess: Phrase {
        Phrase(en: "Portal access ends, with all sessions.", es: "El acceso al portal termina, con todas las sesiones.")
    }
    static func removeLeavesGap(_ notice: Notice, at site: String?) -> Phrase {
        let subject = notice.subject
        let place = site.map { Phrase(en: " at \($0)", es: " en \($0)") } ?? verbatim("")
        return Phrase(
            en: "Nobody else would be told about \(subject.en)\(place.en).", es: "Nadie más recibiría avisos de \(subject.es)\(place.es).")
    }
    static var removeKeepsLog: Phrase {
        Phrase(
            en: "The activity log keeps that it was done, by whom and when.",
            es: "El registro de actividad guarda que se hizo, quién y cuándo.")
    }

    static var bulkContacts: Phrase { Phrase(en: "Change contacts", es: "Cambiar contactos") }
    static func bulkTitle(_ count: Int) -> Phrase {
        counted(
            count, one: Phrase(en: "Change 1 contact", es: "Cambiar 1 contacto"),
            many: Phrase(en: "Change \(count) contacts", es: "Cambiar \(count) contactos"))
    }
    static var bulkLead: Phrase {
        Phrase(
            en: "Choose one change. You see what it does before anything happens.",
            es: "Elige un cambio. Verás lo que hace antes de que ocurra nada.")
    }
    static var bulkChange: Phrase { Phrase(en: "What to change", es: "Qué cambiar") }
    static var bulkWho: Phrase { Phrase(en: "Chosen contacts", es: "Contactos elegidos") }
    static var bulkProspect: Phrase { Phrase(en: "What happens", es: "Qué ocurre") }
    static var bulkNobody: Phrase { Phrase(en: "No contact is chosen", es: "No hay ningún contacto elegido") }
    static var bulkNobodyWhy: Phrase {
        Phrase(en: "Go back and tick the boxes at the left of the names.", es: "Vuelve y marca las casillas a la izquierda de los nombres.")
    }
    static var previewChange: Phrase { Phrase(en: "Preview", es: "Vista previa") }
    static func bulkRefused(_ count: Int) -> Phrase {
        counted(
            count,
            one: Phrase(
                en: "One row cannot be changed, so none would be. Its reason stands beside it.",
                es: "Una fila no se puede cambiar, así que no se cambiaría ninguna. Su motivo está al lado."),
            many: Phrase(
                en: "\(count) rows cannot be changed, so none would be. The reasons stand beside them.",
                es: "\(count) filas no se pueden cambiar, así que no se cambiaría ninguna. Los motivos están al lado."))
    }
    static var bulkWithout: Phrase { Phrase(en: "Preview without those", es: "Vista previa sin ellas") }
    static func bulkCut(_ limit: Int) -> Phrase {
        Phrase(
            en: "One change takes \(limit) contacts: these are the first \(limit). Narrow the list to reach the others.",
            es: "Un cambio abarca \(limit) contactos: estos son los primeros \(limit). Acota la lista para llegar a los demás.")
    }
    static func changeAll(_ count: Int) -> Phrase {
        Phrase(en: "Change all \(count) of the list", es: "Cambiar los \(count) de la lista")
    }
    static var clearChosen: Phrase { Phrase(en: "Clear choice", es: "Quitar selección") }
    static func andMoreGaps(_ count: Int) -> Phrase {
        counted(
            count, one: Phrase(en: "And 1 gap more.", es: "Y 1 hueco más."),
            many: Phrase(en: "And \(count) gaps more.", es: "Y \(count) huecos más."))
    }
    static var bulkUnchanged: Phrase { Phrase(en: "Nothing changes", es: "No cambia") }
}

extension BulkForm.Change {
    var isDangerous: Bool {
        switch self {
        case .addRoles, .removeRoles, .addSites, .removeSites: false
        case .suspend, .revoke, .delete: true
        }
    }

    /// One who is suspended or whose access is revoked keeps the roles, and is still told.
    var leavesRoles: Bool { self == .suspend || self == .revoke }

    /// What becomes of one row.
    var prospect: Phrase {
        switch self {
        case .addRoles, .removeRoles, .addSites, .removeSites: Phrase(en: "Will change", es: "Cambiará")
        case .suspend: Phrase(en: "Will be suspended", es: "Se suspenderá")
        case .revoke: Phrase(en: "Will lose access", es: "Perderá el acceso")
        case .delete: Phrase(en: "Will be removed", es: "Se eliminará")
        }
    }

    var name: Phrase {
        switch self {
        case .addRoles: Phrase(en: "Add roles", es: "Añadir funciones")
        case .removeRoles: Phrase(en: "Take roles away", es: "Quitar funciones")
        case .addSites: Phrase(en: "Add sites", es: "Añadir ubicaciones")
        case .removeSites: Phrase(en: "Take sites away", es: "Quitar ubicaciones")
        case .suspend: Phrase(en: "Suspend access", es: "Suspender el acceso")
        case .revoke: Phrase(en: "Revoke access", es: "Retirar el acceso")
        case .delete: Phrase(en: "Remove contacts", es: "Eliminar contactos")
        }
    }

    var meaning: Phrase? {
        switch self {
        case .addRoles, .removeRoles: Phrase(en: "Those chosen below", es: "Las elegidas abajo")
        case .addSites: Phrase(en: "Those chosen below, without a role there", es: "Las elegidas abajo, sin función allí")
        case .removeSites:
            Phrase(en: "Those chosen below, with the roles held there", es: "Las elegidas abajo, con las funciones que haya allí")
        case .suspend: .suspendMeans
        case .revoke: .revokeMeans
        case .delete: .removeKeepsLog
        }
    }

    /// The sentence above the preview.
    func preview(_ count: Int) -> Phrase {
        Phrase(
            en: "\(name.en): look at each row, then do all of them or none.",
            es: "\(name.es): mira cada fila y después aplícalo a todas o a ninguna.")
    }

    /// Names the deed and how many it concerns.
    func button(_ count: Int) -> Phrase {
        let who = Phrase.counted(
            count, one: Phrase(en: "1 contact", es: "1 contacto"), many: Phrase(en: "\(count) contacts", es: "\(count) contactos"))
        return switch self {
        case .addRoles: Phrase(en: "Add roles to \(who.en)", es: "Añadir funciones a \(who.es)")
        case .removeRoles: Phrase(en: "Take roles from \(who.en)", es: "Quitar funciones a \(who.es)")
        case .addSites: Phrase(en: "Add sites to \(who.en)", es: "Añadir ubicaciones a \(who.es)")
        case .removeSites: Phrase(en: "Take sites from \(who.en)", es: "Quitar ubicaciones a \(who.es)")
        case .suspend: Phrase(en: "Suspend \(who.en)", es: "Suspender a \(who.es)")
        case .revoke: Phrase(en: "Revoke access of \(who.en)", es: "Retirar el acceso a \(who.es)")
        case .delete: Phrase(en: "Remove \(who.en)", es: "Eliminar \(who.es)")
        }
    }
}
