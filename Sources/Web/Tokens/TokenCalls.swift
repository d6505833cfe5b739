import API
import Credentials
import Domain
import HTTPTypes
import Store

/// `/api/v1/tokens`.
extension RouteList {
    mutating func tokenCalls() {
        api(
            .get, "/api/v1/tokens", ViewTokens.self,
            .list(Token.self, "List tokens: one's own, or for Admins all of the organization", query: Operation.page)
        ) { call in
            try call.list(all: try await call.store.read(call.grant, in: try call.namedOrganization()) { try $0.tokens() })
        }
        api(
            .post, "/api/v1/tokens", EditTokens.self,
            Operation("Make a token", body: TokenInput.creation, status: 201, answer: .versioned(TokenChange.shape.schema))
        ) { call in
            try call.requireConfirmation()
            var body = try call.body()
            let new = try TokenInput(&body).validated()
            let place = try call.namedOrganization()
            return try await call.once({ .secret($0) }, repeated: { .secret($0.withoutSecret) }) { once in
                try await call.store.write(call.grant, in: place, from: call.origin, once: once) { [postman = call.portal.postman] in
                    try $0.create(new, postman: postman)
                }
            }
        }
        api(.get, "/api/v1/tokens/{id}", ViewTokens.self, .read(Token.self, "Read a token")) { call in
            let id = try call.asked.id(of: Token.self)
            return .resource(try await call.store.read(call.grant, in: try call.namedOrganization()) { try $0.token(id) })
        }
        api(
            .post, "/api/v1/tokens/{id}/rotate", EditTokens.self,
            Operation(
                "Give a token a new secret; the old one overlaps", body: TokenInput.rotation, answer: .versioned(TokenChange.shape.schema),
                isConditional: true)
        ) { call in
            try call.requireConfirmation()
            let id = try call.asked.id(of: Token.self)
            var body = try call.body()
            let overlap = try TokenInput.overlap(body.integer("overlap_hours").flatMap(\.self).map(String.init))
            try body.finish()
            let place = try call.namedOrganization()
            return try await call.once({ .secret($0, status: .ok) }, repeated: { .secret($0.withoutSecret, status: .ok) }) { once in
                try await call.conditional(id.text, in: place) { version in
                    try await call.store.write(call.grant, in: place, from: call.origin, once: once) {
                        try $0.rotate(id, overlap: overlap, expecting: version)
                    }
                }
            }
        }
        for (verb, summary, isPaused) in [
            ("pause", "Pause a token: what comes with it is refused", true), ("resume", "Let a paused token go on", false),
        ] {
            api(.post, "/api/v1/tokens/{id}/\(verb)", EditTokens.self, .change(Token.self, summary)) { call in
                try await call.change { try $0.setPaused(isPaused, $1, expecting: $2) }
            }
        }
        api(.post, "/api/v1/tokens/{id}/take-over", EditTokens.self, .change(Token.self, "Answer for a token whose maker no longer can")) {
            call in
            try call.requireConfirmation()
            return try await call.change { try $0.takeOver($1, expecting: $2) }
        }
        api(.delete, "/api/v1/tokens/{id}", EditTokens.self, .change(Token.self, "End a token for good")) { call in
            try await call.change { try $0.end($1, expecting: $2) }
        }
    }
}

extension Call where A == EditTokens {
    fileprivate func change(_ change: @escaping @Sendable (borrowing Transaction<EditTokens>, Token.ID, ExpectedVersion) throws -> Token)
        async throws -> Reply
    {
        let id = try asked.id(of: Token.self)
        let place = try namedOrganization()
        return try await once({ .resource($0) }) { once in
            try await conditional(id.text, in: place) { version in
                try await store.write(grant, in: place, from: origin, once: once) { try change($0, id, version) }
            }
        }
    }
}

extension Reply {
    fileprivate static func secret(_ change: TokenChange, status: HTTPResponse.Status = .created) -> Reply {
        resource(change, status: status, location: "/api/v1/tokens/\(change.token.id)")
    }
}

extension TokenChange: Versioned {
    public var version: Int64 { token.version }
    /// The token alone: no tag is made of a secret.
    public var represented: [UInt8] { token.json }

    public static let shape = Shape<TokenChange>(
        "TokenWithSecret",
        .other("token", "The token.", Token.shape.schema) { Token.shape.write($0.token, to: &$1) },
        .optional("secret", "What the program presents as its bearer: shown this once and kept nowhere.", .text(sample: "sdt_…")) {
            $0.secret?.text
        },
        .boolean("secret_left_out", "True in the answer to a repeat: the secret was shown before, and is not again.") { $0.secret == nil })
}
