import Crypto
import CryptoExtras

/// The public key of a passkey, from its COSE form (RFC 9053, RFC 8230): ES256, EdDSA with Ed25519, or RS256, which is
/// all that Windows Hello has on many TPMs.
enum CredentialKey {
    case es256(P256.Signing.PublicKey)
    case ed25519(Curve25519.Signing.PublicKey)
    case rs256(_RSA.Signing.PublicKey)

    /// COSE numbers of the algorithms, the preferred one first.
    static let algorithms = [-7, -8, -257]

    /// Strict, as WebAuthn 6.5.1.1 asks: exactly the required parameters and a point on the curve.
    init(cose: CBOR) throws(PasskeyProblem) {
        guard case .map(let map) = cose, case .integer(let algorithm)? = map[.integer(3)] else {
            throw .malformed(.publicKey)
        }
        // Labels: 1 key type, 3 algorithm, -1 curve, -2 and -3 coordinates; of RSA -1 modulus, -2 exponent.
        switch algorithm {
        case -7:
            guard map.count == 5, map[.integer(1)] == .integer(2), map[.integer(-1)] == .integer(1),
                case .bytes(let x)? = map[.integer(-2)], x.count == 32,
                case .bytes(let y)? = map[.integer(-3)], y.count == 32,
                let key = try? P256.Signing.PublicKey(x963Representation: [4] + x + y)
            else { throw .malformed(.publicKey) }
            self = .es256(key)
        case -8:
            guard map.count == 4, map[.integer(1)] == .integer(1), map[.integer(-1)] == .integer(6),
                case .bytes(let x)? = map[.integer(-2)], x.count == 32,
                let key = try? Curve25519.Signing.PublicKey(rawRepresentation: x)
            else { throw .malformed(.publicKey) }
            self = .ed25519(key)
        case -257:
            // 2,048 to 4,096 bits, and the one exponent that TPMs use.
            guard map.count == 4, map[.integer(1)] == .integer(3),
                case .bytes(let modulus)? = map[.integer(-1)], (256...512).contains(modulus.count), modulus[0] != 0,
                case .bytes(let exponent)? = map[.integer(-2)], exponent == [1, 0, 1],
                let key = try? _RSA.Signing.PublicKey(n: modulus, e: exponent)
            else { throw .malformed(.publicKey) }
            self = .rs256(key)
        default:
            throw .unsupportedAlgorithm(algorithm)
        }
    }

    /// Whether `signature` (DER for ES256, 64 bytes for Ed25519, as long as the modulus for RS256) is this key's over `message`.
    func isValid(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        switch self {
        case .es256(let key):
            guard let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature) else { return false }
            return key.isValidSignature(signature, for: message)
        case .ed25519(let key):
            return key.isValidSignature(signature, for: message)
        case .rs256(let key):
            // "Insecure" is the padding for encrypting; for signatures it is what RS256 is (RFC 8017, 8.2).
            return key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature), for: SHA256.hash(data: message), padding: .insecurePKCS1v1_5)
        }
    }
}
