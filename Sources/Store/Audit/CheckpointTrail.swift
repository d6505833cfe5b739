/// What the checkpoints say, folded: of each chain, which hash stood at which number. It grows with the checkpoints
/// and not with the log.
struct CheckpointTrail: Sendable {
    struct Witness: Sendable {
        let hash: String
        let checkpoint: Int64
    }

    private struct Sighting: Sendable {
        let checkpoint: Int64
        let entries: Int64
        let hash: String
    }

    /// Of the last line, by its place and not by what it says.
    var number: Int64 { Int64(hashes.count) }
    /// Of the last line.
    var hash: String { hashes.last ?? "" }
    private var sightings: [String: [Sighting]] = [:]
    /// The hash of every line, to know the one that a restore names.
    private var hashes: [String] = []

    var chains: Set<String> { Set(sightings.keys) }

    func witnesses(of chain: String) -> [Int64: Witness] {
        Dictionary(
            (sightings[chain] ?? []).map { ($0.entries, Witness(hash: $0.hash, checkpoint: $0.checkpoint)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// A line that says nothing, which only the next one's link can tell.
    mutating func skip(_ line: String) {
        hashes.append(Checkpoint.hash(ofLine: line))
    }

    /// Adds a checkpoint; returns what in it contradicts those before.
    mutating func take(_ checkpoint: Checkpoint, line: String) -> [String] {
        var problems: [String] = []
        if let restored = checkpoint.restoredFrom {
            let isKnown =
                restored == .none
                || (restored.number >= 1 && restored.number <= number && hashes[Int(restored.number) - 1] == restored.hash)
            if !isKnown { problems.append("it was restored from checkpoint \(restored.number), which is not here") }
            // What was seen after the backup was made is gone with the restore.
            for chain in chains {
                sightings[chain]?.removeAll { $0.checkpoint > restored.number }
                if sightings[chain]?.isEmpty == true { sightings[chain] = nil }
            }
        }
        skip(line)
        for head in checkpoint.heads {
            if let last = sightings[head.chain]?.last {
                if head.entries < last.entries {
                    problems.append("chain \(head.chain) had \(last.entries) entries before, and \(head.entries) now")
                }
                if head.entries == last.entries, head.hash != last.hash {
                    problems.append("chain \(head.chain) entry \(head.entries) changed since the one before")
                }
                if head == ChainHead(chain: head.chain, entries: last.entries, hash: last.hash) { continue }
            }
            sightings[head.chain, default: []].append(Sighting(checkpoint: number, entries: head.entries, hash: head.hash))
        }
        return problems
    }
}
