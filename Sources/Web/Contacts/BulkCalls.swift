import API
import Domain
import HTTPTypes
import Pages
import Store

/// `POST /api/v1/contacts/bulk`: many operations, all or nothing.
extension RouteList {
    mutating func bulkCalls() {
        api(
            .post, "/api/v1/contacts/bulk", AssignContact.self,
            Operation("Do many things to contacts, all or nothing", body: BulkBody.shape, answer: .list(OperationResult.shape.schema))
        ) { call in
            var body = try call.body()
            let organization = try await call.organization(in: &body)
            let operations = try [ContactOperation](&body)
            do {
                return try await call.once({ call.list(results(of: operations, $0, in: call.asked)) }) {
                    [postman = call.portal.postman] once in
                    try await call.store.run(operations, by: call.grant, in: organization, from: call.origin, once: once, postman: postman)
                }
            } catch let refused as OperationsRefused {
                try await call.note(refused.outcomes, of: operations)
                throw BulkRefused(results: results(of: operations, refused.outcomes, in: call.asked))
            }
        }
    }
}

/// Some rows said no, so that none was done.
struct BulkRefused: Error {
    let results: [OperationResult]
}

extension Call where A == AssignContact {
    /// Each row that was refused is on record as if it had come alone.
    fileprivate func note(_ outcomes: [OperationOutcome], of operations: [ContactOperation]) async throws {
        var refused: [(permission: Permission, target: String?)] = []
        for (operation, outcome) in zip(operations, outcomes) {
            guard case .refused(let error) = outcome else { continue }
            if let refusal = error as? Refusal {
                refused.append((refusal.permission, operation.contact?.text))
            } else if let id = operation.contact, case Trouble.notFound = error {
                refused.append((A.permission, id.text))
            }
        }
        try await store.note(refused, by: actor, from: origin)
    }
}

extension [ContactOperation] {
    /// Reads ``BulkBody/shape``; the errors of all operations at once.
    fileprivate init(_ body: inout Body) throws {
        let items = body.list("operations")
        if items == nil, body.errors.isEmpty { body.refuse("operations", .missing) }
        try body.finish()
        guard let items, (1...BulkBody.limit).contains(items.count) else {
            throw Trouble.invalid([FieldError("operations", .notOneOf(["1–\(BulkBody.limit)"]))])
        }
        var errors: [FieldError] = []
        self = items.enumerated().compactMap { index, item in
            do { return try ContactOperation(item) } catch Trouble.invalid(let found) {
                errors += found.map { FieldError("operations[\(index)]\($0.field.isEmpty ? "" : ".")\($0.field)", $0.problem) }
            } catch {
                errors.append(FieldError("operations[\(index)]", .unknownField))
            }
            return nil
        }
        if !errors.isEmpty { throw Trouble.invalid(errors) }
    }
}

extension ContactOperation {
    fileprivate init(_ item: JSON) throws {
        guard case .object(let members) = item else { throw Trouble.invalid([FieldError("", .notOneOf(["{\"do\": …}"]))]) }
        var body = Body(members)
        var check = FieldCheck()
        let text = body.text("do")
        let deed: BulkBody.Deed? = text.flatMap { check.choice("do", $0) }
        if text == nil { check.refuse("do", .missing) }
        let id = try body.text("id").map { text in
            guard let id = Contact.ID(text) else { throw Trouble.invalid([FieldError("id", .notAnID)]) }
            return id
        }
        let version = body.integer("version").flatMap(\.self).map(ExpectedVersion.exactly) ?? .any
        if deed != nil, deed != .create, id == nil { check.refuse("id", .missing) }
        try check.finish()
        switch (deed, id) {
        case (.create, _):
            if id != nil { body.refuse("id", .readOnlyField) }
            if version != .any { body.refuse("version", .readOnlyField) }
            var contact = try body.object("contact")
            try body.finish()
            self = .create(try within("contact") { try NewContact(&contact) })
        case (.change, let id?):
            var contact = try body.object("contact")
            if contact.isEmpty { body.refuse("contact", .missing) }
            try body.finish()
            let input = try within("contact") { try ContactInput(change: &contact) }
            self = .change(id, version) { try $0.edit(by: input) }
        case (.access, let id?):
            let level = try Level.offered(body.text("level"), in: "level")
            try body.finish()
            self = .access(id, version, level)
        case (.resend, let id?), (.suspend, let id?), (.delete, let id?):
            try body.finish()
            self =
                switch deed {
                case .resend: .resend(id)
                case .suspend: .suspend(id, version)
                default: .delete(id, version)
                }
        case (_, nil), (nil, _): throw Trouble.invalid([FieldError("do", .missing)])
        }
    }
}

/// Says where in the request the fields stand.
private func within<Value>(_ member: String, _ read: () throws -> Value) throws -> Value {
    do { return try read() } catch Trouble.invalid(let errors) {
        throw Trouble.invalid(errors.map { FieldError("\(member).\($0.field)", $0.problem) })
    }
}

private func results(of operations: [ContactOperation], _ outcomes: [OperationOutcome], in asked: Asked) -> [OperationResult] {
    zip(operations, outcomes).enumerated().map { index, pair in
        switch pair.1 {
        case .created(let contact): return OperationResult(index: index, status: 201, id: contact.id.text, version: contact.version)
        case .changed(let contact): return OperationResult(index: index, status: 200, id: contact.id.text, version: contact.version)
        case .deleted(let id): return OperationResult(index: index, status: 204, id: id.text)
        case .refused(let error):
            let problem = Mishap(error).details(asked)
            return OperationResult(
                index: index, status: problem.status, id: pair.0.contact?.text, version: problem.version, problem: problem.kind,
                detail: problem.detail,
                errors: problem.fields, permission: problem.permission)
        }
    }
}
