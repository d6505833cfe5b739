import Domain

/// What the home page says.
extension Phrase {
    static var homeQuiet: Phrase { Phrase(en: "Nothing waits for you", es: "Nada te espera") }
    static func homeLead(_ contacts: Count, _ sites: Int) -> Phrase {
        let people = allContacts(contacts)
        let places = siteCount(sites)
        return Phrase(en: "\(people.en), \(places.en)", es: "\(people.es), \(places.es)")
    }
    static func siteCount(_ count: Int) -> Phrase {
        counted(count, one: Phrase(en: "1 site", es: "1 ubicación"), many: Phrase(en: "\(count) sites", es: "\(count) ubicaciones"))
    }
    static func homeMore(_ count: Int) -> Phrase { Phrase(en: "And \(count) more", es: "Y \(count) más") }
    static var homeLook: Phrase { Phrase(en: "Open", es: "Abrir") }

    static func homeLapsing(_ count: Int) -> Phrase {
        counted(
            count, one: Phrase(en: "1 invitation lapses soon or has lapsed", es: "1 invitación vence pronto o ya venció"),
            many: Phrase(en: "\(count) invitations lapse soon or have lapsed", es: "\(count) invitaciones vencen pronto o ya vencieron"))
    }

    static func homeGaps(_ count: Int) -> Phrase {
        counted(
            count, one: Phrase(en: "1 gap: nobody would be told", es: "1 hueco: no se avisaría a nadie"),
            many: Phrase(en: "\(count) gaps: nobody would be told", es: "\(count) huecos: no se avisaría a nadie"))
    }
    static func homeGap(_ notice: Notice, at site: String?) -> Phrase {
        let roles = eitherRole(notice)
        return site.map { Phrase(en: "At \($0) nobody holds \(roles.en).", es: "En \($0) nadie tiene \(roles.es).") }
            ?? Phrase(en: "Nobody holds \(roles.en).", es: "Nadie tiene \(roles.es).")
    }
    /// `Shipping, Logistics or Customs`
    static func eitherRole(_ notice: Notice) -> Phrase {
        either(ContactRole.allCases.filter(notice.roles.contains).map(\.name))
    }
    static func either(_ phrases: [Phrase]) -> Phrase {
        func joined(_ words: [String], _ joint: String) -> String {
            guard words.count > 1, let last = words.last else { return words.first ?? "" }
            return words.dropLast().joined(separator: ", ") + " \(joint) " + last
        }
        return Phrase(en: joined(phrases.map(\.en), "or"), es: joined(phrases.map(\.es), "o"))
    }
    static var homeGiveRole: Phrase { Phrase(en: "Give somebody the role", es: "Asignar la función") }

    static func homeUnseen(_ count: Int) -> Phrase {
        counted(
            count, one: Phrase(en: "1 person has not been seen for 90 days", es: "1 persona no ha entrado en 90 días"),
            many: Phrase(en: "\(count) people have not been seen for 90 days", es: "\(count) personas no han entrado en 90 días"))
    }
    static func homePending(_ count: Int) -> Phrase {
        counted(
            count, one: Phrase(en: "1 new address waits for confirmation", es: "1 dirección nueva espera confirmación"),
            many: Phrase(en: "\(count) new addresses wait for confirmation", es: "\(count) direcciones nuevas esperan confirmación"))
    }
    static func homeExempt(_ count: Int) -> Phrase {
        counted(
            count, one: Phrase(en: "1 account signs in without a second factor", es: "1 cuenta entra sin segundo factor"),
            many: Phrase(en: "\(count) accounts sign in without a second factor", es: "\(count) cuentas entran sin segundo factor"))
    }
    static func homeExemptSince(_ date: String) -> Phrase {
        Phrase(en: "By NOC and Read-only since \(date)", es: "Por NOC y Solo lectura desde el \(date)")
    }
    static func homeExemptFrom(_ moment: String) -> Phrase {
        Phrase(en: "By NOC and Read-only from \(moment)", es: "Por NOC y Solo lectura a partir del \(moment)")
    }
    static var homeExemptPolicy: Phrase { Phrase(en: "The policy that allows this", es: "La norma que lo permite") }

    static func homeHeadless(_ count: Int) -> Phrase {
        counted(
            count, one: Phrase(en: "1 partner has no Admin who can sign in", es: "1 socio no tiene administración que pueda entrar"),
            many: Phrase(
                en: "\(count) partners have no Admin who can sign in", es: "\(count) socios no tienen administración que pueda entrar"))
    }
    static func homeOrphans(_ count: Int) -> Phrase {
        counted(
            count,
            one: Phrase(
                en: "1 token is paused: programs with it are refused", es: "1 token en pausa: se rechazan los programas que lo usan"),
            many: Phrase(
                en: "\(count) tokens are paused: programs with them are refused",
                es: "\(count) tokens en pausa: se rechazan los programas que los usan"))
    }
    static var homeNoAdminYet: Phrase { Phrase(en: "Nobody is invited", es: "No se ha invitado a nadie") }
    static func homeParked(_ count: Int) -> Phrase {
        counted(
            count, one: Phrase(en: "1 mail could not be delivered", es: "1 correo no se pudo entregar"),
            many: Phrase(en: "\(count) mails could not be delivered", es: "\(count) correos no se pudieron entregar"))
    }

    static var homeNothing: Phrase { Phrase(en: "All quiet", es: "Todo en orden") }
    static var homeNothingWhy: Phrase {
        Phrase(
            en:
                "You will see here: invitations about to lapse, sites where nobody would be told, people not seen for 90 days, and addresses that wait for confirmation.",
            es:
                "Aquí aparecen las invitaciones a punto de vencer, las ubicaciones sin nadie a quien avisar, las personas sin entrar en 90 días y las direcciones por confirmar."
        )
    }
    static var homeNothingStaff: Phrase {
        Phrase(
            en: "You will see here: partners without an Admin who can sign in, and mail that could not be delivered.",
            es: "Aquí aparecen los socios sin administración que pueda entrar y el correo que no se pudo entregar.")
    }
    static var homeBegin: Phrase { Phrase(en: "Where to begin", es: "Por dónde empezar") }
    static var homeBeginLead: Phrase {
        Phrase(
            en: "Three steps, and the operator knows whom to reach about what.", es: "Tres pasos y el operador sabrá a quién avisar de qué."
        )
    }
    static var homeStepSites: Phrase { Phrase(en: "Add your sites", es: "Añade tus ubicaciones") }
    static var homeStepSitesWhy: Phrase {
        Phrase(
            en: "Each place where the operator’s appliances stand or come to stand.",
            es: "Cada lugar donde hay o habrá equipos del operador.")
    }
    static var homeStepContacts: Phrase { Phrase(en: "Add the people and desks to reach", es: "Añade a las personas y los puestos") }
    static var homeStepContactsWhy: Phrase {
        Phrase(
            en: "Give them roles at sites. They need no portal access to be told.",
            es: "Asígnales funciones en las ubicaciones. No necesitan acceso para recibir avisos.")
    }
    static var homeStepCheck: Phrase { Phrase(en: "Look at who would be told", es: "Mira a quién se avisaría") }
    static var homeStepCheckWhy: Phrase {
        Phrase(en: "Gaps are marked, site by site.", es: "Los huecos se marcan, ubicación por ubicación.")
    }
    static var homeDone: Phrase { Phrase(en: "Done", es: "Hecho") }
}
