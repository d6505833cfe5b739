/// A registered passkey: what is stored of it. Nothing in it is secret.
public struct Passkey: Sendable, Hashable {
    /// The credential id, 1 to 1,023 bytes; unique in the whole installation.
    public var credentialID: [UInt8]
    /// Whose it is: the handle given at registration.
    public var userHandle: [UInt8]
    /// The public key in COSE form (RFC 9052), as received.
    public var publicKey: [UInt8]
    /// The authenticator's counter when last seen; 0 when it keeps none.
    public var signCount: UInt32
    /// Whether it may be copied to other devices. Never changes.
    public var backupEligible: Bool
    /// Whether it was copied to other devices when last seen.
    public var backedUp: Bool
    /// The authenticator's model, 16 bytes; zeros when it does not say. Nothing vouches for it.
    public var aaguid: [UInt8]
    /// How the browser can reach it (WebAuthn Level 3, section 5.8.4). Hints only.
    public var transports: [String]

    /// A passkey read back from where it is stored.
    public init(
        credentialID: [UInt8], userHandle: [UInt8], publicKey: [UInt8], signCount: UInt32,
        backupEligible: Bool, backedUp: Bool, aaguid: [UInt8], transports: [String]
    ) {
        self.credentialID = credentialID
        self.userHandle = userHandle
        self.publicKey = publicKey
        self.signCount = signCount
        self.backupEligible = backupEligible
        self.backedUp = backedUp
        self.aaguid = aaguid
        self.transports = transports
    }

    /// Names this passkey in the options of a ceremony.
    public var descriptor: PasskeyDescriptor { PasskeyDescriptor(id: credentialID, transports: transports) }
}

/// Names a passkey to a browser (`PublicKeyCredentialDescriptorJSON`).
public struct PasskeyDescriptor: Sendable, Hashable, Encodable {
    /// The credential id.
    public let id: [UInt8]
    /// How the browser can reach it.
    public let transports: [String]

    /// The descriptor of a credential id.
    public init(id: [UInt8], transports: [String] = []) {
        self.id = id
        self.transports = transports
    }

    private enum Member: String, CodingKey { case type, id, transports }

    /// As WebAuthn's JSON form.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Member.self)
        try object.encode("public-key", forKey: .type)
        try object.encode(Base64URL.encode(id), forKey: .id)
        if !transports.isEmpty { try object.encode(transports, forKey: .transports) }
    }
}
