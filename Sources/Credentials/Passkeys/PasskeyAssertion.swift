import Crypto

/// The ceremony that proves possession of a passkey (WebAuthn Level 3, section 7.2), to sign in or to confirm.
public struct PasskeyAssertion: Sendable {
    private let relyingParty: RelyingParty
    private let challenge: PasskeyChallenge
    private let allowed: [PasskeyDescriptor]

    /// An assertion, about to begin or begun with this challenge.
    /// - Parameter passkeys: Those of the person who is to confirm. Empty to sign in: the authenticator offers the
    ///   passkeys it has, and its answer must name the person.
    public init(_ relyingParty: RelyingParty, challenge: PasskeyChallenge, allowing passkeys: [PasskeyDescriptor] = []) {
        (self.relyingParty, self.challenge, allowed) = (relyingParty, challenge, passkeys)
    }

    /// What to ask the browser for.
    public var options: Options {
        Options(relyingPartyID: relyingParty.id, challenge: challenge, allowed: allowed)
    }

    /// `passkey` as it is after the browser's answer, to be stored.
    ///
    /// Checks type, challenge, origin, frame, relying party, presence and verification of the user, the person, the
    /// signature and the counter. The caller looks the passkey up by ``Response/credentialID``.
    public func verify(_ response: Response, by passkey: Passkey) throws(PasskeyProblem) -> Passkey {
        try checkIdentity(response, passkey)
        let clientData = try ClientData(json: response.clientDataJSON)
        try clientData.check(type: "webauthn.get", challenge: challenge, origin: relyingParty.origin)
        let data = try AuthenticatorData(response.authenticatorData)
        try data.check(relyingParty)
        if data.credential != nil { throw .malformed(.authenticatorData) }
        if data.backupEligible != passkey.backupEligible { throw .changedBackupEligibility }
        guard let cose = try? CBOR(passkey.publicKey) else { throw .malformed(.publicKey) }
        let message = response.authenticatorData + SHA256.hash(data: response.clientDataJSON)
        guard try CredentialKey(cose: cose).isValid(response.signature, for: message) else { throw .badSignature }
        // After the signature: only the authenticator itself can say that its counter stands still.
        if data.signCount > 0 || passkey.signCount > 0, data.signCount <= passkey.signCount { throw .clonedCounter }

        var seen = passkey
        seen.signCount = data.signCount
        seen.backedUp = data.backedUp
        return seen
    }

    private func checkIdentity(_ response: Response, _ passkey: Passkey) throws(PasskeyProblem) {
        let isAllowed = allowed.isEmpty || allowed.contains { $0.id == response.credentialID }
        if response.credentialID != passkey.credentialID || !isAllowed { throw .wrongCredential }
        let isNamed = response.userHandle.map { $0 == passkey.userHandle } ?? !allowed.isEmpty
        if !isNamed { throw .wrongUser }
    }
}
