import Storage

/// The personal values beside an entry, as the rows of `audit_values` have them: one row for each person they are of.
struct PersonalValues {
    private var people: [(id: String, items: String)] = []

    /// - Parameter name: where in the entry's body the value's digest stands.
    mutating func add(_ name: String, salt: String, value: String, of person: String?) {
        let item = "\(JSONText.quoted(name)):[\"\(salt)\",\(JSONText.quoted(value))]"
        if let index = people.firstIndex(where: { $0.id == person ?? "" }) {
            people[index].items += ",\(item)"
        } else {
            people.append((person ?? "", item))
        }
    }

    /// The rows, for `INSERT INTO audit_values (organization_id, number, person_id, personal) VALUES`.
    func rows(of chain: String, _ number: Int64) -> [Query] {
        people.map { "(\(chain), \(number), \($0.id), \("{\($0.items)}"))" }
    }

    /// By name, what one row has.
    static func read(_ personal: String) throws -> [String: StoredEntry.Value] {
        try Coded.value(personal, as: [String: [String]].self).mapValues { pair in
            guard pair.count == 2 else { throw Fault(kind: .other, code: "audit", message: "values beside an entry cannot be read") }
            return StoredEntry.Value(salt: pair[0], value: pair[1])
        }
    }
}
