import Credentials

@testable import Store

/// A log outside a database, with its checkpoints: what a tampering changes and both verifiers read.
struct AuditCopy: Equatable {
    var heads: [ChainHead]
    var entries: [StoredEntry]
    var checkpoints: [String]

    var exportLines: [String] { heads.map(\.line) + entries.map(\.line) }

    /// A verifier that has read these checkpoints: a value, so that many logs with the same ones can begin from it.
    func primed(_ keys: PublicKeys) -> AuditVerifier {
        var verifier = AuditVerifier(keys: keys)
        for line in checkpoints { verifier.take(checkpointLine: line) }
        return verifier
    }

    func report(_ primed: AuditVerifier) -> AuditReport {
        var verifier = primed
        for head in heads { verifier.take(head) }
        for entry in entries { verifier.take(entry) }
        return verifier.finish()
    }

    /// Places of one chain's entries.
    func places(of chain: String) -> [Int] { entries.indices.filter { entries[$0].chain == chain } }

    /// Does the chain's arithmetic anew from the entry at `place` on, as whoever knows the product would.
    mutating func rehash(from place: Int) {
        let chain = entries[place].chain
        let mine = places(of: chain)
        var previous = mine.last { $0 < place }.map { entries[$0].hash } ?? ""
        for index in mine where index >= place {
            entries[index].hash = EntryBody.hash(after: previous, entries[index].body.utf8)
            previous = entries[index].hash
        }
        mendHead(of: chain)
    }

    /// Brings the head in line with the last entry.
    mutating func mendHead(of chain: String) {
        guard let head = heads.firstIndex(where: { $0.chain == chain }), let last = places(of: chain).last else { return }
        heads[head] = ChainHead(chain: chain, entries: entries[last].number, hash: entries[last].hash)
    }

    /// Gives the entries of a chain the numbers 1, 2, 3 …, in their bodies too.
    mutating func renumber(_ chain: String) {
        for (number, index) in zip(Int64(1)..., places(of: chain)) where entries[index].number != number {
            entries[index].body = entries[index].body.replacing(
                "\"number\":\(entries[index].number),", with: "\"number\":\(number),", maxReplacements: 1)
            entries[index].number = number
        }
    }
}
