import Domain

/// What the Sites room says.
extension Phrase {
    static var sitesLead: Phrase {
        Phrase(
            en: "The places where the operator’s appliances stand or content is handled. Roles are held at sites.",
            es: "Los lugares donde hay equipos del operador o se trabaja con contenidos. Las funciones se tienen en ubicaciones.")
    }
    static var sitesNone: Phrase { Phrase(en: "No sites yet", es: "Aún no hay ubicaciones") }
    static var sitesNoneWhy: Phrase {
        Phrase(
            en: "Add each facility or group of appliances. Then roles can be given there, and gaps are seen.",
            es: "Añade cada sala o grupo de equipos. Después se pueden asignar funciones allí y ver los huecos.")
    }
    static var siteAdd: Phrase { Phrase(en: "Add site", es: "Añadir ubicación") }
    static var siteAddLead: Phrase {
        Phrase(en: "A group of appliances, or a facility, in one place.", es: "Un grupo de equipos, o una sala, en un mismo lugar.")
    }
    static var siteWhyNoAdd: Phrase { Phrase(en: "Admin and Engineering add sites", es: "Administración e Ingeniería añaden ubicaciones") }
    static var siteWhyNoEdit: Phrase {
        Phrase(en: "Admin and Engineering edit sites.", es: "Administración e Ingeniería editan las ubicaciones.")
    }
    static var siteName: Phrase { Phrase(en: "Name", es: "Nombre") }
    static var siteNameHint: Phrase { Phrase(en: "As people say it, such as Oslo 1", es: "Como se la llama, por ejemplo Madrid 1") }
    static var siteCode: Phrase { Phrase(en: "Code", es: "Código") }
    static var siteCodeHint: Phrase {
        Phrase(
            en: "Short and only yours, such as osl001: 2 to 16 lower-case letters, digits and hyphens",
            es: "Corto y único, por ejemplo mad001: de 2 a 16 letras minúsculas, cifras y guiones")
    }
    static var siteAddress: Phrase { Phrase(en: "Address", es: "Dirección") }
    static var siteAddressHint: Phrase {
        Phrase(
            en: "Street, postal code and town, such as Ulvenveien 89, 0581 Oslo",
            es: "Calle, código postal y localidad, por ejemplo Calle de Alcalá 21, 28014 Madrid")
    }
    static var siteLocalTime: Phrase { Phrase(en: "Time there", es: "Hora local") }
    static var siteZoneGuessed: Phrase { Phrase(en: "zone guessed", es: "zona supuesta") }
    static var siteZoneConfirm: Phrase { Phrase(en: "This is the right time zone", es: "Esta es la zona horaria correcta") }
    static var siteZoneGuessedMeans: Phrase {
        Phrase(
            en: "An import guessed it by the place, and nobody has confirmed it yet. Choosing another confirms that one.",
            es: "Una importación la dedujo del lugar y nadie la ha confirmado aún. Si eliges otra, quedará confirmada.")
    }
    static var siteContacts: Phrase { Phrase(en: "Contacts", es: "Contactos") }
    static var siteTold: Phrase { Phrase(en: "Who is told", es: "Avisos") }
    static var siteAllTold: Phrase { Phrase(en: "No gaps", es: "Sin huecos") }
    static func siteGaps(_ count: Int) -> Phrase {
        counted(count, one: Phrase(en: "1 gap", es: "1 hueco"), many: Phrase(en: "\(count) gaps", es: "\(count) huecos"))
    }
    static func siteChangedBy(_ name: String, _ when: String) -> Phrase {
        Phrase(en: "\(name) changed this site \(when)", es: "\(name) cambió esta ubicación \(when)")
    }
    static var siteDetails: Phrase { Phrase(en: "Details", es: "Datos") }
    static var siteMore: Phrase { Phrase(en: "More about it", es: "Más sobre ella") }
    static var siteWhoIsTold: Phrase { Phrase(en: "Who is told here", es: "A quién se avisa aquí") }
    static var siteActivity: Phrase { Phrase(en: "Activity of this site", es: "Actividad de esta ubicación") }
    static func siteRemove(_ name: String) -> Phrase { Phrase(en: "Remove \(name)", es: "Eliminar \(name)") }
    static func siteRemoveMeans(_ name: String) -> Phrase {
        Phrase(
            en: "\(name) is no longer a place where roles are held, and nobody is told about it any more.",
            es: "\(name) deja de ser un lugar con funciones y ya no se avisa a nadie sobre ella.")
    }
    static var siteRemoveNobody: Phrase { Phrase(en: "No contact is associated with it.", es: "Ningún contacto está asociado a ella.") }
    static func siteRemovePeople(_ names: [String], more: Bool) -> Phrase {
        let shown = names.prefix(6).joined(separator: ", ")
        let rest = names.count > 6 || more
        let one = names.count == 1
        return Phrase(
            en: "\(shown)\(rest ? " and others" : "") \(one ? "loses" : "lose") the association with it.",
            es: "\(shown)\(rest ? " y otras personas" : "") \(one ? "deja" : "dejan") de estar en ella.")
    }
    static func siteRemoveRoles(_ roles: [ContactRole]) -> Phrase {
        let names = list(roles.map(\.name))
        return Phrase(
            en: "Roles held there end: \(names.en). The contacts stay.",
            es: "Terminan las funciones de allí: \(names.es). Los contactos siguen.")
    }
    static func siteRemoveExempt(_ names: [String]) -> Phrase {
        let who = list(names.map(verbatim))
        return Phrase(
            en: "\(who.en) held NOC only there and needs a second factor from the next request on.",
            es: "\(who.es) solo tenía NOC allí y necesitará un segundo factor desde la próxima petición.")
    }
}
