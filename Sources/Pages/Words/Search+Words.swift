/// What the search says.
extension Phrase {
    static var searchTitle: Phrase { Phrase(en: "Search", es: "Buscar") }
    static func searchNothing(_ words: String) -> Phrase {
        words.isEmpty
            ? Phrase(en: "Nothing to search for", es: "Nada que buscar")
            : Phrase(en: "Nothing found for “\(words)”", es: "No hay resultados para «\(words)»")
    }
}

extension Finding.Kind {
    public var name: Phrase {
        switch self {
        case .page: Phrase(en: "Page", es: "Página")
        case .contact: Phrase(en: "Contact", es: "Contacto")
        case .site: .site
        case .organization: .organizationTitle
        }
    }
}
