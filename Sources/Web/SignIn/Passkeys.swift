import Credentials
import Domain
import Foundation
import HTTPTypes
import Pages
import Store

/// What stands between a browser's authenticator and the store.
extension Portal {
    /// Nil only for an address that could not be served either.
    func relyingParty() throws -> RelyingParty {
        guard let party = RelyingParty(name: settings.operatorName, address: settings.publicURL.origin) else { throw Trouble.notFound }
        return party
    }
}

extension Reply {
    /// A challenge, for the script; the cookie says which one the answer belongs to.
    static func challenge(_ options: some Encodable, _ ceremony: OneTimeSecret) throws -> Reply {
        .json(Array(try JSONEncoder().encode(options))).setting(Cookies.set(Cookies.passkey, ceremony.text, for: 300))
    }
}

extension Fields {
    /// The authenticator's answer, as the script wrote it into the form; nil when it cannot be read.
    func credential<Answer: Decodable>(_ type: Answer.Type = Answer.self) -> Answer? {
        self["credential"].flatMap { try? JSONDecoder().decode(type, from: Data($0.utf8)) }
    }

    /// The answer of a passkey just made, under the name that the person gave it.
    ///
    /// - Throws: `passkeyRefused` for what cannot be read, `invalid` for the name.
    func newPasskey(_ asked: Asked, _ party: RelyingParty) throws -> PasskeyAnswer {
        guard let response = credential(PasskeyRegistration.Response.self) else { throw Trouble.conflict(.passkeyRefused) }
        return PasskeyAnswer(
            ceremony: asked.cookies[Cookies.passkey] ?? "", response: response, name: try factorName(asked), relyingParty: party)
    }

    /// What the person calls a factor; the browser's own name when they leave it empty.
    func factorName(_ asked: Asked) throws -> Line {
        let given = (self["name"] ?? "").trimmed
        do {
            return try Line(
                given.isEmpty ? DeviceName.text(for: asked.headers[.userAgent] ?? "") : given, limit: OwnFactors.Factor.nameLimit)
        } catch {
            throw Trouble.invalid([FieldError("name", error)])
        }
    }
}
