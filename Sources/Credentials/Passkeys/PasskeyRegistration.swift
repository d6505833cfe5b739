import Crypto

/// The ceremony that registers a passkey (WebAuthn Level 3, section 7.1): discoverable, verifying its user, without
/// attestation.
public struct PasskeyRegistration: Sendable {
    /// For whom a passkey is made.
    public struct User: Sendable, Hashable {
        /// 1 to 64 bytes that say nothing about the person; the authenticator returns them at sign-in.
        public let handle: [UInt8]
        /// What the person tells accounts apart by, an email address for instance.
        public let name: String
        /// The person's name.
        public let displayName: String

        /// Nil unless the handle has 1 to 64 bytes.
        public init?(handle: [UInt8], name: String, displayName: String) {
            guard (1...64).contains(handle.count) else { return nil }
            (self.handle, self.name, self.displayName) = (handle, name, displayName)
        }
    }

    private let relyingParty: RelyingParty
    private let challenge: PasskeyChallenge
    private let user: User

    /// A registration, about to begin or begun with this challenge.
    public init(_ relyingParty: RelyingParty, challenge: PasskeyChallenge, user: User) {
        (self.relyingParty, self.challenge, self.user) = (relyingParty, challenge, user)
    }

    /// What to ask the browser for.
    /// - Parameter passkeys: Those the person has already, so that no authenticator is registered twice.
    public func options(excluding passkeys: [PasskeyDescriptor] = []) -> Options {
        Options(relyingParty: relyingParty, challenge: challenge, user: user, excluded: passkeys)
    }

    /// The passkey that the browser's answer registers.
    ///
    /// Checks type, challenge, origin, frame, relying party, presence and verification of the user, algorithm and key.
    /// An attestation is ignored, since none was asked for. That the credential id is new is the caller's to check,
    /// by its unique index.
    public func verify(_ response: Response) throws(PasskeyProblem) -> Passkey {
        let clientData = try ClientData(json: response.clientDataJSON)
        try clientData.check(type: "webauthn.create", challenge: challenge, origin: relyingParty.origin)
        let data = try AuthenticatorData(Self.authenticatorData(in: response.attestationObject))
        try data.check(relyingParty)
        guard let credential = data.credential else { throw .malformed(.authenticatorData) }
        if credential.id != response.credentialID { throw .malformed(.credentialID) }
        guard let key = try? CBOR(credential.publicKey) else { throw .malformed(.publicKey) }
        _ = try CredentialKey(cose: key)
        return Passkey(
            credentialID: credential.id, userHandle: user.handle, publicKey: credential.publicKey,
            signCount: data.signCount, backupEligible: data.backupEligible, backedUp: data.backedUp,
            aaguid: credential.aaguid, transports: response.transports)
    }

    /// The authenticator data inside an attestation object (WebAuthn Level 3, section 6.5).
    private static func authenticatorData(in attestation: [UInt8]) throws(PasskeyProblem) -> [UInt8] {
        guard case .map(let map)? = try? CBOR(attestation), map.count == 3,
            case .text(let format)? = map[.text("fmt")],
            case .map(let statement)? = map[.text("attStmt")],
            case .bytes(let data)? = map[.text("authData")],
            format != "none" || statement.isEmpty
        else { throw .malformed(.attestationObject) }
        return data
    }
}

extension AuthenticatorData {
    /// Made for this relying party, with its user present and verified.
    func check(_ relyingParty: RelyingParty) throws(PasskeyProblem) {
        let expected = Array(SHA256.hash(data: Array(relyingParty.id.utf8)))
        if !equalInConstantTime(relyingPartyHash, expected) { throw .wrongRelyingParty }
        if !userPresent { throw .userNotPresent }
        if !userVerified { throw .userNotVerified }
    }
}
