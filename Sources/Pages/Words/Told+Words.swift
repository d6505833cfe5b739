import Domain

/// What the page "Who is told" says.
extension Phrase {
    static var toldLead: Phrase {
        Phrase(
            en: "Who would get each kind of message now, and why. Roles decide it; portal access plays no part.",
            es: "Quién recibiría ahora cada tipo de mensaje y por qué. Lo deciden las funciones; el acceso al portal no cuenta.")
    }
    static func toldGaps(_ count: Int) -> Phrase {
        counted(
            count, one: Phrase(en: "In one place nobody would be told.", es: "En un lugar no se avisaría a nadie."),
            many: Phrase(en: "In \(count) places nobody would be told.", es: "En \(count) lugares no se avisaría a nadie."))
    }
    static var toldAllSites: Phrase { Phrase(en: "All sites", es: "Todas las ubicaciones") }
    static var toldEverySite: Phrase { Phrase(en: "Every site", es: "Cada ubicación") }
    static var toldWholeOrganization: Phrase {
        Phrase(en: "The organization, which has no sites yet", es: "La organización, que aún no tiene ubicaciones")
    }
    static var toldWho: Phrase { Phrase(en: "Who, by which role", es: "Quién, por qué función") }
    static var toldNobody: Phrase { Phrase(en: "Nobody", es: "Nadie") }
    static func toldNeeds(_ notice: Notice) -> Phrase {
        let roles = eitherRole(notice)
        return Phrase(en: "Goes to whoever holds \(roles.en).", es: "Llega a quien tenga \(roles.es).")
    }
    static var toldBySurvey: Phrase {
        Phrase(
            en:
                "Goes to the people named in the site survey of a deployment. Surveys come to the portal later; their people are shown here then.",
            es:
                "Llega a las personas indicadas en la visita técnica de la ubicación. Esas visitas llegarán más adelante al portal; entonces se mostrarán aquí."
        )
    }
    static var toldNotNeeded: Phrase {
        Phrase(
            en: "Not needed: this organization hosts no appliances.", es: "No hace falta: esta organización no aloja equipos.")
    }
    static func toldAccess(_ access: AccessStatus) -> Phrase {
        switch access {
        case .none: Phrase(en: " · told without portal access", es: " · recibe avisos sin acceso al portal")
        case .invited, .expired: Phrase(en: " · told, not signed in yet", es: " · recibe avisos, aún no ha entrado")
        case .suspended: Phrase(en: " · told, though suspended", es: " · recibe avisos, aunque esté suspendido")
        case .active: verbatim("")
        }
    }
    static var toldByPhone: Phrase { Phrase(en: " · no email address: by phone only", es: " · sin correo: solo por teléfono") }
}
