extension String {
    /// With a quote mark before what a spreadsheet program would run as a formula (OWASP, "CSV injection"); also before what
    /// looks like one with its mark, so that ``withoutFormulaGuard`` takes off no more than was set.
    public var formulaGuarded: String { startsFormula ? "'" + self : self }

    /// What ``formulaGuarded`` was made of.
    public var withoutFormulaGuard: String { utf8.first == UInt8(ascii: "'") && startsFormula ? String(dropFirst()) : self }

    private var startsFormula: Bool { utf8.first { $0 != UInt8(ascii: "'") }.map { "=+-@\t\r".utf8.contains($0) } ?? false }
}
