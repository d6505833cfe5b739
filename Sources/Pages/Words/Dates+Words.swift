extension Phrase {
    static let months: [Phrase] = [
        Phrase(en: "Jan", es: "ene"), Phrase(en: "Feb", es: "feb"), Phrase(en: "Mar", es: "mar"), Phrase(en: "Apr", es: "abr"),
        Phrase(en: "May", es: "may"), Phrase(en: "Jun", es: "jun"), Phrase(en: "Jul", es: "jul"), Phrase(en: "Aug", es: "ago"),
        Phrase(en: "Sep", es: "sept"), Phrase(en: "Oct", es: "oct"), Phrase(en: "Nov", es: "nov"), Phrase(en: "Dec", es: "dic"),
    ]

    static var today: Phrase { Phrase(en: "today", es: "hoy") }
    static var yesterday: Phrase { Phrase(en: "yesterday", es: "ayer") }
    static var never: Phrase { Phrase(en: "never", es: "nunca") }
    static var justNow: Phrase { Phrase(en: "just now", es: "ahora mismo") }

    static func ahead(_ span: Phrase) -> Phrase { Phrase(en: "in \(span.en)", es: "dentro de \(span.es)") }
    static func ago(_ span: Phrase) -> Phrase { Phrase(en: "\(span.en) ago", es: "hace \(span.es)") }
    static func left(_ span: Phrase) -> Phrase { Phrase(en: "\(span.en) left", es: "vence en \(span.es)") }

    static func minutes(_ count: Int) -> Phrase { Phrase(en: "\(count) min", es: "\(count) min") }
    static func hours(_ count: Int) -> Phrase { Phrase(en: "\(count) h", es: "\(count) h") }

    static func days(_ count: Int) -> Phrase {
        counted(count, one: Phrase(en: "1 day", es: "1 día"), many: Phrase(en: "\(count) days", es: "\(count) días"))
    }

    static func months(_ count: Int) -> Phrase {
        counted(count, one: Phrase(en: "1 month", es: "1 mes"), many: Phrase(en: "\(count) months", es: "\(count) meses"))
    }

    static func years(_ count: Int) -> Phrase {
        counted(count, one: Phrase(en: "1 year", es: "1 año"), many: Phrase(en: "\(count) years", es: "\(count) años"))
    }
}
