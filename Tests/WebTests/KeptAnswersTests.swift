import Domain
import Testing

@testable import Web

@Suite("Kept answers")
struct KeptAnswersTests {
    private let now = Moment(milliseconds: 1_800_000_000_000)

    private func question(_ target: String = "/users", by asker: String = "lena", at level: Level = .admin) -> KeptAnswers.Question {
        KeptAnswers.Question(asker: asker, level: level, target: target)
    }

    private func find(_ kept: KeptAnswers, _ question: KeptAnswers.Question, at revision: Int64 = 7, now: Moment? = nil) -> String? {
        kept.answer(to: question, at: revision, now: now ?? self.now)
    }

    @Test("an answer is told again at its own revision, and at no other")
    func revisions() {
        let kept = KeptAnswers()
        kept.keep("as it was", to: question(), at: 7, until: nil)
        #expect(find(kept, question()) == "as it was")
        #expect(find(kept, question(), at: 8) == nil)
        #expect(find(kept, question(), at: 6) == nil)
        kept.keep("as it is", to: question(), at: 8, until: nil)
        #expect(find(kept, question(), at: 8) == "as it is")
        #expect(find(kept, question()) == nil)
    }

    @Test("nobody is told what somebody else asked, nor the same person at another level or address")
    func askers() {
        let kept = KeptAnswers()
        kept.keep("hers", to: question(), at: 7, until: nil)
        #expect(find(kept, question(by: "ola")) == nil)
        #expect(find(kept, question(at: .readOnly)) == nil)
        #expect(find(kept, question("/users?page=2")) == nil)
    }

    @Test("an answer that time changes ends with its moment")
    func ends() {
        let kept = KeptAnswers()
        kept.keep("invited", to: question(), at: 7, until: now + .minutes(1))
        #expect(find(kept, question(), now: now + .minutes(1) - Moment.Span(milliseconds: 1)) == "invited")
        #expect(find(kept, question(), now: now + .minutes(1)) == nil)
    }

    @Test("when there is no more room, what was asked for longest ago goes")
    func room() {
        let kept = KeptAnswers(capacity: 2)
        kept.keep("1", to: question("/1"), at: 7, until: nil)
        kept.keep("2", to: question("/2"), at: 7, until: nil)
        #expect(find(kept, question("/1")) == "1")
        kept.keep("3", to: question("/3"), at: 7, until: nil)
        #expect(find(kept, question("/1")) == "1")
        #expect(find(kept, question("/2")) == nil)
        #expect(find(kept, question("/3")) == "3")
    }
}
