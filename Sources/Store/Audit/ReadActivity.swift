public import Domain
import Storage

extension Transaction where A == ViewActivity {
    /// One page of the organization's log.
    public borrowing func activity(_ filter: ActivityFilter) throws -> ActivityPage {
        try requireInReach()
        return try readActivity(filter, of: scope, on: connection)
    }
}

extension Transaction where A == ExportActivity {
    /// One chunk of an export, newest first; ``ActivityPage/older`` leads to the next.
    public borrowing func activity(_ filter: ActivityFilter) throws -> ActivityPage {
        try requireInReach()
        return try readActivity(filter, of: scope, on: connection)
    }

    /// Leaves the entry that says who took what away. Without it the transaction does not commit.
    ///
    /// - Parameter list: `installation` for the installation's own log.
    public borrowing func recordExport(of count: Int?, list: String? = nil) throws {
        try record(
            of: organization.text,
            [Record.Change("entries", plain: nil, count.map { String($0) }), Record.Change("list", plain: nil, list)])
    }
}

extension WideTransaction where A == ViewInstallation {
    /// One page of the installation's own log: sign-ins, and events without an organization.
    public borrowing func activity(_ filter: ActivityFilter) throws -> ActivityPage {
        try readActivity(filter, of: "organization_id = \(Ledger.installation)", on: connection)
    }
}

/// - Parameter scope: the condition on `organization_id` that names one log.
private func readActivity(_ filter: ActivityFilter, of scope: Query, on connection: any Connection) throws -> ActivityPage {
    let limit = min(max(filter.limit, 1), 1000)
    var conditions = [scope]
    if let actor = filter.actor { conditions.append("actor_id = \(actor)") }
    if let action = filter.action { conditions.append("action = \(action)") }
    if let outcome = filter.outcome { conditions.append("outcome = \(outcome.rawValue)") }
    if let target = filter.target { conditions.append("target_id = \(target)") }
    if let since = filter.since { conditions.append("at >= \(since)") }
    if let until = filter.until { conditions.append("at < \(until)") }
    if let before = filter.before { conditions.append("number < \(before)") }
    var bodies = try connection.rows(
        """
        SELECT number, body FROM audit_entries WHERE \(Query.joined(conditions, separator: " AND ")) ORDER BY number DESC LIMIT \(limit + 1)
        """
    ) { (number: try $0.int(0), text: try $0.text(1)) }
    let hasOlder = bodies.count > limit
    if hasOlder { bodies.removeLast() }
    guard let newest = bodies.first?.number, let oldest = bodies.last?.number else { return ActivityPage(entries: [], older: nil) }

    let wanted = Set(bodies.map(\.number))
    var values: [Int64: [String: String]] = [:]
    var repeats: [Int64: Int64] = [:]
    // A page without filters is one range; with filters the range is asked for in lists, so that a rare entry does not
    // bring along the values of all that lie between.
    for numbers in newest - oldest < 2 * Int64(limit) ? ["number BETWEEN \(oldest) AND \(newest)"] : lists(of: bodies.map(\.number)) {
        _ = try connection.rows("SELECT number, personal FROM audit_values WHERE \(scope) AND \(numbers)") {
            let number = try $0.int(0)
            guard wanted.contains(number) else { return }
            values[number, default: [:]].merge(try PersonalValues.read($0.text(1)).mapValues(\.value)) { first, _ in first }
        }
        _ = try connection.rows("SELECT number, repeats FROM audit_repeats WHERE \(scope) AND \(numbers)") {
            repeats[try $0.int(0)] = try $0.int(1)
        }
    }
    let entries = try bodies.map { body in
        guard let parsed = AuditBody(body.text) else {
            throw Fault(kind: .other, code: "audit", message: "entry \(body.number) of a log cannot be read; run: stagedoor audit verify")
        }
        return ActivityEntry(parsed, values: values[body.number] ?? [:], repeats: repeats[body.number] ?? 0)
    }
    return ActivityPage(entries: entries, older: hasOlder ? oldest : nil)
}

private func lists(of numbers: [Int64]) -> [Query] {
    stride(from: 0, to: numbers.count, by: 50).map { start in
        let list = numbers[start..<min(start + 50, numbers.count)]
        return "number IN (\(Query.joined(list.map { "\($0)" as Query }, separator: ", ")))"
    }
}

extension ActivityEntry {
    init(_ body: AuditBody, values: [String: String], repeats: Int64) {
        func value(_ field: AuditBody.Field, _ name: String) -> Value {
            switch field {
            case .nothing: .nothing
            case .plain(let text): .text(text)
            case .secret: .secret
            case .digest: values[name].map(Value.text) ?? .erased
            }
        }
        self.init(
            chain: body.chain, number: body.number, at: Moment(milliseconds: body.at),
            actor: body.actor.id.map(Identifier.init(stored:)), actorOrganization: body.actor.organization.map(Identifier.init(stored:)),
            level: body.actor.level, name: value(body.actor.name, "actor.name"), token: body.actor.token.map(Identifier.init(stored:)),
            action: body.action, outcome: Outcome(rawValue: body.outcome) ?? .done,
            target: body.target, label: value(body.label, "label"),
            changes: body.changes.enumerated().map { index, change in
                Change(
                    field: change.field, before: value(change.before, "changes.\(index).before"),
                    after: value(change.after, "changes.\(index).after"))
            },
            requestID: body.request, address: value(body.address, "address"), repeats: repeats)
    }
}
