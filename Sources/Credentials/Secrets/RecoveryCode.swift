import Crypto

/// A code on paper that stands in for a lost second factor, once.
///
/// 25 symbols of Crockford's base32 in groups of five: 125 bits. ASVS 5.0, 6.5.2 asks for a password hash with salt
/// below 112 bits; above, a plain SHA-256 is enough and no code costs the server anything to try.
public struct RecoveryCode: Sendable, Redacted {
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".unicodeScalars)
    private static let length = 25
    private static let group = 5

    private let symbols: String

    /// New codes; ten unless told.
    public static func generateSet(count: Int = 10) -> [RecoveryCode] {
        (0..<count).map { _ in
            var symbols = String.UnicodeScalarView()
            // 32 symbols divide the 256 values of a byte evenly: no bias.
            for byte in randomBytes(length) { symbols.append(alphabet[Int(byte & 0x1F)]) }
            return RecoveryCode(symbols: String(symbols))
        }
    }

    /// The code that someone enters, in any case, with or without spaces and dashes, O for 0 and I or L for 1;
    /// nil when it cannot be one.
    public init?(entered text: String) {
        guard text.utf8.count <= 256 else { return nil }
        var symbols = String.UnicodeScalarView()
        for scalar in text.lowercased().unicodeScalars where !scalar.properties.isWhitespace && !scalar.properties.isDash {
            let symbol: Unicode.Scalar =
                switch scalar {
                case "o": "0"
                case "i", "l": "1"
                default: scalar
                }
            guard Self.alphabet.contains(symbol) else { return nil }
            symbols.append(symbol)
        }
        guard symbols.count == Self.length else { return nil }
        self.init(symbols: String(symbols))
    }

    /// The code as shown: five groups of five, in lower case. Never stored or logged.
    public var text: String {
        stride(from: 0, to: Self.length, by: Self.group)
            .map { symbols.dropFirst($0).prefix(Self.group) }
            .joined(separator: "-")
    }

    /// What is stored: SHA-256 of the purpose and the symbols, 32 bytes.
    public var hash: [UInt8] { Array(SHA256.hash(data: Array("recovery code:\(symbols)".utf8))) }

    /// Whether `hash` is the stored hash of this code, compared in constant time.
    public func matches(_ hash: [UInt8]) -> Bool { equalInConstantTime(self.hash, hash) }

    private init(symbols: String) { self.symbols = symbols }
}
