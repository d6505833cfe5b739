import CArgon2

/// Argon2id, version 1.3 (RFC 9106), by libargon2. Blocks for tens of milliseconds and fills memory:
/// call it on a ``HashingPool`` only.
enum Argon2 {
    private static let saltBytes = 16
    private static let tagBytes = 32

    /// A new hash of `passphrase` under a random salt, in the PHC string format.
    static func hash(_ passphrase: [UInt8], cost: PassphraseHasher.Cost) -> Result<String, HashingProblem> {
        let length = argon2_encodedlen(
            cost.passes, cost.memoryKiB, cost.lanes, UInt32(saltBytes), UInt32(tagBytes), Argon2_id)
        var text = [CChar](repeating: 0, count: length)
        let code = argon2id_hash_encoded(
            cost.passes, cost.memoryKiB, cost.lanes, passphrase, passphrase.count,
            randomBytes(saltBytes), saltBytes, tagBytes, &text, length)
        guard code == ARGON2_OK.rawValue else { return .failure(.failed(code: code)) }
        return .success(String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
    }

    /// Whether `stored` is a hash of `passphrase`; libargon2 compares in constant time.
    static func verify(_ passphrase: [UInt8], against stored: String) -> Result<Bool, HashingProblem> {
        switch argon2id_verify(stored, passphrase, passphrase.count) {
        case ARGON2_OK.rawValue: .success(true)
        case ARGON2_VERIFY_MISMATCH.rawValue: .success(false)
        case let code: .failure(.failed(code: code))
        }
    }

    /// A well-formed hash of nothing, to be verified against when there is no account.
    static func decoy(cost: PassphraseHasher.Cost) -> String {
        func base64(_ bytes: [UInt8]) -> String {
            Base64URL.encode(bytes).replacing("-", with: "+").replacing("_", with: "/")
        }
        let costs = "m=\(cost.memoryKiB),t=\(cost.passes),p=\(cost.lanes)"
        return "$argon2id$v=19$\(costs)$\(base64(randomBytes(saltBytes)))$\(base64(randomBytes(tagBytes)))"
    }
}
