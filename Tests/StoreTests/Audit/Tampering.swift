import Credentials
import Domain

@testable import Store

/// A way to falsify a log. All of them touch what a checkpoint covers.
enum Tampering: String, CaseIterable {
    case bodyByte, bodyForged, column, hash
    case entryDeleted, entryDeletedForged, entryInserted, entryDuplicated, entriesSwapped, bodiesSwapped, entriesSwappedForged
    case truncated, truncatedForged, rolledBack, chainDeleted, chainDeletedWithHead, chainRenamed, chainsSwapped
    case headEntries, headHash, headDeleted, headAdded
    case value, salt, valueIntoSalt, valueAdded, valuesSwapped
    case checkpointByte, checkpointDeleted, checkpointsSwapped, checkpointDuplicated, checkpointUnsigned, checkpointStrangersKey,
        checkpointHead

    /// Changes `copy`, or leaves it as it is when this one has nothing to change there.
    /// - Returns: where.
    func apply(to copy: inout AuditCopy, _ random: inout Seeded, stranger: Signer) -> String {
        let place = random.below(copy.entries.count)
        let entry = copy.entries[place]
        let chain = entry.chain
        let mine = copy.places(of: chain)
        let where_ = "chain \(chain) entry \(entry.number)"
        switch self {
        case .bodyByte:
            copy.entries[place].body = random.edited(entry.body)
        case .bodyForged:
            // A new time, in the column too, and all the arithmetic after it.
            copy.entries[place].at += Int64(1 + random.below(1000))
            copy.entries[place].body = entry.body.replacing("\"at\":\(entry.at),", with: "\"at\":\(copy.entries[place].at),")
            copy.rehash(from: place)
        case .column:
            switch random.below(5) {
            case 0: copy.entries[place].at += 1
            case 1: copy.entries[place].action = random.edited(entry.action)
            case 2: copy.entries[place].outcome = entry.outcome == "done" ? "refused" : "done"
            case 3: copy.entries[place].actor = entry.actor == nil ? "x" : nil
            default: copy.entries[place].target = entry.target.map { random.edited($0) } ?? "x"
            }
        case .hash: copy.entries[place].hash = random.edited(entry.hash)
        case .entryDeleted: copy.entries.remove(at: place)
        case .entryDeletedForged:
            guard mine.last != place else { return Tampering.truncatedForged.apply(to: &copy, &random, stranger: stranger) }
            copy.entries.remove(at: place)
            copy.renumber(chain)
            copy.rehash(from: place)
        case .entryInserted:
            // Behind the last it would be an entry that no checkpoint covers yet.
            guard mine.last != place else { return Tampering.entryDuplicated.apply(to: &copy, &random, stranger: stranger) }
            copy.entries.insert(entry, at: place)
            copy.renumber(chain)
            copy.rehash(from: place)
        case .entryDuplicated: copy.entries.insert(entry, at: place)
        case .entriesSwapped: copy.entries.swapAt(place, random.other(than: place, in: mine))
        case .bodiesSwapped:
            let other = random.other(than: place, in: mine)
            (copy.entries[place].body, copy.entries[other].body) = (copy.entries[other].body, entry.body)
        case .entriesSwappedForged:
            copy.entries.swapAt(place, random.other(than: place, in: mine))
            for (number, index) in zip(Int64(1)..., mine) where copy.entries[index].number != number {
                copy.entries[index].number += 1_000_000
            }
            for index in mine where copy.entries[index].number > 1_000_000 {
                copy.entries[index].body = copy.entries[index].body.replacing(
                    "\"number\":\(copy.entries[index].number - 1_000_000),", with: "\"number\":\(copy.entries[index].number),",
                    maxReplacements: 1)
            }
            copy.renumber(chain)
            copy.rehash(from: mine[0])
        case .truncated: copy.entries.removeAll { $0.chain == chain && $0.number >= entry.number }
        case .truncatedForged:
            copy.entries.removeAll { $0.chain == chain && $0.number > max(1, entry.number - 1) }
            copy.mendHead(of: chain)
        case .rolledBack:
            // Put back, and gone on with from there: other entries, all arithmetic right, as many as before.
            for index in mine where copy.entries[index].number >= entry.number {
                let old = copy.entries[index]
                copy.entries[index].action = "retold"
                copy.entries[index].body = old.body.replacing("\"action\":\"\(old.action)\"", with: "\"action\":\"retold\"")
            }
            copy.rehash(from: place)
        case .chainDeleted: copy.entries.removeAll { $0.chain == chain }
        case .chainDeletedWithHead:
            copy.entries.removeAll { $0.chain == chain }
            copy.heads.removeAll { $0.chain == chain }
        case .chainRenamed:
            let name = random.edited(chain)
            for index in mine {
                copy.entries[index].chain = name
                copy.entries[index].body = copy.entries[index].body.replacing("\"chain\":\"\(chain)\"", with: "\"chain\":\"\(name)\"")
            }
            copy.heads = copy.heads.map { $0.chain == chain ? ChainHead(chain: name, entries: $0.entries, hash: $0.hash) : $0 }
            copy.rehash(from: mine[0])
        case .chainsSwapped:
            let other = copy.heads[random.other(than: copy.heads.firstIndex { $0.chain == chain } ?? 0, in: Array(copy.heads.indices))]
                .chain
            func renamed(_ name: String) -> String { name == chain ? other : name == other ? chain : name }
            for index in copy.entries.indices { copy.entries[index].chain = renamed(copy.entries[index].chain) }
            copy.heads = copy.heads.map { ChainHead(chain: renamed($0.chain), entries: $0.entries, hash: $0.hash) }
        case .headEntries, .headHash, .headDeleted, .headAdded:
            let index = random.below(copy.heads.count)
            let head = copy.heads[index]
            switch self {
            case .headEntries:
                copy.heads[index] = ChainHead(chain: head.chain, entries: head.entries + (random.below(2) == 0 ? 1 : -1), hash: head.hash)
            case .headHash: copy.heads[index] = ChainHead(chain: head.chain, entries: head.entries, hash: random.edited(head.hash))
            case .headDeleted: copy.heads.remove(at: index)
            default: copy.heads.insert(head, at: index)
            }
            return "head \(head.chain)"
        case .value, .salt, .valueIntoSalt, .valueAdded, .valuesSwapped: tamperWithValue(of: place, in: &copy, &random)
        case .checkpointByte, .checkpointDeleted, .checkpointsSwapped, .checkpointDuplicated, .checkpointUnsigned, .checkpointStrangersKey,
            .checkpointHead:
            return tamperWithCheckpoint(in: &copy, &random, stranger)
        }
        return where_
    }

    private func tamperWithValue(of place: Int, in copy: inout AuditCopy, _ random: inout Seeded) {
        let entry = copy.entries[place]
        let names = entry.values.keys.sorted()
        if self == .valueAdded {
            copy.entries[place].values["changes.\(random.below(9)).after.x"] = .init(salt: String(repeating: "0", count: 32), value: "x")
        }
        guard !names.isEmpty else { return }
        let name = names[random.below(names.count)]
        guard let value = entry.values[name] else { return }
        switch self {
        case .value: copy.entries[place].values[name]?.value = random.edited(value.value)
        case .salt: copy.entries[place].values[name]?.salt = random.edited(value.salt)
        case .valueIntoSalt:
            guard let first = value.value.first else { return }
            copy.entries[place].values[name] = .init(salt: value.salt + String(first), value: String(value.value.dropFirst()))
        case .valuesSwapped:
            let other = names[random.below(names.count)]
            copy.entries[place].values[name] = entry.values[other]
            copy.entries[place].values[other] = value
        default: break
        }
    }

    private func tamperWithCheckpoint(in copy: inout AuditCopy, _ random: inout Seeded, _ stranger: Signer) -> String {
        // Not the last one: without it the log is one that is covered a minute less.
        let place = random.below(copy.checkpoints.count - 1)
        let line = copy.checkpoints[place]
        guard let old = Checkpoint(line: line) else { return "" }
        switch self {
        case .checkpointByte: copy.checkpoints[place] = random.edited(line)
        case .checkpointDeleted: copy.checkpoints.remove(at: place)
        case .checkpointsSwapped: copy.checkpoints.swapAt(place, place + 1)
        case .checkpointDuplicated: copy.checkpoints.insert(line, at: place)
        case .checkpointUnsigned:
            // As the planted fault writes them: the last one, so that no link tells.
            let last = copy.checkpoints.count - 1
            let none = Base64URL.encode([UInt8](repeating: 0, count: 64))
            copy.checkpoints[last] = String(copy.checkpoints[last].dropLast(88)) + none + "\"}"
        case .checkpointStrangersKey:
            let last = copy.checkpoints.count - 1
            guard let old = Checkpoint(line: copy.checkpoints[last]),
                let forged = try? Checkpoint(
                    number: old.number, at: old.at, previous: old.previous, heads: old.heads, restoredFrom: nil, signer: stranger)
            else { return "" }
            copy.checkpoints[last] = forged.line
        case .checkpointHead:
            let head = old.heads[random.below(old.heads.count)]
            copy.checkpoints[place] = line.replacing("\"hash\":\"\(head.hash)\"", with: "\"hash\":\"\(random.edited(head.hash))\"")
        default: break
        }
        return "checkpoint \(place + 1)"
    }
}

/// SplitMix64: the same seed, the same tamperings.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &self) }

    mutating func other(than index: Int, in places: [Int]) -> Int {
        let others = places.filter { $0 != index }
        return others.isEmpty ? index : others[below(others.count)]
    }

    /// The text with one character changed, added or taken away.
    mutating func edited(_ text: String) -> String {
        var characters = Array(text)
        guard !characters.isEmpty else { return "x" }
        let place = below(characters.count)
        switch below(4) {
        case 0: characters.remove(at: place)
        case 1: characters.insert("0", at: place)
        default: characters[place] = characters[place] == "7" ? "8" : "7"
        }
        return String(characters)
    }
}
