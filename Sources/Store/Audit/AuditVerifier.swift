public import Credentials
import Domain

/// Finds any edit, deletion, reordering, shortening or roll-back of a log that its checkpoints cover, and every edit
/// of what they do not cover yet that was not made with the chain's own arithmetic.
///
/// It is handed the checkpoints, then the heads, then the entries chain by chain in the order of their numbers, and
/// keeps of all that only the hashes that checkpoints name. It neither knows nor cares whether they come from a
/// database or from an export.
public struct AuditVerifier: Sendable {
    private let keys: PublicKeys
    private var report = AuditReport()
    private var trail = CheckpointTrail()
    private var heads: [String: ChainHead] = [:]
    private var seen: Set<String> = []
    /// The chain that is being read.
    private var current: (chain: String, number: Int64, hash: String)?
    /// What checkpoints say of it, by number.
    private var witnessed: [Int64: CheckpointTrail.Witness] = [:]

    /// - Parameter keys: those whose signatures count.
    public init(keys: PublicKeys) { self.keys = keys }

    /// The next line of the checkpoints.
    public mutating func take(checkpointLine line: String) {
        report.checkpoints += 1
        let place = "checkpoint \(trail.number + 1)"
        guard let checkpoint = Checkpoint(line: line) else {
            report.add(place, "the line is not a checkpoint")
            return trail.skip(line)
        }
        if checkpoint.number != trail.number + 1 {
            report.add(place, "its number is \(checkpoint.number): one is missing, or they were reordered")
        }
        if checkpoint.previous != trail.hash { report.add(place, "it does not follow the line before it") }
        if !keys.verify(checkpoint.signature, of: checkpoint.message) { report.add(place, "its signature is not valid") }
        if checkpoint.restoredFrom != nil { report.restores.append(checkpoint.number) }
        for problem in trail.take(checkpoint, line: line) { report.add(place, problem) }
    }

    /// The next head.
    public mutating func take(_ head: ChainHead) {
        report.chains += 1
        if heads.updateValue(head, forKey: head.chain) != nil { report.add("chain \(head.chain)", "it has two heads") }
    }

    /// The next entry.
    public mutating func take(_ entry: StoredEntry) {
        report.entries += 1
        if entry.chain != current?.chain {
            endChain()
            if !seen.insert(entry.chain).inserted { report.add("chain \(entry.chain)", "its entries are not together") }
            current = (entry.chain, 0, "")
            witnessed = trail.witnesses(of: entry.chain)
        }
        guard let last = current else { return }
        let place = "chain \(entry.chain) entry \(entry.number)"
        if entry.number != last.number + 1 { report.add(place, "entry \(last.number + 1) is missing, or they were reordered") }
        let hash = EntryBody.hash(after: last.hash, entry.body.utf8)
        if hash != entry.hash { report.add(place, "its hash does not follow from the entry before and its body") }
        if let witness = witnessed.removeValue(forKey: entry.number), witness.hash != hash {
            report.add(place, "checkpoint \(witness.checkpoint) saw another entry here")
        }
        checkBody(of: entry, at: place)
        // From here on the chain is followed as it stands, so that one edit is not told as many.
        current = (entry.chain, entry.number, entry.hash)
    }

    /// Ends the verification.
    public mutating func finish() -> AuditReport {
        endChain()
        for chain in Set(heads.keys).union(trail.chains).subtracting(seen).sorted() {
            current = (chain, 0, "")
            witnessed = trail.witnesses(of: chain)
            endChain()
        }
        return report
    }

    private mutating func endChain() {
        guard let last = current else { return }
        current = nil
        let place = "chain \(last.chain)"
        if let head = heads[last.chain] {
            if head.entries != last.number || head.hash != last.hash {
                report.add(place, "it ends with entry \(last.number), and its head says \(head.entries)")
            }
        } else {
            report.add(place, "it has no head")
        }
        if let missing = witnessed.min(by: { $0.key < $1.key }) {
            report.add("\(place) entry \(missing.key)", "checkpoint \(missing.value.checkpoint) saw it, and it is gone")
        }
    }

    private mutating func checkBody(of entry: StoredEntry, at place: String) {
        guard let body = AuditBody(entry.body) else { return report.add(place, "its body cannot be read") }
        if body.chain != entry.chain || body.number != entry.number {
            report.add(place, "its body belongs to chain \(body.chain) entry \(body.number)")
        }
        for (name, isEqual) in [
            ("at", body.at == entry.at), ("action", body.action == entry.action), ("outcome", body.outcome == entry.outcome),
            ("actor", body.actor.id == entry.actor), ("target", body.target == entry.target),
        ] where !isEqual { report.add(place, "the column \(name) differs from its body") }

        let digests = body.digests
        for (name, value) in entry.values.sorted(by: { $0.key < $1.key }) {
            guard let digest = digests[name] else {
                report.add(place, "there is a value \(name) that its body does not have")
                continue
            }
            // The salt's length is fixed: otherwise a character could move from the value to the salt.
            if value.salt.utf8.count != EntryBody.saltLength || EntryBody.digest(salt: value.salt, value: value.value) != digest {
                report.add(place, "the value \(name) was changed")
            }
        }
        report.erasedValues += digests.keys.count { entry.values[$0] == nil }
    }
}
