import API
import Domain
import HTTPTypes
import Pages
import Store

/// One call of the machine interface by somebody who may do `A` somewhere.
struct Call<A: Action>: Sendable {
    let portal: Portal
    let asked: Asked
    let caller: Caller
    let grant: Grant<A>

    var store: Store { portal.store }
    var origin: Origin { asked.origin }
    var actor: Actor { caller.actor }

    /// Sensitive acts need somebody who proved lately who they are; a program never did.
    func requireConfirmation() throws {
        if !isConfirmed { throw BadRequest.confirmationNeeded }
    }

    var isConfirmed: Bool { caller.person?.isConfirmed(at: store.clock()) ?? false }

    /// The organization that the query names; the caller's own without one.
    func namedOrganization() throws -> Organization.ID? {
        guard let text = asked.query["organization"] else { return nil }
        guard let id = Organization.ID(text) else { throw Trouble.notFound }
        return id
    }

    /// The JSON object of the request's body.
    func body() throws -> Body {
        guard asked.mediaType == "application/json" || asked.mediaType == "application/merge-patch+json" else {
            throw BadRequest.unsupportedMediaType
        }
        return try Body(asked.body)
    }

    /// A `limit` and `after` of the query, in bounds.
    func window() throws -> (limit: Int, start: ContactQuery.Start) {
        var check = FieldCheck()
        let limit = limit(&check)
        var start = ContactQuery.Start.beginning
        if let text = asked.query["after"] {
            if let cursor = Cursor(text) { start = .after(cursor) } else { check.refuse("after", .notOneOf(["next"])) }
        }
        try check.finish()
        return (limit, start)
    }

    func limit(_ check: inout FieldCheck) -> Int {
        guard let text = asked.query["limit"] else { return 50 }
        if let number = Int(text), (1...200).contains(number) { return number }
        check.refuse("limit", .notOneOf(["1–200"]))
        return 50
    }

    /// A list, with the address of its next page (RFC 8288).
    func list<Item: Resource>(_ page: Listing<Item>) -> Reply {
        list(page.items, next: page.next.map { ("after", $0.text) })
    }

    /// A list that is short by nature: all of it, unless the query asks for pages. It goes on behind so many items.
    func list<Item: Resource>(all items: [Item]) throws -> Reply {
        guard asked.query["limit"] != nil || asked.query["after"] != nil else { return list(items) }
        var check = FieldCheck()
        let limit = limit(&check)
        let first = Int(asked.query["after"] ?? "0").flatMap { $0 < 0 ? nil : min($0, items.count) }
        if first == nil { check.refuse("after", .notOneOf(["next"])) }
        try check.finish()
        let page = items.dropFirst(first ?? 0).prefix(limit)
        return list(Array(page), next: page.endIndex < items.count ? ("after", String(page.endIndex)) : nil)
    }

    /// The same for a list that is paged by something of its own; `next` is its name and value in the query.
    func list<Item: Resource>(_ items: [Item], next: (name: String, value: String)? = nil) -> Reply {
        var headers: HTTPFields = [:]
        if let next {
            let kept = asked.query.names.sorted().filter { $0 != next.name }.flatMap { name in asked.query.all(name).map { (name, $0) } }
            let query = (kept + [(next.name, next.value)]).map { "\(percentEncoded($0.0))=\(percentEncoded($0.1))" }.joined(separator: "&")
            headers[.link] = "<\(asked.path)?\(query)>; rel=\"next\""
        }
        return .json(
            JSONWriter.object { writer in
                let shape = Item.shape
                writer.name("items")
                writer.array(items) { shape.write($1, to: &$0) }
            }, headers: headers)
    }
}

extension Call where A: Writing {
    /// The caller's name for this request (header Idempotency-Key); nil without one.
    private func idempotencyKey(_ file: RequestDigest?) throws -> IdempotencyKey? {
        guard let name = asked.headers[.idempotencyKey]?.trimmed else { return nil }
        guard (1...255).contains(name.utf8.count), name.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Trouble.invalid([FieldError("Idempotency-Key", .notOneOf(["1–255 ASCII characters without blanks"]))])
        }
        if var file {
            file.take(Array("\n\(asked.method.rawValue) \(asked.target)".utf8))
            return IdempotencyKey(name, digest: file)
        }
        // An empty condition is another request than none.
        let condition = asked.headers[.ifMatch].map { $0.isEmpty ? "empty" : $0 } ?? ""
        let exception = asked.headers[.ifNoneMatch].map { "\nunless \($0)" } ?? ""
        return IdempotencyKey(
            name, request: Array("\(asked.method.rawValue) \(asked.target)\n\(condition)\(exception)\n".utf8) + asked.body)
    }

    /// Answers a POST, which is done once however often it comes with the same key.
    ///
    /// - Parameters:
    ///   - reply: the answer to what was done.
    ///   - repeated: the answer to a repeat, where it may not say the same.
    ///   - file: what was uploaded, where the request is a file.
    func once<Answer: Sendable>(
        _ reply: @escaping @Sendable (Answer) -> Reply, repeated: (@Sendable (Answer) -> Reply)? = nil, file: RequestDigest? = nil,
        _ act: (Once<Answer>?) async throws -> Answer
    ) async throws -> Reply {
        do {
            return reply(try await act(try idempotencyKey(file).map { Once($0) { (repeated ?? reply)($0).receipt } }))
        } catch let before as AnsweredBefore {
            return Reply(before.receipt)
        }
    }

    /// Makes a change under the conditions of `If-Match` and `If-None-Match`. Whoever had an older version hears what became of it since.
    func conditional<Answer>(_ id: String, in place: Organization.ID?, _ act: (ExpectedVersion) async throws -> Answer) async throws
        -> Answer
    {
        let version = try asked.expectedVersion()
        do { return try await act(version) } catch Trouble.conflict(.staleVersion(let current?)) {
            guard let expected = version.oneOf?.max(), expected < current, let place = place ?? caller.organization
            else {
                throw StaleResource(version: current, changed: [])
            }
            let changed = try await store.fieldsChanged(of: id, in: place, last: current - expected)
            throw StaleResource(version: current, changed: changed)
        }
    }
}

/// A value of a query (RFC 3986): all but what is unreserved is escaped.
public func percentEncoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
            result.unicodeScalars.append(Unicode.Scalar(byte))
        default:
            let digits = String(byte, radix: 16, uppercase: true)
            result += "%" + (digits.count == 1 ? "0" : "") + digits
        }
    }
    return result
}

extension Portal {
    /// Finds out who calls, and hands over to the route's own part.
    func call<A: Action>(_ asked: Asked, _ action: A.Type, _ operation: Operation, _ answer: (Call<A>) async throws -> Reply) async throws
        -> Reply
    {
        guard let caller = try await caller(asked) else { throw BadRequest.nobody }
        return try await recording(asked, caller.actor, A.permission) {
            if caller.person?.strength == .enrolling { throw BadRequest.enrollmentNeeded }
            let grant = try caller.actor.grant(action)
            let unknown = operation.unknown(asked.query.pairs.map(\.name))
            if !unknown.isEmpty { throw Trouble.invalid(unknown.map { FieldError($0, .unknownField) }) }
            if asked.isUnsafe, !operation.isConditional {
                if asked.headers[.ifMatch] ?? "*" != "*" { throw Trouble.invalid([FieldError("If-Match", .hasNoVersion)]) }
                if asked.headers[.ifNoneMatch] != nil { throw Trouble.invalid([FieldError("If-None-Match", .hasNoVersion)]) }
            }
            if operation.body == nil, !asked.body.isEmpty { try Body(asked.body).finish() }
            let call = Call(portal: self, asked: asked, caller: caller, grant: grant)
            if let named = try call.namedOrganization() { try await look(into: named, caller.actor, asked) }
            return try await answer(call)
        }
    }

    /// Runs what a signed-in person asked for; a refusal is on record before the answer leaves, and so is the id of a
    /// foreign organization.
    func recording(_ asked: Asked, _ actor: Actor, _ permission: Permission, _ answer: () async throws -> Reply) async throws -> Reply {
        do { return try await answer() } catch let refusal as Refusal {
            try await store.note(refusal, by: actor, target: asked.parameters["id"] ?? asked.query["organization"], from: asked.origin)
            throw refusal
        } catch Trouble.notFound {
            for id in [asked.parameters["id"], asked.query["organization"]].compactMap(\.self) {
                try await store.noteForeign(id, action: permission, by: actor, from: asked.origin)
            }
            throw Trouble.notFound
        }
    }

    /// The operator's look into a partner is recorded before anything of it is sent.
    func look(into organization: Organization.ID, _ actor: Actor, _ asked: Asked) async throws {
        guard actor.level.isStaff, organization != actor.organization else { return }
        try await store.noteLook(into: organization, by: actor, from: asked.origin)
    }
}
