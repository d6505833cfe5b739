// Times the permission check alone, over a fixed set of questions, and counts what it allocates. Prints one line of JSON.

import CountingMalloc
@_spi(Authenticator) import Domain
import Glibc

struct Question {
    let actor: Actor
    let permission: Permission
    let target: Target
}

func identifier<Entity>(_ number: Int) -> Identifier<Entity> {
    let digits = String(number, radix: 16)
    return Identifier(stored: "01900000-0000-7000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits)
}

/// Every permission at every level, over the own contact, colleagues, a stranger and what belongs to an organization.
func questions() -> [Question] {
    var questions: [Question] = []
    for permission in Permission.allCases {
        for level in Level.allCases {
            let actor = Actor(contact: identifier(1), organization: identifier(2), level: level, name: "Ada Berg")
            let targets: [Target] = [
                .contact(identifier(1), level: level, of: identifier(2)), .contact(identifier(3), level: .none, of: identifier(2)),
                .contact(identifier(4), level: .admin, of: identifier(2)), .contact(identifier(5), level: .admin, of: identifier(6)),
                .belonging(of: identifier(2)), .belonging(of: identifier(6)),
            ]
            questions += targets.map { Question(actor: actor, permission: permission, target: $0) }
        }
    }
    var generator = Shuffle()
    return questions.shuffled(using: &generator)
}

/// The same order in every run (Knuth's MMIX generator).
struct Shuffle: RandomNumberGenerator {
    var state: UInt64 = 20_260_101

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}

@inline(never)
func decide(_ question: borrowing Question) -> Bool {
    question.actor.may(question.permission, question.target)
}

func allowed(_ questions: [Question], rounds: Int) -> Int {
    var allowed = 0
    for _ in 0..<rounds {
        for index in questions.indices where decide(questions[index]) { allowed += 1 }
    }
    return allowed
}

/// Processor time of this thread: another program on the same core does not count.
func nanoseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
}

let asked = questions()
_ = allowed(asked, rounds: 50)
let rounds = 5000
let before = allocations()
let start = nanoseconds()
let yes = allowed(asked, rounds: rounds)
let took = nanoseconds() - start
let made = allocations() - before

// The counter must find an allocation where there is one.
let empty = allocations()
let planted = [UInt8](repeating: 1, count: yes % 100 + 1000)
let seen = allocations() - empty

print("{\"decisions\": \(rounds * asked.count), \"nanoseconds\": \(took), \"allocations\": \(made), \"allowed\": \(yes), \"planted\": \(planted.isEmpty ? 0 : seen)}")
