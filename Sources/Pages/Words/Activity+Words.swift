import Domain

/// What the Activity room says around its entries.
extension Phrase {
    static var logLead: Phrase {
        Phrase(
            en: "Everything that was done here, and what was refused. Entries are chained and cannot be changed.",
            es: "Todo lo que se hizo aquí y lo que se rechazó. Las entradas están encadenadas y no se pueden cambiar.")
    }
    static var logInstallation: Phrase { Phrase(en: "Installation", es: "Instalación") }
    static var logOrganization: Phrase { Phrase(en: "Organization", es: "Organización") }
    static var logInstallationLead: Phrase {
        Phrase(en: "Sign-ins, and what belongs to no organization.", es: "Inicios de sesión y lo que no pertenece a ninguna organización.")
    }
    static var logWhen: Phrase { Phrase(en: "When", es: "Cuándo") }
    static var logWho: Phrase { Phrase(en: "Who", es: "Quién") }
    static var logWhat: Phrase { Phrase(en: "What", es: "Qué") }
    static var logChanges: Phrase { Phrase(en: "Before and after", es: "Antes y después") }
    static var logAbout: Phrase { Phrase(en: "About", es: "Sobre") }
    static var logAction: Phrase { Phrase(en: "What", es: "Qué") }
    static var logOutcome: Phrase { Phrase(en: "Outcome", es: "Resultado") }
    static var logSince: Phrase { Phrase(en: "Since", es: "Desde") }
    static var logFilter: Phrase { Phrase(en: "Filter", es: "Filtrar") }
    static var logAnyAction: Phrase { Phrase(en: "Everything", es: "Todo") }
    static var logAnyOutcome: Phrase { Phrase(en: "Done and refused", es: "Hecho y rechazado") }
    static var logOnly: Phrase { Phrase(en: "Show only these entries", es: "Mostrar solo estas entradas") }
    static var logSomebody: Phrase { Phrase(en: "one entry’s", es: "el de una entrada") }
    static var logByOperator: Phrase { Phrase(en: "by the operator", es: "por el operador") }
    static var logRefused: Phrase { Phrase(en: "Refused", es: "Rechazado") }
    static var logErased: Phrase { Phrase(en: "erased", es: "borrado") }
    static var logRemoved: Phrase { Phrase(en: " removed", es: " eliminado") }
    static var logSecret: Phrase { Phrase(en: "changed, not shown", es: "cambió, no se muestra") }
    static func logAgain(_ count: Int64) -> Phrase {
        counted(
            Int(clamping: count), one: Phrase(en: " and once more within a minute", es: " y una vez más en un minuto"),
            many: Phrase(en: " and \(count) more times within a minute", es: " y \(count) veces más en un minuto"))
    }
    /// Of ids that are not in the organization's lists, one entry for each hour.
    static func logMoreStrangers(_ count: Int64) -> Phrase {
        counted(
            Int(clamping: count),
            one: Phrase(
                en: " and once more within the hour, for this id or another", es: " y una vez más en la misma hora, con este id u otro"),
            many: Phrase(
                en: " and \(count) more times within the hour, for this id or others",
                es: " y \(count) veces más en la misma hora, con este id u otros"))
    }
    static var logNoMatch: Phrase { Phrase(en: "No entry matches", es: "Ninguna entrada coincide") }
    static var logNoMatchWhy: Phrase {
        Phrase(en: "Remove a filter, or choose an earlier day.", es: "Quita un filtro o elige un día anterior.")
    }
    static func logUnknownAction(_ text: String) -> Phrase {
        Phrase(
            en: "No log tells of “\(text)”, so that entries of every kind are shown.",
            es: "Ningún registro habla de «\(text)», así que se muestran entradas de todo tipo.")
    }
    static var logShowAll: Phrase { Phrase(en: "Show all entries", es: "Mostrar todas las entradas") }
    static var logEmpty: Phrase { Phrase(en: "Nothing happened yet", es: "Aún no ha ocurrido nada") }
    static var logEmptyWhy: Phrase {
        Phrase(
            en: "Every change leaves an entry here: who, what, before and after, when and from where.",
            es: "Cada cambio deja aquí una entrada: quién, qué, antes y después, cuándo y desde dónde.")
    }
}

extension LogFilter.Outcome {
    var name: Phrase {
        switch self {
        case .done: Phrase(en: "Done", es: "Hecho")
        case .refused: .logRefused
        }
    }
}
