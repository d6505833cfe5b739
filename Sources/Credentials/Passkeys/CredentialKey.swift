import Crypto

/// The public key of a passkey, from its COSE form (RFC 9053): ES256 or EdDSA with Ed25519.
///
/// RS256 is left out: the `Crypto` module has no RSA. Every platform's passkeys offer ES256; old Windows TPMs without
/// it cannot make a passkey here.
enum CredentialKey {
    case es256(P256.Signing.PublicKey)
    case ed25519(Curve25519.Signing.PublicKey)

    /// COSE numbers of the algorithms, the preferred one first.
    static let algorithms = [-7, -8]

    /// Strict, as WebAuthn 6.5.1.1 asks: exactly the required parameters and a point on the curve.
    init(cose: CBOR) throws(PasskeyProblem) {
        guard case .map(let map) = cose, case .integer(let algorithm)? = map[.integer(3)] else {
            throw .malformed(.publicKey)
        }
        // Labels: 1 key type, 3 algorithm, -1 curve, -2 and -3 coordinates.
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
        default:
            throw .unsupportedAlgorithm(algorithm)
        }
    }

    /// Whether `signature` (DER for ES256, 64 bytes for Ed25519) is this key's over `message`.
    func isValid(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        switch self {
        case .es256(let key):
            guard let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature) else { return false }
            return key.isValidSignature(signature, for: message)
        case .ed25519(let key):
            return key.isValidSignature(signature, for: message)
        }
    }
}
