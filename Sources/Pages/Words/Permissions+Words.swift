import Domain

/// What the Permissions page says around its table.
extension Phrase {
    static func permissionsLead(_ level: Phrase) -> Phrase {
        Phrase(
            en: "Who may do what, and to whom. Your level is \(level.en). Open a cell for its reason.",
            es: "Quién puede hacer qué y sobre quién. Tu nivel es \(level.es). Abre una celda para ver su motivo.")
    }
    static var permissionsWhat: Phrase { Phrase(en: "What", es: "Qué") }
    static var permissionsYou: Phrase { Phrase(en: " yours", es: " el tuyo") }
    static var permissionsPlanned: Phrase { Phrase(en: " planned", es: " previsto") }
    static var permissionsPartners: Phrase { Phrase(en: "A partner’s people", es: "Las personas de un socio") }
    static var permissionsStaff: Phrase { Phrase(en: "The operator’s staff", es: "El personal del operador") }
    static var permissionsContacts: Phrase { Phrase(en: "Contacts", es: "Contactos") }
    static var permissionsOwn: Phrase { Phrase(en: "One’s own", es: "Lo propio") }
    static var permissionsAppliances: Phrase { Phrase(en: "Appliances and tickets", es: "Equipos e incidencias") }
    static var permissionsOperator: Phrase { Phrase(en: "The operator’s work", es: "El trabajo del operador") }
    static var permissionsServer: Phrase { Phrase(en: "The server itself", es: "El propio servidor") }
    static var permissionsNotes: Phrase { Phrase(en: "How to read it", es: "Cómo leerla") }
    static var permissionsNoteRoles: Phrase {
        Phrase(
            en:
                "Roles such as NOC or Shipping decide what somebody is told. They grant nothing; Engineering the role is not Engineering the level.",
            es:
                "Las funciones, como NOC o Envíos, deciden de qué se avisa. No dan permisos; la función Ingeniería no es el nivel Ingeniería."
        )
    }
    static var permissionsNoteLevels: Phrase {
        Phrase(
            en:
                "Invited and suspended people count by the level assigned to them. The present and the requested level must both be within reach.",
            es:
                "Las personas invitadas o suspendidas cuentan por el nivel que tienen asignado. El nivel actual y el pedido deben estar ambos al alcance."
        )
    }
    static var permissionsNoteLast: Phrase {
        Phrase(
            en: "By no path does the last Admin who can still sign in disappear, and nobody removes their own contact.",
            es: "De ningún modo desaparece la última persona de administración que puede entrar, y nadie elimina su propio contacto.")
    }
    static func permissionsNoteOperator(_ name: String) -> Phrase {
        Phrase(
            en: "What \(name) does for a partner stands in the partner’s activity, marked so; a look is recorded before the page is sent.",
            es:
                "Lo que hace \(name) por un socio consta en la actividad del socio, así marcado; una mirada se registra antes de enviar la página."
        )
    }
    static var permissionsNoteServer: Phrase {
        Phrase(
            en: "Planned rows stand for pages that do not exist yet. Their rule already holds.",
            es: "Las filas previstas son de páginas que aún no existen. Su regla ya vale.")
    }
}
