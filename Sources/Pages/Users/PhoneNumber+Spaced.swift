import Domain

extension PhoneNumber {
    /// For reading: `+47 55 20 11 43 ext 12`. After the country code come groups of two, an odd one out in a first group
    /// of three, and 3-3-4 in North America: close to what most countries print, and the same for every reader.
    var spaced: String {
        var text = text
        return text.withUTF8 { source in
            let end = source.firstIndex(of: UInt8(ascii: ";")) ?? source.count
            guard end > 1 else { return String(decoding: source, as: UTF8.self) }
            let digits = UnsafeBufferPointer(rebasing: source[1..<end])
            let tail = source[min(source.count, end + ";ext=".utf8.count)...]
            return String(unsafeUninitializedCapacity: 2 * source.count + 8) { bytes in
                var count = PhoneNumber.group(digits, into: bytes)
                if !tail.isEmpty {
                    for byte in " ext ".utf8 { count = PhoneNumber.put(byte, count, bytes) }
                    for byte in tail { count = PhoneNumber.put(byte, count, bytes) }
                }
                return count
            }
        }
    }

    private static func group(_ digits: UnsafeBufferPointer<UInt8>, into bytes: UnsafeMutableBufferPointer<UInt8>) -> Int {
        let code = codeLength(digits), rest = digits.count - code
        let isNorthAmerican = code == 1 && digits[0] == UInt8(ascii: "1")
        var count = put(UInt8(ascii: "+"), 0, bytes)
        for position in 0..<digits.count {
            if position >= code, startsGroup(position - code, of: rest, northAmerican: isNorthAmerican) {
                count = put(UInt8(ascii: " "), count, bytes)
            }
            count = put(digits[position], count, bytes)
        }
        return count
    }

    private static func put(_ byte: UInt8, _ count: Int, _ bytes: UnsafeMutableBufferPointer<UInt8>) -> Int {
        bytes[count] = byte
        return count + 1
    }

    private static func startsGroup(_ position: Int, of count: Int, northAmerican: Bool) -> Bool {
        if northAmerican && count == 10 { return position == 0 || position == 3 || position == 6 }
        if count % 2 == 0 { return position % 2 == 0 }
        return position == 0 || (position >= 3 && position % 2 == 1)
    }

    /// How many digits the country code has (ITU-T E.164, list of assigned codes): zones 1 and 7 one, these two, the others three.
    private static func codeLength(_ digits: UnsafeBufferPointer<UInt8>) -> Int {
        guard digits.count > 3 else { return 0 }
        let first = digits[0] &- UInt8(ascii: "0"), second = digits[1] &- UInt8(ascii: "0")
        switch (first, second) {
        case (1, _), (7, _): return 1
        case (2, 0), (2, 7), (3, 0...4), (3, 6), (3, 9), (4, 0), (4, 1), (4, 3...9), (5, 1...8), (6, 0...6), (8, 1), (8, 2), (8, 4), (8, 6),
            (9, 0...5), (9, 8):
            return 2
        default: return 3
        }
    }
}
