import Domain

/// What a person signs in with, as a list shows it.
public struct OwnFactors: Sendable {
    public struct Factor: Sendable, Identifiable {
        /// How long a name may be.
        public static let nameLimit = 60

        public var id: String
        public var name: String
        public var added: Moment
        public var lastUsed: Moment?

        public init(id: String, name: String, added: Moment, lastUsed: Moment?) {
            self.id = id
            self.name = name
            self.added = added
            self.lastUsed = lastUsed
        }
    }

    public var passkeys: [Factor]
    /// Authenticator apps.
    public var apps: [Factor]
    public var unusedRecoveryCodes: Int
    public var hasPassphrase: Bool

    public init(passkeys: [Factor], apps: [Factor], unusedRecoveryCodes: Int, hasPassphrase: Bool) {
        self.passkeys = passkeys
        self.apps = apps
        self.unusedRecoveryCodes = unusedRecoveryCodes
        self.hasPassphrase = hasPassphrase
    }
}

/// One browser or program that a person is signed in with.
public struct OwnSession: Sendable, Identifiable {
    public var id: String
    public var device: String
    public var address: String
    public var organization: String
    public var started: Moment
    public var lastUsed: Moment
    /// The one that asks.
    public var isThis: Bool

    public init(id: String, device: String, address: String, organization: String, started: Moment, lastUsed: Moment, isThis: Bool) {
        self.id = id
        self.device = device
        self.address = address
        self.organization = organization
        self.started = started
        self.lastUsed = lastUsed
        self.isThis = isThis
    }
}
