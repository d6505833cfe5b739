import Dispatch
import Foundation
import Synchronization
import Testing

@testable import Credentials

@Suite struct PassphraseHasherTests {
    private let cheap = PassphraseHasher(cost: .least)

    @Test("a passphrase matches its own hash and no other does")
    func verify() async throws {
        let passphrase = try Passphrase(choosing: PassphraseTests.own)
        let stored = try await cheap.hash(passphrase)
        #expect(try await cheap.verify(passphrase, against: stored))
        #expect(try await cheap.verify(Passphrase(entered: PassphraseTests.own), against: stored))
        for other in ["", PassphraseTests.own + " ", PassphraseTests.own.uppercased(), String(PassphraseTests.own.dropLast())] {
            #expect(try await !cheap.verify(Passphrase(entered: other), against: stored))
        }
    }

    @Test("an entered text beyond any length matches nothing, not even its own start")
    func tooLong() async throws {
        let stored = try await cheap.hash(try Passphrase(choosing: PassphraseTests.own))
        let long = PassphraseTests.own + String(repeating: "x", count: 3_000_000)
        #expect(try await !cheap.verify(Passphrase(entered: long), against: stored))
    }

    @Test("two hashes of one passphrase differ, and have the PHC form at OWASP's cost")
    func format() async throws {
        let hasher = PassphraseHasher()
        let passphrase = try Passphrase(choosing: PassphraseTests.own)
        let (one, other) = (try await hasher.hash(passphrase), try await hasher.hash(passphrase))
        #expect(one != other)
        #expect(one.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(one.split(separator: "$").map(\.count) == [8, 4, 15, 22, 43])
        #expect(!hasher.needsRehash(one))
        #expect(try await hasher.verify(passphrase, against: one))
    }

    @Test(
        "the reference implementation's own Argon2id vectors verify",
        arguments: [
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
            "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
        ])
    func vectors(stored: String) async throws {
        #expect(try await cheap.verify(Passphrase(entered: "password"), against: stored))
        #expect(try await !cheap.verify(Passphrase(entered: "passwore"), against: stored))
        #expect(cheap.needsRehash(stored))
    }

    @Test("a hash of another cost or kind needs a new one")
    func needsRehash() async throws {
        let stored = try await cheap.hash(try Passphrase(choosing: PassphraseTests.own))
        #expect(!cheap.needsRehash(stored))
        #expect(PassphraseHasher().needsRehash(stored))
        #expect(cheap.needsRehash("$2b$12$abcdefghijklmnopqrstuu"))
    }

    @Test(
        "a stored text that is no hash of ours is refused before it costs memory or time",
        arguments: [
            "", "$", "plain", "$argon2i$v=19$m=65536,t=2,p=4$c29tc2FsdA$RdescudvJCsgt3ub+b9dWRWJTmaaJObG",
            "$argon2id$v=16$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
            "$argon2id$v=19$m=4294967295,t=2,p=1$c29tZXNhbHQ$AAAA", "$argon2id$v=19$m=256,t=4294967295,p=1$c29tZXNhbHQ$AAAA",
            "$argon2id$v=19$m=256,t=2,p=16777215$c29tZXNhbHQ$AAAA", "$argon2id$v=19$m=256,t=2,p=1$$",
            "$argon2id$v=19$m=-1,t=2,p=1$c29tZXNhbHQ$AAAA", "$argon2id$v=19$m=99999999999999999999,t=2,p=1$c29tZXNhbHQ$AAAA",
            "$argon2id$v=19$t=2,m=256,p=1$c29tZXNhbHQ$AAAA",
        ])
    func unreadable(stored: String) async {
        await #expect(throws: HashingProblem.unreadable) {
            try await cheap.verify(Passphrase(entered: "password"), against: stored)
        }
    }

    @Test("every prefix and random mutation of a hash is refused or false")
    func mutations() async throws {
        let stored = try await cheap.hash(try Passphrase(choosing: PassphraseTests.own))
        var random = SeededGenerator(seed: 3)
        var mutants = (0..<stored.utf8.count).map { Array(stored.utf8.prefix($0)) }
        for _ in 0..<2000 { mutants.append(random.mutate(Array(stored.utf8))) }
        for mutant in mutants {
            let text = String(decoding: mutant, as: UTF8.self)
            // A cost that a mutation raised is honest work; it is not what is tested here.
            if let cost = PHCString(text)?.cost, cost.memoryKiB > 64 || cost.passes > 4 { continue }
            let verified = try? await cheap.verify(Passphrase(entered: PassphraseTests.own), against: text)
            #expect(verified != true, "\(text)")
        }
    }

    @Test("an account that does not exist costs what one that exists does")
    func decoy() async throws {
        let hasher = PassphraseHasher(threads: 1)
        let passphrase = try Passphrase(choosing: PassphraseTests.own)
        let stored = try await hasher.hash(passphrase)
        let wrong = Passphrase(entered: "something else entirely")
        var (real, none): ([Duration], [Duration]) = ([], [])
        for _ in 0..<9 {
            real.append(try await ContinuousClock().measure { _ = try await hasher.verify(wrong, against: stored) })
            none.append(try await ContinuousClock().measure { _ = try await hasher.verifyNothing(wrong) })
        }
        #expect(try await !hasher.verifyNothing(passphrase))
        let ratio = none.sorted()[4] / real.sorted()[4]
        #expect((0.5...2).contains(ratio), "\(ratio)")
    }
}

@Suite struct HashingPoolTests {
    @Test("work beyond the threads and the queue is refused at once, and the rest is done")
    func overload() async throws {
        let pool = HashingPool(threads: 2, waiting: 3)
        let gate = DispatchSemaphore(value: 0)
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 {
                group.addTask { (try? await pool.run { gate.wait() }) != nil }
            }
            var outcomes: [Bool] = []
            // Fifteen must come back while the other five still wait at the gate.
            for _ in 0..<15 { outcomes.append(await group.next() ?? true) }
            #expect(outcomes.allSatisfy { !$0 })
            for _ in 0..<5 { gate.signal() }
            for await outcome in group { outcomes.append(outcome) }
            return outcomes
        }
        #expect(outcomes.count { $0 } == 5)
        // Its places are free again.
        #expect(try await pool.run { 7 } == 7)
    }

    @Test("never more threads work than were asked for")
    func width() async {
        let pool = HashingPool(threads: 3, waiting: 100)
        let busy = Busy()
        let gate = DispatchSemaphore(value: 0)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<60 {
                group.addTask {
                    try? await pool.run {
                        busy.enter()
                        gate.wait()
                        busy.leave()
                    }
                }
            }
            for _ in 0..<2000 where busy.most < 3 { try? await Task.sleep(for: .milliseconds(5)) }
            for _ in 0..<60 { gate.signal() }
        }
        #expect(busy.most == 3)
    }

    @Test("blocked threads of the pool do not stop other tasks")
    func doesNotStarve() async throws {
        let pool = HashingPool(threads: 64, waiting: 0)
        let gate = DispatchSemaphore(value: 0)
        let blocked = (0..<64).map { _ in Task { try await pool.run { gate.wait() } } }
        // Tasks that hop through the cooperative pool, while more threads than the machine has cores are blocked.
        let sum = await withTaskGroup(of: Int.self) { group in
            for number in 0..<200 {
                group.addTask {
                    await Task.yield()
                    return number
                }
            }
            return await group.reduce(0, +)
        }
        #expect(sum == 19_900)
        for _ in 0..<64 { gate.signal() }
        for task in blocked { try await task.value }
    }
}

/// Counts who is inside.
private final class Busy: Sendable {
    private let counts = Mutex((now: 0, most: 0))

    var most: Int { counts.withLock { $0.most } }
    func enter() { counts.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) } }
    func leave() { counts.withLock { $0.now -= 1 } }
}
