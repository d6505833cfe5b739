/// Marks in exported cells before what a spreadsheet program would run as a formula (OWASP, "CSV injection").
///
/// A program set to a language with decimal commas splits a line at semicolons, whatever quotes stand in it, so that a part of
/// a cell becomes a cell of its own: each place behind `;`, a tab or a line break is marked as well.
extension String {
    /// With a quote mark before each formula; also before what looks like one with its mark, so that ``withoutFormulaGuard``
    /// takes off no more than was set.
    public var formulaGuarded: String { marking { _ in true } }

    /// With a quote mark before each formula that has none yet: for a cell of somebody's file, which may have its marks.
    public var formulaMarked: String { marking { $0 != "'" } }

    private func marking(_ isToMark: (Unicode.Scalar) -> Bool) -> String {
        let signs = Array(unicodeScalars)
        guard signs.contains(where: { $0.beginsFormula || $0.separatesCells }) else { return self }
        var guarded = String.UnicodeScalarView()
        for (place, sign) in signs.enumerated() {
            if signs.startsFormula(at: place), isToMark(sign) { guarded.append("'") }
            guarded.append(sign)
        }
        return String(guarded)
    }

    /// What ``formulaGuarded`` was made of.
    public var withoutFormulaGuard: String {
        let signs = Array(unicodeScalars)
        guard signs.contains("'") else { return self }
        var plain = String.UnicodeScalarView()
        for (place, sign) in signs.enumerated() where sign != "'" || !signs.startsFormula(at: place) { plain.append(sign) }
        return String(plain)
    }
}

extension [Unicode.Scalar] {
    /// True where a cell may begin, and what begins there is a formula behind any quote marks and, within a cell, blanks.
    /// At the very beginning a tab or line break counts as one.
    fileprivate func startsFormula(at place: Int) -> Bool {
        guard place == 0 || self[place - 1].separatesCells else { return false }
        // A run of marks is looked through once, from its beginning: the whole stays linear.
        var next = place
        while next < count, self[next] == "'" || place > 0 && (self[next] == "\"" || self[next] == " ") { next += 1 }
        return next < count && (self[next].beginsFormula || place == 0 && self[next].separatesCells && self[next] != ";")
    }
}

extension Unicode.Scalar {
    fileprivate var separatesCells: Bool { self == ";" || self == "\t" || self == "\n" || self == "\r" }

    /// The full-width forms are taken for the others in some languages.
    fileprivate var beginsFormula: Bool {
        switch self {
        case "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
        default: false
        }
    }
}
