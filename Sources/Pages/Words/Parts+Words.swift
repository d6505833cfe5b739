/// What the parts of the design system say wherever they stand.
extension Phrase {
    static var optional: Phrase { Phrase(en: "optional", es: "opcional") }
    static var save: Phrase { Phrase(en: "Save", es: "Guardar") }
    static var goBack: Phrase { Phrase(en: "Go back", es: "Volver") }
    static var close: Phrase { Phrase(en: "Close", es: "Cerrar") }
    static var copy: Phrase { Phrase(en: "Copy", es: "Copiar") }
    static var copied: Phrase { Phrase(en: "Copied", es: "Copiado") }
    static var apply: Phrase { Phrase(en: "Apply", es: "Aplicar") }
    static var export: Phrase { Phrase(en: "Export", es: "Exportar") }
    static var yes: Phrase { Phrase(en: "Yes", es: "Sí") }
    static var no: Phrase { Phrase(en: "No", es: "No") }

    static var pages: Phrase { Phrase(en: "Pages", es: "Páginas") }
    static var previous: Phrase { Phrase(en: "Previous", es: "Anteriores") }
    static var next: Phrase { Phrase(en: "Next", es: "Siguientes") }
    static func moreThan(_ number: Phrase) -> Phrase { Phrase(en: "more than \(number.en)", es: "más de \(number.es)") }

    /// `12,345` and `12 345`; four digits stay together in Spanish (RAE).
    static func grouped(_ number: Int) -> Phrase {
        Phrase(en: grouped(number, by: ",", from: 1_000), es: grouped(number, by: "\u{202F}", from: 10_000))
    }

    private static func grouped(_ number: Int, by separator: String, from least: Int) -> String {
        guard number >= least else { return String(number) }
        var groups: [String] = [], rest = String(number)[...]
        while rest.count > 3 {
            groups.insert(String(rest.suffix(3)), at: 0)
            rest = rest.dropLast(3)
        }
        return ([String(rest)] + groups).joined(separator: separator)
    }

    static func theirValue(_ value: String) -> Phrase {
        value.isEmpty
            ? Phrase(en: "Emptied meanwhile", es: "Se vació entretanto")
            : Phrase(en: "Meanwhile changed to: \(value)", es: "Entretanto se cambió a: \(value)")
    }

    static func fieldsToMend(_ count: Int) -> Phrase {
        counted(
            count, one: Phrase(en: "One field needs a change. Nothing was saved.", es: "Hay que corregir un campo. No se guardó nada."),
            many: Phrase(
                en: "\(count) fields need a change. Nothing was saved.", es: "Hay que corregir \(count) campos. No se guardó nada."))
    }

    /// `NOC, Shipping and Customs`
    static func list(_ phrases: [Phrase]) -> Phrase {
        Phrase(en: joined(phrases.map(\.en), "and"), es: joined(phrases.map(\.es), "y"))
    }

    private static func joined(_ words: [String], _ conjunction: String) -> String {
        guard words.count > 1, let last = words.last else { return words.first ?? "" }
        // Spanish says "e" before the sound of i.
        let joint = conjunction == "y" && last.lowercased().hasPrefix("i") ? "e" : conjunction
        return words.dropLast().joined(separator: ", ") + " \(joint) " + last
    }
}
