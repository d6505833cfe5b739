import Credentials
import Jobs
import Logging
import Mail
import Storage
import Synchronization
import Testing
import TestSupport

@_spi(Authenticator) @testable import Domain
@testable import Store

@Suite struct DeliveryTests {
    private static let all = Backend.allCases
    private let patience = DeliveryPatience()

    private func put(_ count: Int, in world: LedgerWorld) async throws {
        try await world.database.write(.tenants([])) { connection in
            for number in 0..<count {
                try world.postman.put(
                    .newDevice(agent: "Browser \(number)", at: 0), to: EmailAddress(stored: "reader\(number)@a.example"),
                    language: .spanish,
                    contact: nil, in: world.nordlys.text, at: world.now, ids: world.store.ids, on: connection)
            }
        }
    }

    private func summaries(_ world: LedgerWorld, _ state: MailingSummary.State? = nil) async throws -> [MailingSummary] {
        try await world.store.readWide(world.auditor().grant(ViewMail.self)) { try $0.mailings(state).mailings }
    }

    private func lease(_ world: LedgerWorld, _ most: Int = 10) async throws -> [LeasedMail] {
        try await world.store.leaseMail(world.worker().grant(), most: most, postman: world.postman, patience: patience)
    }

    @Test("a mail is leased to one of many at a time, and again to another when the lease lapsed", arguments: all)
    func lease(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            try await put(12, in: world)
            let leased = try await withThrowingTaskGroup { group in
                for _ in 0..<6 { group.addTask { try await lease(world, 3) } }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(Set(leased.map(\.id)).count == leased.count && leased.count == 12)
            #expect(leased.allSatisfy { $0.language == .spanish && $0.attempt == 1 && $0.createdAt == world.now })
            #expect(try await lease(world).isEmpty)
            #expect(try await world.store.hasDueMail(world.worker().grant()) == false)
            world.pass(patience.lease)
            let again = try await lease(world, 20)
            #expect(Set(again.map(\.id)) == Set(leased.map(\.id)) && again.allSatisfy { $0.attempt == 2 })
        }
    }

    @Test("what was sent is gone but for its envelope, also when the lease had lapsed", arguments: all)
    func sent(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            try await put(2, in: world)
            let mails = try await lease(world)
            world.pass(.hours(1))
            try await world.store.markSent(mails[0], world.worker().grant())
            try await world.store.markSent(mails[1], world.worker().grant(), keepingPost: true)
            #expect(try await summaries(world, .sent).map(\.sentAt) == [world.now, world.now])
            #expect(try await world.store.keptMail(postman: world.postman).map(\.id) == [mails[1].id])
            // A late failure of the first lease changes nothing.
            try await world.store.markFailed(mails[0], world.worker().grant(), reason: "late", isPermanent: true, patience: patience)
            #expect(try await summaries(world).allSatisfy { $0.state == .sent && $0.lastError == nil })
        }
    }

    @Test("failures are tried again after a pause that doubles, and the tenth parks", arguments: all)
    func tenth(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            try await put(1, in: world)
            for attempt in 1...10 {
                let mail = try #require(try await lease(world).first)
                #expect(mail.attempt == attempt)
                try await world.store.markFailed(
                    mail, world.worker().grant(), reason: "temporary, 451: later", isPermanent: false, patience: patience)
                let summary = try #require(try await summaries(world).first)
                #expect(summary.state == (attempt < 10 ? .waiting : .parked) && summary.lastError == "temporary, 451: later")
                if attempt < 10 {
                    #expect(summary.dueAt.since(world.now) == min(.seconds(30 * (1 << Int64(attempt - 1))), .hours(2)))
                    #expect(try await lease(world).isEmpty)
                    world.pass(summary.dueAt.since(world.now))
                }
            }
            world.pass(.days(30))
            #expect(try await lease(world).isEmpty)
            let counts = try await world.store.outboxCounts()
            #expect(
                counts
                    == {
                        var counts = OutboxCounts(); counts.parked = 1; return counts
                    }())
        }
    }

    @Test("the operator lets a parked mail go again; the mail's organization has the entry", arguments: all)
    func retry(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            try await put(1, in: world)
            let mail = try #require(try await lease(world).first)
            let boss = try await world.person("boss", .operatorAdmin, in: world.operators)
            await #expect(throws: Trouble.conflict(.nothingToDo)) {
                try await world.store.retryMail(mail.id, by: boss.grant(), from: LedgerWorld.origin)
            }
            try await world.store.markFailed(
                mail, world.worker().grant(), reason: "permanent, 550: no such user", isPermanent: true, patience: patience)
            #expect(try await summaries(world, .parked).map(\.attempts) == [1])
            try await world.store.retryMail(mail.id, by: boss.grant(), from: LedgerWorld.origin)
            #expect(try await lease(world).map(\.attempt) == [1])
            let entry = try #require(try await world.activity(of: world.nordlys, by: boss).first)
            #expect(entry.action == "mail.retry" && entry.target == mail.id.text && entry.isByOperator)
            let auditor = try await world.auditor()
            #expect(throws: Refusal.self) { try auditor.grant(RetryMail.self) }
        }
    }

    @Test("a mail whose key is gone is parked and says so", arguments: all)
    func unopenable(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            try await put(1, in: world)
            let stranger = Postman(box: SecretBox(Keyring.generate(created: 0)))
            #expect(try await world.store.leaseMail(world.worker().grant(), most: 5, postman: stranger, patience: patience).isEmpty)
            #expect(try await summaries(world, .parked).first?.lastError?.contains("keyring") == true)
        }
    }

    @Test("the runner delivers every mail, with one Message-ID for all attempts, and no more at once than it has lanes", arguments: all)
    func runner(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            try await put(9, in: world)
            let transport = Post.Box(failingEach: 3)
            let runner = MailRunner(
                store: world.store, postman: world.postman, writer: Plain(), transport: transport, logger: Logger(label: "test"), lanes: 4,
                pause: .milliseconds(10))
            let running = Task { try await runner.run() }
            while try await world.store.hasDueMail(world.worker().grant()) { try await Task.sleep(for: .milliseconds(10)) }
            while try await summaries(world, .waiting).contains(where: { $0.lastError == nil }) {
                try await Task.sleep(for: .milliseconds(10))
            }
            world.pass(.minutes(1))
            while try await !summaries(world, .waiting).isEmpty { try await Task.sleep(for: .milliseconds(10)) }
            running.cancel()
            try await running.value
            #expect(try await summaries(world).allSatisfy { $0.state == .sent })
            let letters = transport.letters
            #expect(letters.count == 12 && Set(letters.map(\.id)).count == 9 && transport.mostAtOnce <= 4)
            for attempts in Dictionary(grouping: letters, by: \.id).values {
                #expect(attempts.allSatisfy { $0.rendered() == attempts[0].rendered() })
            }
        }
    }

    @Test("a refused letter is parked at once, a cancelled one is given back untried", arguments: all)
    func refusedAndCancelled(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            try await put(1, in: world)
            let refusing = MailRunner(
                store: world.store, postman: world.postman, writer: Plain(), transport: Post.Refusing(), logger: Logger(label: "test"))
            _ = try await refusing.tick()
            #expect(try await summaries(world, .parked).first?.lastError == "permanent, 550: no")
            try await put(1, in: world)
            let hanging = MailRunner(
                store: world.store, postman: world.postman, writer: Plain(), transport: Post.Hanging(), logger: Logger(label: "test"))
            let task = Task { try await hanging.tick() }
            while try await summaries(world, .waiting).first?.attempts != 1 { try await Task.sleep(for: .milliseconds(10)) }
            task.cancel()
            _ = try? await task.value
            #expect(try await summaries(world, .waiting).map(\.attempts) == [0])
        }
    }
}

private struct Plain: LetterWriter {
    func letter(for mail: LeasedMail) throws(Unmailable) -> Letter {
        try Letter(
            id: mail.id.text, from: Mailbox("portal@portal.example"), to: Mailbox(mail.recipient.text), subject: mail.kind, text: "Hello",
            html: "<p>Hello",
            date: mail.createdAt.milliseconds, language: mail.language.rawValue)
    }
}

extension Post {
    /// Takes letters, and fails the first attempt of some.
    fileprivate final class Box: Transport {
        private struct State {
            var letters: [Letter] = []
            var now = 0
            var most = 0
        }

        private let state = Mutex(State())
        private let share: Int

        init(failingEach share: Int) { self.share = share }

        var letters: [Letter] { state.withLock { $0.letters } }
        var mostAtOnce: Int { state.withLock { $0.most } }

        func deliver(_ letter: Letter) async throws(DeliveryFailure) {
            let isFirst = state.withLock { state in
                state.now += 1
                state.most = max(state.most, state.now)
                defer { state.letters.append(letter) }
                return !state.letters.contains { $0.id == letter.id } && (state.letters.count + 1).isMultiple(of: share)
            }
            try? await Task.sleep(for: .milliseconds(5))
            state.withLock { $0.now -= 1 }
            if isFirst { throw DeliveryFailure(.temporary, code: 451, reason: "later") }
        }
    }

    fileprivate struct Refusing: Transport {
        func deliver(_ letter: Letter) async throws(DeliveryFailure) { throw DeliveryFailure(.permanent, code: 550, reason: "no") }
    }

    fileprivate struct Hanging: Transport {
        func deliver(_ letter: Letter) async throws(DeliveryFailure) {
            try? await Task.sleep(for: .seconds(60))
            throw DeliveryFailure(.temporary, reason: "broken off")
        }
    }
}
