/// What a stored Argon2id hash says about itself, in the PHC string format:
/// `$argon2id$v=19$m=19456,t=2,p=1$salt$tag`.
struct PHCString {
    let cost: PassphraseHasher.Cost

    /// Reads the head of `text`, or nil when it is anything but Argon2id of version 1.3 at a cost within
    /// bounds: a doctored row must not make the server allocate what it likes.
    init?(_ text: String) {
        let fields = text.split(separator: "$", omittingEmptySubsequences: false)
        guard fields.count == 6, fields[0].isEmpty, fields[1] == "argon2id", fields[2] == "v=19",
            !fields[4].isEmpty, !fields[5].isEmpty, text.utf8.count <= 256
        else { return nil }
        let costs = fields[3].split(separator: ",", omittingEmptySubsequences: false)
        guard costs.count == 3,
            let memory = Self.number(costs[0], "m="),
            let passes = Self.number(costs[1], "t="),
            let lanes = Self.number(costs[2], "p="),
            let cost = PassphraseHasher.Cost(memoryKiB: memory, passes: passes, lanes: lanes)
        else { return nil }
        self.cost = cost
    }

    private static func number(_ field: Substring, _ name: String) -> UInt32? {
        field.hasPrefix(name) ? UInt32(field.dropFirst(name.count)) : nil
    }
}
