import Domain
import HTTPTypes
import Logging
import Store
import Synchronization

/// What was read for somebody and is still true, so that it need not be read again.
///
/// With who asks, each request finds out the revision of their organization (``SignedIn/revision``), which moves with every
/// change of what is kept of it. What was read at that revision or later is what would be read again, whichever process made
/// the changes; only a database that is put back to an earlier state asks for a new start. Who asks is never remembered.
final class KeptAnswers: Sendable {
    /// Who asks what. A token is somebody of its own.
    struct Question: Hashable, Sendable {
        let asker: String
        let level: Level
        /// The address with its query.
        let target: String
    }

    private struct Kept {
        let answer: any Sendable
        let revision: Int64
        /// When time alone makes another answer of it.
        let end: Moment?
        /// When it was asked for last, in questions.
        var lastAsked: UInt64
    }

    private struct State {
        var kept: [Question: Kept] = [:]
        var asked: UInt64 = 0
    }

    /// So many answers are kept: some megabytes.
    private let capacity: Int
    private let state = Mutex(State())

    init(capacity: Int = 128) {
        self.capacity = capacity
    }

    func answer<Answer: Sendable>(to question: Question, at revision: Int64, now: Moment) -> Answer? {
        state.withLock { state in
            state.asked += 1
            guard let kept = state.kept[question], kept.revision == revision, kept.end.map({ now < $0 }) ?? true else { return nil }
            state.kept[question]?.lastAsked = state.asked
            return kept.answer as? Answer
        }
    }

    /// - Parameter revision: what the organization's was before the answer was read.
    func keep(_ answer: some Sendable, to question: Question, at revision: Int64, until end: Moment?) {
        state.withLock { state in
            if state.kept.count >= capacity, state.kept[question] == nil,
                let oldest = state.kept.min(by: { $0.value.lastAsked < $1.value.lastAsked })
            {
                state.kept[oldest.key] = nil
            }
            state.kept[question] = Kept(answer: answer, revision: revision, end: end, lastAsked: state.asked)
        }
    }
}

/// Something that can be read again and compared.
protocol Keepable: Sendable, Equatable {
    /// When time alone makes another answer of it; nil for never.
    var end: Moment? { get }
    /// What takes much memory by itself is read again.
    var isLarge: Bool { get }
}

extension Portal {
    /// What `read` says, or has said before where that is still true.
    ///
    /// - Parameter revision: of the actor's own organization, as the request found it; nil where it is not known, or where more
    ///   than that and the address asked for decides the answer.
    func keeping<Answer: Keepable>(_ asked: Asked, for actor: Actor, at revision: Int64?, _ read: () async throws -> Answer) async throws
        -> Answer
    {
        // A form's answer is read after the form has changed something.
        guard asked.method == .get, let revision, let asker = actor.token?.id.text ?? actor.contact?.text else { return try await read() }
        let question = KeptAnswers.Question(asker: asker, level: actor.level, target: asked.target)
        if let answer: Answer = kept.answer(to: question, at: revision, now: store.clock()) {
            #if DEBUG
            try await requireTrue(answer, for: actor, at: revision, read)
            #endif
            return answer
        }
        let answer = try await read()
        if !answer.isLarge { kept.keep(answer, to: question, at: revision, until: answer.end) }
        return answer
    }

    #if DEBUG
    /// Debug builds read all the same, so that every test and proof would find an answer that is out of date.
    private func requireTrue<Answer: Keepable>(
        _ answer: Answer, for actor: Actor, at revision: Int64, _ read: () async throws -> Answer
    ) async throws {
        let again = try await read()
        guard again != answer, let organization = actor.organization else { return }
        let isEnded = answer.end.map { $0 <= store.clock() } ?? false
        // Somebody may have changed something in between.
        if try await store.revision(of: organization) == revision, !isEnded {
            logger.critical("a kept answer is out of date", metadata: ["revision": "\(revision)"])
            throw KeptAnswerIsOld()
        }
    }

    private struct KeptAnswerIsOld: Error {}
    #endif
}
