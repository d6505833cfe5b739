import Domain

/// One thing that happened, as the log will say it.
struct Record {
    enum Outcome: String {
        case done, refused
    }

    /// The row of the matrix, or the name of an event that has none (`session.started`).
    let action: String
    var outcome: Outcome = .done
    /// The id of what it happened to.
    var target: String?
    /// What people call it; personal when the target is a person.
    var label: Value?
    var changes: [Change] = []

    /// One field, before and after.
    struct Change {
        let field: String
        let before: Value
        let after: Value
    }

    /// What stands in an entry.
    enum Value: Equatable {
        case nothing
        /// In clear: levels, roles, codes, numbers.
        case plain(String)
        /// Of a person: chained as a salted digest, kept beside and erasable.
        case personal(String)
        /// Never kept: only that it changed.
        case secret
    }
}

extension Record.Change {
    /// Nil when nothing changed.
    init?(_ field: String, _ before: Record.Value, _ after: Record.Value) {
        if before == after { return nil }
        self.field = field
        self.before = before
        self.after = after
    }

    init?(_ field: String, plain before: String?, _ after: String?) {
        self.init(field, before.map(Record.Value.plain) ?? .nothing, after.map(Record.Value.plain) ?? .nothing)
    }

    init?(_ field: String, personal before: String?, _ after: String?) {
        self.init(field, Record.Change.personal(before), Record.Change.personal(after))
    }

    private static func personal(_ text: String?) -> Record.Value {
        guard let text, !text.isEmpty else { return .nothing }
        return .personal(text)
    }
}
