import Domain

/// What the Users room says in its grid.
extension Phrase {
    static func usersLead(_ organization: String) -> Phrase {
        Phrase(
            en: "Everyone who may need to be reached at \(organization). A contact becomes a portal user when given access.",
            es:
                "Todas las personas a las que puede hacer falta avisar en \(organization). Un contacto pasa a ser usuario del portal cuando se le da acceso."
        )
    }
    static var staffLead: Phrase {
        Phrase(
            en: "The operator’s own people. Each always signs in with a second factor.",
            es: "Las personas del operador. Siempre inician sesión con un segundo factor.")
    }
    static var addContact: Phrase { Phrase(en: "Add contact", es: "Añadir contacto") }
    static var whyNoAdd: Phrase { Phrase(en: "Admin and Engineering add contacts", es: "Administración e Ingeniería añaden contactos") }

    static var nobodyTold: Phrase { Phrase(en: "Nobody would be told", es: "No se avisaría a nadie") }
    static func gap(_ notice: Notice, at site: String?) -> Phrase {
        let roles = either(ContactRole.allCases.filter(notice.roles.contains).map(\.name))
        let place = site.map { Phrase(en: "at \($0)", es: "en \($0)") } ?? Phrase(en: "anywhere", es: "en ningún sitio")
        let subject = notice.subject
        return Phrase(
            en: "about \(subject.en) \(place.en): no contact there holds \(roles.en).",
            es: "de \(subject.es) \(place.es): ningún contacto tiene allí \(roles.es).")
    }
    static var seeWhoIsTold: Phrase { Phrase(en: "See who is told", es: "Ver a quién se avisa") }
    static func seeAllGaps(_ count: Int) -> Phrase { Phrase(en: "See all \(count) gaps", es: "Ver los \(count) huecos") }

    static var search: Phrase { Phrase(en: "Search", es: "Buscar") }
    static var searchContacts: Phrase { Phrase(en: "Name, email or phone", es: "Nombre, correo o teléfono") }
    static var clearFilters: Phrase { Phrase(en: "Clear all", es: "Quitar todos") }
    static func removeFilter(_ name: Phrase) -> Phrase { Phrase(en: "Remove filter: \(name.en)", es: "Quitar filtro: \(name.es)") }
    static func filterSet(_ name: Phrase, _ values: Phrase) -> Phrase {
        Phrase(en: "\(name.en): \(values.en)", es: "\(name.es): \(values.es)")
    }
    static var noPortalAccess: Phrase { Phrase(en: "No portal access", es: "Sin acceso al portal") }

    /// `Oslo 1, Bergen 1`, or the first two and how many more.
    static func chosen(_ values: [Phrase]) -> Phrase {
        let rest = values.count - 2
        let en = values.prefix(2).map(\.en).joined(separator: ", "), es = values.prefix(2).map(\.es).joined(separator: ", ")
        return rest > 0 ? Phrase(en: "\(en) +\(rest)", es: "\(es) +\(rest)") : Phrase(en: en, es: es)
    }

    static func allContacts(_ total: Count) -> Phrase {
        total.isOne
            ? Phrase(en: "1 contact", es: "1 contacto") : Phrase(en: "\(total.phrase.en) contacts", es: "\(total.phrase.es) contactos")
    }
    static func someContacts(_ matching: Count, of total: Count) -> Phrase {
        Phrase(en: "\(matching.phrase.en) of \(allContacts(total).en)", es: "\(matching.phrase.es) de \(allContacts(total).es)")
    }
    static var changeSeveral: Phrase { Phrase(en: "Change several", es: "Cambiar varios") }
    static func changeChosen(_ count: String) -> Phrase { Phrase(en: "Change \(count) chosen", es: "Cambiar \(count) elegidos") }
    static var columns: Phrase { Phrase(en: "Columns", es: "Columnas") }
    static var choose: Phrase { Phrase(en: "Choose", es: "Elegir") }
    static var chooseAll: Phrase { Phrase(en: "Choose all on this page", es: "Elegir todos los de esta página") }

    static var contactName: Phrase { Phrase(en: "Name", es: "Nombre") }
    static var email: Phrase { Phrase(en: "Email", es: "Correo") }
    static var phone: Phrase { Phrase(en: "Phone", es: "Teléfono") }
    static var roles: Phrase { Phrase(en: "Roles", es: "Funciones") }
    static var role: Phrase { Phrase(en: "Role", es: "Función") }
    static var level: Phrase { Phrase(en: "Level", es: "Nivel") }
    static var status: Phrase { Phrase(en: "Status", es: "Estado") }
    static var site: Phrase { Phrase(en: "Site", es: "Ubicación") }
    static var lastSignIn: Phrase { Phrase(en: "Last sign-in", es: "Último acceso") }
    static var shared: Phrase { Phrase(en: "shared", es: "compartido") }
    static func andMore(_ count: Int) -> Phrase { Phrase(en: " and \(count) more", es: " y \(count) más") }

    static func invited(_ left: Phrase) -> Phrase { Phrase(en: "Invited, \(left.en)", es: "Invitación, \(left.es)") }
    static var activeWithoutFactor: Phrase { Phrase(en: "Active, no second factor", es: "Con acceso, sin segundo factor") }

    static var noMatch: Phrase { Phrase(en: "No contact matches", es: "Ningún contacto coincide") }
    static var noMatchWhy: Phrase {
        Phrase(
            en: "Remove a filter, or search for part of a name, an address or a phone number.",
            es: "Quita un filtro o busca parte de un nombre, una dirección o un teléfono.")
    }
    static var showAll: Phrase { Phrase(en: "Show all contacts", es: "Mostrar todos los contactos") }
    static var noContacts: Phrase { Phrase(en: "No contacts yet", es: "Aún no hay contactos") }
    static var noContactsWhy: Phrase {
        Phrase(
            en:
                "Add the people and desks that the operator should reach, and give them roles at sites. They need no portal access for that.",
            es:
                "Añade a las personas y los puestos a los que el operador debe avisar y asígnales funciones en las ubicaciones. No necesitan acceso al portal."
        )
    }
}

extension ContactFilter.Column {
    var name: Phrase {
        switch self {
        case .email: .email
        case .phone: .phone
        case .roles: .roles
        case .level: .level
        case .status: .status
        case .lastSignIn: .lastSignIn
        }
    }
}
