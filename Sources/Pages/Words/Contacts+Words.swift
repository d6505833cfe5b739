import Domain

extension ContactRole {
    public var name: Phrase {
        switch self {
        case .engineering: Phrase(en: "Engineering", es: "Ingeniería")
        case .noc: Phrase(en: "NOC", es: "NOC")
        case .shipping: Phrase(en: "Shipping", es: "Envíos")
        case .logistics: Phrase(en: "Logistics", es: "Logística")
        case .customs: Phrase(en: "Customs", es: "Aduanas")
        case .marketing: Phrase(en: "Marketing", es: "Marketing")
        case .peering: Phrase(en: "Peering", es: "Peering")
        case .abuse: Phrase(en: "Abuse", es: "Abusos")
        case .security: Phrase(en: "Security", es: "Seguridad")
        case .legal: Phrase(en: "Legal", es: "Jurídico")
        case .billing: Phrase(en: "Billing", es: "Facturación")
        }
    }

    /// What holding this role brings, from the notices' own table.
    public var told: Phrase {
        let notices = Notice.allCases.filter { !$0.isBySurvey && $0.roles.contains(self) }
        return .toldAbout(
            Phrase(en: notices.map(\.subject.en).joined(separator: ", "), es: notices.map(\.subject.es).joined(separator: ", ")))
    }
}

extension Notice {
    public var name: Phrase {
        switch self {
        case .outreach: Phrase(en: "Operational outreach", es: "Avisos operativos")
        case .maintenance: Phrase(en: "Firmware and maintenance", es: "Firmware y mantenimiento")
        case .logistics: Phrase(en: "Logistics", es: "Logística")
        case .deployment: Phrase(en: "Deployment status", es: "Estado de los despliegues")
        case .occasional: Phrase(en: "Occasional outreach", es: "Avisos ocasionales")
        }
    }

    /// Within a sentence: "told about …".
    var subject: Phrase {
        switch self {
        case .outreach: Phrase(en: "operational issues", es: "problemas operativos")
        case .maintenance: Phrase(en: "firmware and maintenance", es: "firmware y mantenimiento")
        case .logistics: Phrase(en: "deliveries", es: "entregas")
        case .deployment: Phrase(en: "deployment status", es: "el estado de los despliegues")
        case .occasional: Phrase(en: "occasional matters of this field", es: "asuntos ocasionales de este ámbito")
        }
    }

    public var meaning: Phrase {
        switch self {
        case .outreach:
            Phrase(
                en: "Tickets that the operator opens about something in operation.",
                es: "Incidencias que abre el operador sobre algo en funcionamiento.")
        case .maintenance:
            Phrase(
                en: "Mail about firmware upgrades and maintenance of appliances.",
                es: "Correo sobre actualizaciones de firmware y mantenimiento de equipos.")
        case .logistics:
            Phrase(
                en: "Ad hoc mail about shipping, customs and delivery of a deployment.",
                es: "Correo puntual sobre envío, aduana y entrega de un despliegue.")
        case .deployment:
            Phrase(
                en: "Status mail to the contacts named in the deployment’s site survey, all roles except Customs.",
                es: "Correo de estado para los contactos indicados en la visita técnica de la ubicación, todas las funciones salvo Aduanas."
            )
        case .occasional:
            Phrase(
                en: "Now and then, mail that concerns one of the other roles.",
                es: "De vez en cuando, correo que afecta a alguna de las demás funciones.")
        }
    }
}

extension Contact.Kind {
    public var name: Phrase {
        switch self {
        case .person: Phrase(en: "Person", es: "Persona")
        case .sharedMailbox: Phrase(en: "Shared mailbox", es: "Buzón compartido")
        }
    }

    var meaning: Phrase {
        switch self {
        case .person: Phrase(en: "One human being with an address of their own", es: "Un ser humano con dirección propia")
        case .sharedMailbox:
            Phrase(en: "A desk that several people read, such as noc@", es: "Un puesto que leen varias personas, como noc@")
        }
    }
}

extension Organization.Kind {
    public var name: Phrase {
        switch self {
        case .network: Phrase(en: "Network", es: "Red")
        case .vendor: Phrase(en: "Production vendor", es: "Proveedor de producción")
        case .networkAndVendor: Phrase(en: "Network and production vendor", es: "Red y proveedor de producción")
        case .operator: Phrase(en: "Operator", es: "Operador")
        }
    }

    public var meaning: Phrase {
        switch self {
        case .network: Phrase(en: "Hosts delivery appliances", es: "Aloja equipos de distribución")
        case .vendor: Phrase(en: "Handles unreleased content", es: "Trabaja con contenido no estrenado")
        case .networkAndVendor:
            Phrase(en: "Hosts appliances and handles unreleased content", es: "Aloja equipos y trabaja con contenido no estrenado")
        case .operator: Phrase(en: "The content company itself", es: "La propia empresa de contenidos")
        }
    }
}

extension Organization.Status {
    public var name: Phrase {
        switch self {
        case .active: Phrase(en: "Active", es: "Activa")
        case .suspended: Phrase(en: "Suspended", es: "Suspendida")
        }
    }
}

extension Language {
    /// In the reader's language.
    public var name: Phrase {
        switch self {
        case .english: Phrase(en: "English", es: "Inglés")
        case .spanish: Phrase(en: "Spanish", es: "Español")
        }
    }
}

extension Phrase {
    static func toldAbout(_ subjects: Phrase) -> Phrase { Phrase(en: "Told about \(subjects.en)", es: "Se le avisa de \(subjects.es)") }
    static var everywhere: Phrase { Phrase(en: "everywhere", es: "en todas") }
}
