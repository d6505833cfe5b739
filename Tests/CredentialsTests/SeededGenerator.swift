/// Random numbers that a seed repeats (SplitMix64), so that a failing case can be run again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &self) }
    }

    /// `bytes` with one to three small damages; never the same as before.
    mutating func mutate(_ bytes: [UInt8]) -> [UInt8] {
        var mutant = bytes
        repeat {
            for _ in 0..<Int.random(in: 1...3, using: &self) { damage(&mutant) }
        } while mutant == bytes
        return mutant
    }

    private mutating func damage(_ bytes: inout [UInt8]) {
        guard let place = bytes.indices.randomElement(using: &self) else {
            bytes = self.bytes(1)
            return
        }
        switch Int.random(in: 0..<6, using: &self) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &self)
        case 1: bytes[place] = UInt8.random(in: .min ... .max, using: &self)
        case 2: bytes.remove(at: place)
        case 3: bytes.insert(UInt8.random(in: .min ... .max, using: &self), at: place)
        case 4: bytes.removeSubrange(place...)
        default:
            let end = min(place + Int.random(in: 1...8, using: &self), bytes.count)
            bytes.insert(contentsOf: bytes[place..<end], at: place)
        }
    }
}

/// The bytes of hexadecimal digits; anything else in the text is skipped.
func hex(_ text: String) -> [UInt8] {
    let digits = text.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
}
