extension PasskeyRegistration {
    /// `PublicKeyCredentialCreationOptionsJSON`, for `PublicKeyCredential.parseCreationOptionsFromJSON()` in the page.
    public struct Options: Sendable, Encodable {
        let relyingParty: RelyingParty
        let challenge: PasskeyChallenge
        let user: User
        let excluded: [PasskeyDescriptor]

        private struct Party: Encodable { let id: String, name: String }
        private struct Person: Encodable { let id: String, name: String, displayName: String }
        private struct Parameter: Encodable { let type = "public-key", alg: Int }
        private struct Selection: Encodable {
            let residentKey = "required"
            let requireResidentKey = true
            let userVerification = "required"
        }
        private enum Member: String, CodingKey {
            case rp, user, challenge, pubKeyCredParams, timeout, excludeCredentials, authenticatorSelection, attestation
        }

        /// As WebAuthn's JSON form.
        public func encode(to encoder: any Encoder) throws {
            let person = Person(id: Base64URL.encode(user.handle), name: user.name, displayName: user.displayName)
            var object = encoder.container(keyedBy: Member.self)
            try object.encode(Party(id: relyingParty.id, name: relyingParty.name), forKey: .rp)
            try object.encode(person, forKey: .user)
            try object.encode(Base64URL.encode(challenge.bytes), forKey: .challenge)
            try object.encode(CredentialKey.algorithms.map { Parameter(alg: $0) }, forKey: .pubKeyCredParams)
            try object.encode(PasskeyChallenge.timeoutMilliseconds, forKey: .timeout)
            try object.encode(excluded, forKey: .excludeCredentials)
            try object.encode(Selection(), forKey: .authenticatorSelection)
            try object.encode("none", forKey: .attestation)
        }
    }

    /// The browser's answer: `RegistrationResponseJSON`, as `credential.toJSON()` makes it.
    public struct Response: Sendable, Decodable {
        /// The new credential's id.
        public let credentialID: [UInt8]
        /// What the browser says, in JSON.
        public let clientDataJSON: [UInt8]
        /// What the authenticator says, in CBOR.
        public let attestationObject: [UInt8]
        /// How the browser can reach the passkey; values that the standard does not know are dropped.
        public let transports: [String]

        private static let known: Set = ["ble", "hybrid", "internal", "nfc", "smart-card", "usb"]

        /// An answer from its parts.
        public init(credentialID: [UInt8], clientDataJSON: [UInt8], attestationObject: [UInt8], transports: [String] = []) {
            self.credentialID = credentialID
            self.clientDataJSON = clientDataJSON
            self.attestationObject = attestationObject
            self.transports = Self.known.intersection(transports).sorted()
        }

        private enum Member: String, CodingKey { case response, clientDataJSON, attestationObject, transports }

        /// From WebAuthn's JSON form; base64url is read strictly.
        public init(from decoder: any Decoder) throws {
            let object = try decoder.container(keyedBy: Member.self)
            let response = try object.nestedContainer(keyedBy: Member.self, forKey: .response)
            self.init(
                credentialID: try CredentialName(from: decoder).id,
                clientDataJSON: try response.decodeBytes(forKey: .clientDataJSON),
                attestationObject: try response.decodeBytes(forKey: .attestationObject),
                transports: try response.decodeIfPresent([String].self, forKey: .transports) ?? [])
        }
    }
}
