import Domain

/// What is said where nobody would be told, and of closing that.
extension Phrase {
    /// What somebody is told about, and where.
    static func about(_ notice: Notice, at site: String?) -> Phrase {
        let subject = notice.subject
        return site.map { Phrase(en: "\(subject.en) at \($0)", es: "\(subject.es) en \($0)") } ?? subject
    }

    static func gapTitle(_ notice: Notice, at site: String?) -> Phrase {
        let what = about(notice, at: site)
        return Phrase(en: "Who is to be told about \(what.en)?", es: "¿A quién avisar de \(what.es)?")
    }
    static var gapChoose: Phrase { Phrase(en: "Choose a person or desk", es: "Elige a una persona o un puesto") }
    static func gapClosed(_ names: [String]) -> Phrase {
        let shown = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? " …" : "")
        return Phrase(
            en: "Told now: \(shown). Whoever you choose is told as well.",
            es: "Ahora se avisa a \(shown). También se avisará a quien elijas.")
    }
    static func gapHere(_ site: String) -> Phrase { Phrase(en: "Who works at \(site)", es: "Quién trabaja en \(site)") }
    static var gapNobodyHere: Phrase {
        Phrase(en: "No contact is associated with this site yet.", es: "Aún no hay contactos en esta ubicación.")
    }
    static func gapElsewhere(_ notice: Notice) -> Phrase {
        let roles = eitherRole(notice)
        return Phrase(en: "Who holds \(roles.en) elsewhere", es: "Quién tiene \(roles.es) en otro lugar")
    }
    static var gapOthers: Phrase { Phrase(en: "Others", es: "Otros") }
    static func gapFound(_ text: String) -> Phrase { Phrase(en: "Found for “\(text)”", es: "Resultados de «\(text)»") }
    static var gapMore: Phrase { Phrase(en: "More than fit here: search by name.", es: "Hay más: busca por nombre.") }
    static var gapSearch: Phrase { Phrase(en: "Somebody else", es: "Otra persona") }
    static var gapNewContact: Phrase { Phrase(en: "Add a new contact", es: "Añadir un contacto") }
    static var giveRole: Phrase { Phrase(en: "Give the role", es: "Asignar la función") }
    static func giveRoleTo(_ name: String) -> Phrase {
        Phrase(en: "Give the role to \(name)", es: "Asignar la función a \(name)")
    }
    /// For ears: which of several buttons it is.
    static func giveRoleFor(_ notice: Notice, at site: String?) -> Phrase {
        let what = about(notice, at: site)
        return Phrase(
            en: "\(homeGiveRole.en): \(what.en)", es: "\(homeGiveRole.es): \(what.es)")
    }
    static func whyNoAssign(isStaff: Bool) -> Phrase {
        isStaff
            ? Phrase(en: "Operator admin and Partner manager give roles", es: "Las funciones las asigna la administración del operador")
            : Phrase(en: "Admin and Engineering give roles", es: "Administración e Ingeniería asignan funciones")
    }
    public static func roleGiven(_ name: String, _ notice: Notice, at site: SiteName?) -> Phrase {
        let what = about(notice, at: site?.called)
        return Phrase(
            en: "\(name) is now told about \(what.en).", es: "Ahora se avisa a \(name) de \(what.es).")
    }

    static func gapsOpened(_ count: Int) -> Phrase {
        counted(
            count, one: Phrase(en: "This opened a gap:", es: "Se abrió un hueco:"),
            many: Phrase(en: "This opened \(count) gaps:", es: "Se abrieron \(count) huecos:"))
    }
    static func gapNow(_ notice: Notice, at site: String?) -> Phrase {
        let what = about(notice, at: site)
        return Phrase(
            en: "Nobody is told about \(what.en) any longer.", es: "Ya no se avisa a nadie de \(what.es).")
    }
    /// Before a change that takes roles away.
    static func gapsWillOpen(_ count: Int) -> Phrase {
        counted(
            count, one: Phrase(en: "This opens a gap:", es: "Esto abre un hueco:"),
            many: Phrase(en: "This opens \(count) gaps:", es: "Esto abre \(count) huecos:"))
    }
    static func gapThen(_ notice: Notice, at site: String?) -> Phrase {
        let what = about(notice, at: site)
        return Phrase(
            en: "Nobody would be told about \(what.en).", es: "No se avisaría a nadie de \(what.es).")
    }
    /// Before somebody who alone is told may no longer look.
    static func onlyTold(_ count: Int) -> Phrase {
        counted(
            count,
            one: Phrase(
                en: "Mail goes on to those who can no longer sign in, and to nobody else:",
                es: "El correo sigue llegando solo a quienes ya no podrán entrar:"),
            many: Phrase(
                en: "For these, mail goes on only to those who can no longer sign in:",
                es: "En estos casos, el correo seguirá llegando solo a quienes ya no podrán entrar:"))
    }
    static func onlyToldOf(_ notice: Notice, at site: String?) -> Phrase {
        let what = about(notice, at: site)
        return Phrase(en: "Nobody else is told about \(what.en).", es: "No se avisa a nadie más de \(what.es).")
    }
    /// In the panel of whoever alone is told.
    static func onlyHolder(_ name: String) -> Phrase {
        Phrase(en: "Only \(name) is told about:", es: "Solo se avisa a \(name) de:")
    }
    static func onlyHolderStays(_ name: String) -> Phrase {
        Phrase(
            en: "\(name) stays the only one told about the above. If \(name) has left, give somebody else the role first.",
            es: "\(name) sigue siendo la única persona avisada de lo anterior. Si ya no está, asigna antes la función a otra persona.")
    }
    /// On a site's own page.
    static func gapHereNow(_ notice: Notice) -> Phrase {
        Phrase(en: "Nobody is told about \(notice.subject.en) here", es: "Aquí no se avisa a nadie de \(notice.subject.es)")
    }
    static var siteToldHere: Phrase { Phrase(en: "Who is told about this site", es: "A quién se avisa sobre esta ubicación") }
    static var siteToldNobody: Phrase {
        Phrase(en: "Nobody holds a role here or everywhere.", es: "Nadie tiene una función aquí ni en todas partes.")
    }
    static func siteTimeNow(_ clock: String, isGuess: Bool) -> Phrase {
        isGuess
            ? Phrase(en: "It is \(clock) there now (zone guessed).", es: "Allí son ahora las \(clock) (zona supuesta).")
            : Phrase(en: "It is \(clock) there now.", es: "Allí son ahora las \(clock).")
    }

    static var addAnother: Phrase { Phrase(en: "Add somebody", es: "Añadir a alguien") }

    static func addAnotherFor(_ notice: Notice, at site: String?) -> Phrase {
        let what = about(notice, at: site)
        return Phrase(en: "\(addAnother.en): \(what.en)", es: "\(addAnother.es): \(what.es)")
    }

    static var call: Phrase { Phrase(en: "Call", es: "Llamar") }
    static func callNamed(_ name: String, _ number: String) -> Phrase {
        Phrase(en: "Call \(number), \(name)", es: "Llamar \(number), \(name)")
    }
    static var mailDeed: Phrase { Phrase(en: "Mail", es: "Correo") }
    static func mailNamed(_ name: String, _ address: String) -> Phrase {
        Phrase(en: "Mail to \(name), \(address)", es: "Correo a \(name), \(address)")
    }
    static func toldTimeThere(_ clock: String, isGuess: Bool) -> Phrase {
        isGuess
            ? Phrase(en: " · \(clock) there (zone guessed)", es: " · allí son las \(clock) (zona supuesta)")
            : Phrase(en: " · \(clock) there", es: " · allí son las \(clock)")
    }
    static func timeThere(_ clock: String) -> Phrase { Phrase(en: "\(clock) there", es: "allí son las \(clock)") }
}
