import Credentials
import Domain

/// A signed-in person in one organization, and where the request comes from.
public struct SignedIn: Sendable {
    public let actor: Actor
    public let contact: Contact.ID
    public let account: Identifier<Account>
    public let session: Identifier<Session>
    public let strength: Strength
    /// When the person signed in.
    public let createdAt: Moment
    /// When the person last proved who they are.
    public let confirmedAt: Moment
    /// The address that the person signs in with.
    public let email: EmailAddress
    public let language: Language
    public let timeZone: TimeZoneName?
    public let organization: OrganizationHere
    /// False when ``Store/portalUsers(of:)`` names this organization alone.
    public let worksElsewhere: Bool
    /// The organization's: it moves with every change of what is kept of it. What is read later than this was, and found again at
    /// the same revision, is as it was.
    public let revision: Int64
    public let origin: Origin
    let seenAt: Moment
    let tokenHash: String

    public var name: String { actor.name }

    /// True when the re-authentication is recent enough for a sensitive act (``Session/confirmation``).
    public func isConfirmed(at now: Moment) -> Bool {
        now < confirmedAt + Session.confirmation
    }

    /// The organization that a session stands in.
    public struct OrganizationHere: Sendable, Hashable {
        public let id: Organization.ID
        public let name: String
        public let kind: Organization.Kind
        public let status: Organization.Status
    }
}
