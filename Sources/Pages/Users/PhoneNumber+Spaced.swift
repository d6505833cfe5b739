import Domain

extension PhoneNumber {
    /// For reading: `+47 55 20 11 43 ext 12`. After the country code come groups of two, an odd one out in a first group
    /// of three, and 3-3-4 in North America: close to what most countries print, and the same for every reader.
    var spaced: String {
        let digits = Array(text.utf8.dropFirst().prefix { $0 != UInt8(ascii: ";") })
        var bytes: [UInt8] = [UInt8(ascii: "+")]
        bytes.reserveCapacity(40)
        let code = PhoneNumber.codeLength(digits)
        let rest = digits.count - code
        for (position, digit) in digits.enumerated() {
            if position >= code, PhoneNumber.startsGroup(position - code, of: rest, northAmerican: code == 1 && digits[0] == UInt8(ascii: "1")) {
                bytes.append(UInt8(ascii: " "))
            }
            bytes.append(digit)
        }
        let tail = text.utf8.dropFirst(1 + digits.count + ";ext=".utf8.count)
        if !tail.isEmpty {
            bytes += " ext ".utf8
            bytes += tail
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func startsGroup(_ position: Int, of count: Int, northAmerican: Bool) -> Bool {
        if northAmerican && count == 10 { return position == 0 || position == 3 || position == 6 }
        if count % 2 == 0 { return position % 2 == 0 }
        return position == 0 || (position >= 3 && position % 2 == 1)
    }

    /// How many digits the country code has (ITU-T E.164, list of assigned codes): zones 1 and 7 one, these two, the others three.
    private static func codeLength(_ digits: [UInt8]) -> Int {
        guard digits.count > 3 else { return 0 }
        let first = digits[0] - UInt8(ascii: "0"), second = digits[1] - UInt8(ascii: "0")
        switch (first, second) {
        case (1, _), (7, _): return 1
        case (2, 0), (2, 7), (3, 0...4), (3, 6), (3, 9), (4, 0), (4, 1), (4, 3...9), (5, 1...8), (6, 0...6), (8, 1), (8, 2), (8, 4), (8, 6), (9, 0...5), (9, 8): return 2
        default: return 3
        }
    }
}
