import Domain

/// What the Organization page says.
extension Phrase {
    static var policyConfirmFirst: Phrase {
        Phrase(
            en: "To change the policy, prove once more that it is you.", es: "Para cambiar las normas, demuestra otra vez que eres tú.")
    }
    static var asNumbers: Phrase { Phrase(en: "AS numbers", es: "Números de AS") }
    static var organizationEditDetails: Phrase { Phrase(en: "Edit name, kind, AS numbers", es: "Editar nombre, tipo y números de AS") }
    static func organizationHowToChange(_ operatorName: String) -> Phrase {
        Phrase(
            en:
                "Name, kind and AS numbers are kept by \(operatorName). To change them, write to the address under Help and name the AS number and since when it is yours.",
            es:
                "El nombre, el tipo y los números de AS los mantiene \(operatorName). Para cambiarlos, escribe a la dirección que está en Ayuda e indica el número de AS y desde cuándo es vuestro."
        )
    }
    static var policyTitle: Phrase { Phrase(en: "Policy", es: "Normas") }
    static var policyLead: Phrase {
        Phrase(
            en: "What the organization decides for its own people. Admins set it.",
            es: "Lo que la organización decide para sus propias personas. Lo fija Administración.")
    }
    static var policySave: Phrase { Phrase(en: "Save policy", es: "Guardar normas") }
    static var policySecondFactor: Phrase { Phrase(en: "Second factor", es: "Segundo factor") }
    static var policyEveryone: Phrase { Phrase(en: "Everyone, without exception", es: "Todas las personas, sin excepción") }
    static var policyExemption: Phrase {
        Phrase(en: "NOC with Read-only may sign in without one", es: "NOC con Solo lectura puede entrar sin él")
    }
    static func policyExemptionMeans(_ exempt: Int) -> Phrase {
        let now =
            exempt == 0
            ? Phrase(en: "Nobody does now.", es: "Ahora nadie lo hace.")
            : counted(
                exempt,
                one: Phrase(
                    en: "Turning this off makes 1 person add a second factor.",
                    es: "Si se desactiva, 1 persona tendrá que añadir un segundo factor."),
                many: Phrase(
                    en: "Turning this off makes \(exempt) people add a second factor.",
                    es: "Si se desactiva, \(exempt) personas tendrán que añadir un segundo factor."))
        return Phrase(
            en: "For shared desks. It takes effect 2 hours after both hold, and ends at once when either is lost. \(now.en)",
            es: "Para puestos compartidos. Surte efecto 2 horas después de cumplirse ambas y termina al instante si falta una. \(now.es)")
    }
    static var policyDomains: Phrase { Phrase(en: "Email domains", es: "Dominios de correo") }
    static var policyDomainsHint: Phrase {
        Phrase(
            en:
                "One a line, such as nordlys.example. New addresses must be in one of them or below it; nobody loses an address. Empty: any.",
            es:
                "Uno por línea, por ejemplo nordlys.example. Las direcciones nuevas deben estar en uno de ellos o debajo; nadie pierde la suya. Vacío: cualquiera."
        )
    }
    static var policyAnyDomain: Phrase { Phrase(en: "Any", es: "Cualquiera") }
    static var policyInactivity: Phrase { Phrase(en: "Suspend after", es: "Suspender tras") }
    static var policyInactivityHint: Phrase {
        Phrase(
            en:
                "Days without a sign-in, 30 to 730, such as 180. People are told two weeks before. The last Admin is never suspended. Empty: never.",
            es:
                "Días sin entrar, de 30 a 730, por ejemplo 180. Se avisa dos semanas antes. Nunca se suspende a la última persona de administración. Vacío: nunca."
        )
    }
    static var policyNever: Phrase { Phrase(en: "Never", es: "Nunca") }
}
