/// The ways to cross out. Texts have at most a few hundred code points, so plain loops do.
extension PassphraseShape {
    /// Whether the whole is one part again and again ("tora tora tora"), the last of them perhaps cut short.
    static func isPeriodic(_ text: [Unicode.Scalar]) -> Bool {
        guard text.count >= 2 else { return true }
        return (1...text.count / 2).contains { period in
            (period..<text.count).allSatisfy { text[$0] == text[$0 - period] }
        }
    }

    /// Crosses out runs of three or more that stand still or go by one: "aaa", "abc", "321".
    static func crossRuns(in text: [Unicode.Scalar], _ crossed: inout [Bool]) {
        func step(_ index: Int) -> Int { Int(text[index].value) - Int(text[index - 1].value) }
        guard text.count >= 3 else { return }
        for index in 2..<text.count where step(index) == step(index - 1) && abs(step(index)) <= 1 {
            for place in index - 2...index { crossed[place] = true }
        }
    }

    /// Crosses out the years 1940 to 2059.
    static func crossYears(in text: [Unicode.Scalar], _ crossed: inout [Bool]) {
        var last: (Int, Int, Int) = (-1, -1, -1)
        for (place, scalar) in text.enumerated() {
            let digit = ("0"..."9").contains(scalar) ? Int(scalar.value) - 48 : -1
            let (a, b, c) = last
            last = (b, c, digit)
            guard place >= 3, min(a, b, c, digit) >= 0 else { continue }
            guard (1940...2059).contains(a * 1000 + b * 100 + c * 10 + digit) else { continue }
            for place in place - 3...place { crossed[place] = true }
        }
    }

    /// Crosses out every occurrence of a listed part.
    static func crossParts(_ parts: PartList, in text: [Unicode.Scalar], _ crossed: inout [Bool]) {
        for start in text.indices {
            for place in start..<start + parts.longestMatch(in: text[start...]) { crossed[place] = true }
        }
    }

    /// Crosses out what repeats four or more characters that came before.
    static func crossEchoes(in text: [Unicode.Scalar], _ crossed: inout [Bool]) {
        guard text.count >= 8 else { return }
        var seen: Set<[Unicode.Scalar]> = []
        for start in 0...text.count - 4 {
            // A part becomes known only when it has ended, so that it cannot overlap its own echo.
            if start >= 4 { seen.insert(Array(text[start - 4..<start])) }
            guard seen.contains(Array(text[start..<start + 4])) else { continue }
            for place in start..<start + 4 { crossed[place] = true }
        }
    }
}
