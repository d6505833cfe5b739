/// What an authenticator says and signs (WebAuthn Level 3, section 6.1).
struct AuthenticatorData {
    /// SHA-256 of the relying party's id.
    let relyingPartyHash: [UInt8]
    let userPresent: Bool
    let userVerified: Bool
    /// The passkey may be copied to other devices (BE).
    let backupEligible: Bool
    /// The passkey is copied to other devices now (BS).
    let backedUp: Bool
    let signCount: UInt32
    /// The new credential; in registrations only.
    let credential: AttestedCredential?

    struct AttestedCredential {
        let aaguid: [UInt8]
        let id: [UInt8]
        /// The key's COSE bytes exactly as received.
        let publicKey: [UInt8]
    }

    init(_ bytes: [UInt8]) throws(PasskeyProblem) {
        var reader = ByteReader(bytes)
        guard let hash = reader.take(32), let flags = reader.byte(), let count = reader.number(4) else {
            throw .malformed(.authenticatorData)
        }
        relyingPartyHash = hash
        userPresent = flags & 0x01 != 0
        userVerified = flags & 0x04 != 0
        backupEligible = flags & 0x08 != 0
        backedUp = flags & 0x10 != 0
        signCount = UInt32(truncatingIfNeeded: count)
        credential = flags & 0x40 != 0 ? try Self.credential(&reader) : nil
        if flags & 0x80 != 0 { try Self.skipExtensions(&reader) }
        if reader.remaining > 0 || (backedUp && !backupEligible) { throw .malformed(.authenticatorData) }
    }

    private static func credential(_ reader: inout ByteReader) throws(PasskeyProblem) -> AttestedCredential {
        guard let aaguid = reader.take(16), let length = reader.number(2) else { throw .malformed(.authenticatorData) }
        guard (1...1023).contains(length), let id = reader.take(Int(length)) else { throw .malformed(.credentialID) }
        let start = reader.offset
        do throws(CBOR.Malformed) { _ = try CBOR.read(&reader) } catch { throw .malformed(.publicKey) }
        return AttestedCredential(aaguid: aaguid, id: id, publicKey: reader.slice(from: start))
    }

    /// None is asked for, so what an authenticator adds is read over, but it must be a map.
    private static func skipExtensions(_ reader: inout ByteReader) throws(PasskeyProblem) {
        guard case .map? = try? CBOR.read(&reader) else { throw .malformed(.authenticatorData) }
    }
}
