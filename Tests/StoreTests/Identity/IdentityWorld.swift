import Foundation
import Storage
import Synchronization
import Testing
import TestSupport

@testable import Credentials
@testable import Domain
@testable import Store

/// A store on an empty database, a clock that a test moves, and the mails that were written.
final class IdentityWorld: Sendable {
    let store: Store
    let postman: Postman
    let box: SecretBox
    let hasher: PassphraseHasher
    private let clock: Moving

    static let start = Moment(milliseconds: 1_800_000_000_000)
    static let relyingParty = RelyingParty(name: "Portal", address: "https://portal.example")!
    static let words = "nine quiet herons cross the fjord"

    let origin = Origin(requestID: "r1", address: "192.0.2.7")
    let browser = Browser(agent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", device: nil)

    private init(_ database: any Database, clock: Moving) {
        box = SecretBox(Keyring.generate(created: 0))
        postman = Postman(box: box)
        hasher = PassphraseHasher(cost: .least, threads: 1)
        self.clock = clock
        // Ids count, so that they sort by the order of their making within a millisecond, too.
        store = Store(
            database: database, clock: { clock.now.withLock { $0 } },
            ids: IdentifierSource { (0, clock.ids.add(1, ordering: .relaxed).newValue) })
    }

    private final class Moving: Sendable {
        let now = Mutex(IdentityWorld.start)
        let ids = Atomic<UInt64>(0)
    }

    var now: Moment { clock.now.withLock { $0 } }
    func pass(_ span: Moment.Span) { clock.now.withLock { $0 = $0 + span } }
    func set(_ moment: Moment) { clock.now.withLock { $0 = moment } }

    /// Lends a world with the operator's organization and its first administrator, Ada.
    static func lend(_ backend: Backend, _ body: (IdentityWorld) async throws -> Void) async throws {
        try await backend.withFresh { database in
            _ = try await Migrator(migrations: Schema.migrations).run(on: database)
            let world = IdentityWorld(database, clock: Moving())
            try await world.store.openInstallation(operatorName: Line("Meridian"))
            try await body(world)
        }
    }

    func hash(_ text: String = words) async throws -> String { try await hasher.hash(Passphrase(entered: text)) }

    // MARK: People

    func email(_ text: String) -> EmailAddress { EmailAddress(stored: text) }

    func firstAdmin() async throws -> SignedIn {
        let link = try #require(try await store.firstAdminLink())
        let admin = FirstAdmin(
            firstName: try Line("Ada"), lastName: try Line("Moe"), email: email("ada@meridian.example"), language: .english)
        let started = try await store.createFirstAdmin(
            link.text, admin, as: .passphrase(hash: hash()), browser: browser, from: origin, postman: postman)
        return try await enrolled(started).person
    }

    func organization(_ name: String, kind: Organization.Kind = .network, by person: SignedIn) async throws -> Organization.ID {
        try await store.create(OrganizationDetails(name: Line(name), kind: kind, asns: []), by: person.actor.grant(), from: origin).id
    }

    func details(_ first: String, _ email: String) throws -> ContactDetails {
        ContactDetails(
            firstName: try Line(first), lastName: try Line("Berg"), email: self.email(email), phone: nil, title: try Line(""),
            timeZone: nil, language: .english)
    }

    /// Creates a contact, invited unless `level` is none, and returns it with its link.
    func contact(
        _ first: String, _ email: String, at level: Level, roles: Set<HeldRole> = [], in organization: Organization.ID, by person: SignedIn
    ) async throws -> (id: Contact.ID, link: String) {
        let details = try details(first, email)
        let assignment = Assignment(roles: roles)
        let postman = postman
        let made = try await store.write(person.actor.grant(CreateContact.self), in: organization, from: origin) {
            try $0.create(NewContact(details: details, assignment: assignment, level: .none), postman: postman).contact
        }
        guard level != .none else { return (made.id, "") }
        return (made.id, try await invite(made.id, at: level, in: organization, by: person))
    }

    /// The link that an invitation's mail brings.
    func invite(_ id: Contact.ID, at level: Level, in organization: Organization.ID, by person: SignedIn) async throws -> String {
        _ = try await copied(id, at: level, in: organization, by: person)
        return try await mailedLink()
    }

    /// The link that the inviter of the same invitation may copy; nil where there is none.
    func copied(_ id: Contact.ID, at level: Level, in organization: Organization.ID, by person: SignedIn) async throws -> String? {
        let postman = postman
        return try await store.write(person.actor.grant(GrantAccess.self), in: organization, from: origin) {
            try $0.setAccess(id, to: level, expecting: .any, postman: postman)
        }.secret?.text
    }

    func resend(_ id: Contact.ID, in organization: Organization.ID, by person: SignedIn) async throws -> String {
        let postman = postman
        _ = try await store.write(person.actor.grant(GrantAccess.self), in: organization, from: origin) {
            try $0.resend(id, expecting: .any, postman: postman)
        }
        return try await mailedLink()
    }

    /// The link in the latest mail of an invitation.
    func mailedLink() async throws -> String {
        guard case .invitation(_, _, _, _, let token, _)? = try await mails("invitation").last?.post else { throw Unexpected() }
        return token
    }

    func accept(_ link: String, browser: Browser? = nil) async throws -> StartedSession {
        try #require(try await accept(link, as: .newAccount(.passphrase(hash: hash())), browser: browser))
    }

    func accept(_ link: String, as joining: Joining, browser: Browser? = nil) async throws -> StartedSession? {
        try await store.accept(link, as: joining, browser: browser ?? self.browser, from: origin, postman: postman)
    }

    /// A person with access and a second factor, signed in.
    func member(
        _ first: String, _ email: String, at level: Level, roles: Set<HeldRole> = [], in organization: Organization.ID, by person: SignedIn
    ) async throws -> Member {
        try await enrolled(accept(contact(first, email, at: level, roles: roles, in: organization, by: person).link))
    }

    struct Member: Sendable {
        let person: SignedIn
        let token: OneTimeSecret
        let totp: TOTP
        let device: OneTimeSecret?
    }

    /// Adds an authenticator app to a session and signs on with the session that comes of it.
    func enrolled(_ started: StartedSession) async throws -> Member {
        let person = try #require(try await signedIn(started))
        let new = try await store.beginCode(by: person, box: box)
        let next = try await store.finishCode(
            new.ceremony.text, code: code(new.totp), name: Line("Phone"), by: person, box: box, postman: postman)
        let token = next?.token ?? started.token
        return Member(person: try #require(try await signedIn(token)), token: token, totp: new.totp, device: started.device)
    }

    func signedIn(_ started: StartedSession) async throws -> SignedIn? { try await signedIn(started.token) }
    func signedIn(_ token: OneTimeSecret) async throws -> SignedIn? { try await store.authenticate(session: token, from: origin) }

    func code(_ totp: TOTP, steps: Int64 = 0) -> String { totp.code(at: now.milliseconds / 30_000 + steps) }

    // MARK: Signing in

    func attempt(_ email: String, device: OneTimeSecret? = nil, from origin: Origin? = nil) async throws -> SignInStart {
        try await store.findForSignIn(email, browser: Browser(agent: browser.agent, device: device?.text), from: origin ?? self.origin)
    }

    /// The whole first step, as the portal does it.
    func signIn(_ email: String, _ passphrase: String = words, device: OneTimeSecret? = nil, from origin: Origin? = nil) async throws
        -> SignInStep
    {
        let origin = origin ?? self.origin
        switch try await attempt(email, device: device, from: origin) {
        case .wait(let until): return .wait(until: until)
        case .attempt(let attempt):
            let entered = Passphrase(entered: passphrase)
            let browser = Browser(agent: browser.agent, device: device?.text)
            for stored in attempt.passphraseHashes where try await hasher.verify(entered, against: stored) {
                return try await store.passphraseWasRight(attempt.meant(by: stored), browser: browser, from: origin, postman: postman)
            }
            try await store.passphraseWasWrong(attempt, from: origin)
            return .wrong
        }
    }

    func ceremony(_ email: String, device: OneTimeSecret? = nil) async throws -> String {
        guard case .secondFactor(let factor) = try await signIn(email, device: device) else { throw Unexpected() }
        return factor.ceremony.text
    }

    func finish(_ ceremony: String, _ code: String, device: OneTimeSecret? = nil) async throws -> SignInStep {
        try await store.finishWithCode(
            ceremony, code: code, browser: Browser(agent: browser.agent, device: device?.text), from: origin, box: box, postman: postman)
    }

    struct Unexpected: Error {}

    // MARK: What was kept

    struct Mail: Sendable { let kind: String, recipient: String, post: Post }

    func mails(_ kind: String? = nil) async throws -> [Mail] {
        let postman = postman
        return try await store.database.read(.wide) { connection in
            try connection.rows("SELECT id, kind, recipient, payload FROM outbox ORDER BY id") {
                Mail(
                    kind: try $0.text(1), recipient: try $0.text(2),
                    post: try postman.open($0.bytes(3), of: Identifier(stored: try $0.text(0))))
            }
        }.filter { kind == nil || $0.kind == kind }
    }

    /// Names of actions in a log, oldest first.
    func entries(_ chain: String = Ledger.installation) async throws -> [String] {
        try await store.database.read(.wide) { connection in
            try connection.rows("SELECT action FROM audit_entries WHERE organization_id = \(chain) ORDER BY number") { try $0.text(0) }
        }
    }

    func entries(_ chain: String = Ledger.installation, named action: String) async throws -> Int {
        try await entries(chain).filter { $0 == action }.count
    }

    func number(_ query: Query) async throws -> Int64 {
        try await store.database.read(.wide) { try $0.first(query) { try $0.int(0) } } ?? 0
    }

    func text(_ query: Query) async throws -> String? {
        try await store.database.read(.wide) { try $0.first(query) { try $0.optionalText(0) } ?? nil }
    }
}

extension SignInStep {
    var name: String {
        switch self {
        case .signedIn: "signed in"
        case .secondFactor: "second factor"
        case .wrong: "wrong"
        case .startAgain: "start again"
        case .wait: "wait"
        }
    }

    var session: StartedSession? { if case .signedIn(let session) = self { session } else { nil } }
}

/// Runs 16 at once and returns how each ended.
func sixteen<Value: Sendable>(_ body: @escaping @Sendable (Int) async throws -> Value) async -> [Result<Value, any Error>] {
    await withTaskGroup(of: Result<Value, any Error>.self) { group in
        for index in 0..<16 {
            group.addTask { do { return .success(try await body(index)) } catch { return .failure(error) } }
        }
        return await group.reduce(into: []) { $0.append($1) }
    }
}

extension Result {
    var isSuccess: Bool { if case .success = self { true } else { false } }
}

extension Moment.Span {
    static func - (left: Self, right: Self) -> Self { Self(milliseconds: left.milliseconds - right.milliseconds) }
}
