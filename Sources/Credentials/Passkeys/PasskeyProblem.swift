/// Why a passkey ceremony is refused. The person is told the same for all; the reason is for the log.
public enum PasskeyProblem: Error, Sendable, Hashable {
    /// A part that cannot be read, or that breaks the standard.
    public enum Part: String, Sendable, Hashable {
        case clientData, attestationObject, authenticatorData, publicKey, credentialID
    }

    /// This part cannot be read, or breaks the standard.
    case malformed(Part)
    /// A registration was answered by an assertion or the other way round.
    case wrongType
    /// It answers another challenge.
    case wrongChallenge
    /// It was made by a page of another origin.
    case wrongOrigin
    /// It was made inside a frame of another origin.
    case crossOrigin
    /// The authenticator made it for another relying party.
    case wrongRelyingParty
    /// Nobody touched the authenticator (flag UP).
    case userNotPresent
    /// The authenticator did not verify who touched it (flag UV).
    case userNotVerified
    /// The key's algorithm, by its COSE number, was not offered.
    case unsupportedAlgorithm(Int64)
    /// It was made with a passkey that was not asked for.
    case wrongCredential
    /// It names another person than the passkey's.
    case wrongUser
    /// Whether the passkey can be backed up has changed, which it never does.
    case changedBackupEligibility
    /// The signature is not the key's.
    case badSignature
    /// The counter did not grow: a copy of the authenticator's key may be in use.
    case clonedCounter
}
