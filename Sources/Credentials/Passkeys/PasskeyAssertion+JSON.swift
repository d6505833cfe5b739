extension PasskeyAssertion {
    /// `PublicKeyCredentialRequestOptionsJSON`, for `PublicKeyCredential.parseRequestOptionsFromJSON()` in the page.
    public struct Options: Sendable, Encodable {
        let relyingPartyID: String
        let challenge: PasskeyChallenge
        let allowed: [PasskeyDescriptor]

        private enum Member: String, CodingKey { case challenge, timeout, rpId, allowCredentials, userVerification }

        /// As WebAuthn's JSON form.
        public func encode(to encoder: any Encoder) throws {
            var object = encoder.container(keyedBy: Member.self)
            try object.encode(Base64URL.encode(challenge.bytes), forKey: .challenge)
            try object.encode(PasskeyChallenge.timeoutMilliseconds, forKey: .timeout)
            try object.encode(relyingPartyID, forKey: .rpId)
            try object.encode(allowed, forKey: .allowCredentials)
            try object.encode("required", forKey: .userVerification)
        }
    }

    /// The browser's answer: `AuthenticationResponseJSON`, as `credential.toJSON()` makes it.
    public struct Response: Sendable, Decodable {
        /// The id of the passkey that was used.
        public let credentialID: [UInt8]
        /// What the browser says, in JSON.
        public let clientDataJSON: [UInt8]
        /// What the authenticator says.
        public let authenticatorData: [UInt8]
        /// The authenticator's signature.
        public let signature: [UInt8]
        /// Whose passkey it is, when the authenticator says so.
        public let userHandle: [UInt8]?

        /// An answer from its parts.
        public init(
            credentialID: [UInt8], clientDataJSON: [UInt8], authenticatorData: [UInt8], signature: [UInt8],
            userHandle: [UInt8]?
        ) {
            self.credentialID = credentialID
            self.clientDataJSON = clientDataJSON
            self.authenticatorData = authenticatorData
            self.signature = signature
            self.userHandle = userHandle
        }

        private enum Member: String, CodingKey { case response, clientDataJSON, authenticatorData, signature, userHandle }

        /// From WebAuthn's JSON form; base64url is read strictly.
        public init(from decoder: any Decoder) throws {
            let object = try decoder.container(keyedBy: Member.self)
            let response = try object.nestedContainer(keyedBy: Member.self, forKey: .response)
            let handle = try response.decodeIfPresent(String.self, forKey: .userHandle)
            self.init(
                credentialID: try CredentialName(from: decoder).id,
                clientDataJSON: try response.decodeBytes(forKey: .clientDataJSON),
                authenticatorData: try response.decodeBytes(forKey: .authenticatorData),
                signature: try response.decodeBytes(forKey: .signature),
                userHandle: try handle.map { _ in try response.decodeBytes(forKey: .userHandle) })
        }
    }
}
