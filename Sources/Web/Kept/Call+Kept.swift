import Domain
import HTTPTypes

extension Call where A: Reading {
    /// The answer to a question about the caller's own organization, as long as nothing changes there.
    ///
    /// - Parameters:
    ///   - dependsOnTime: time alone may change the answer at any moment.
    ///   - make: reads and writes the answer; its end is when time alone makes another of it.
    func keeping(dependsOnTime: Bool = false, _ make: () async throws -> (Reply, end: Moment?)) async throws -> Reply {
        let isAtHome = asked.query["organization"].map { $0 == caller.organization?.text } ?? true
        let kept = try await portal.keeping(asked, for: actor, at: isAtHome && !dependsOnTime ? caller.revision : nil) {
            let (reply, end) = try await make()
            return KeptReply(reply, until: end)
        }
        return kept.reply
    }
}

/// An answer of the machine interface, whole.
private struct KeptReply: Keepable {
    let reply: Reply
    let end: Moment?

    init(_ reply: Reply, until end: Moment?) {
        (self.reply, self.end) = (reply, end)
    }

    var isLarge: Bool {
        guard case .bytes(let bytes) = reply.body else { return true }
        return bytes.count > 128 * 1024
    }

    static func == (one: KeptReply, other: KeptReply) -> Bool {
        guard case .bytes(let bytes) = one.reply.body, case .bytes(let others) = other.reply.body else { return false }
        return one.reply.status == other.reply.status && one.reply.headers == other.reply.headers && bytes == others && one.end == other.end
    }
}
