import API
import Domain
import HTTPTypes
import HummingbirdCore
import NIOCore
import Pages
import Store

/// `/api/v1/imports`.
extension RouteList {
    mutating func importCalls() {
        api(.get, "/api/v1/imports", ViewImports.self, .list(Import.self, "List imports, the newest first", query: Operation.page)) {
            call in
            try call.list(all: try await call.store.read(call.grant, in: try call.namedOrganization()) { try $0.imports() })
        }
        api(
            .post, "/api/v1/imports", RunImports.self,
            Operation(
                "Upload a file to be imported",
                query: [
                    .init("kind", "What is in it.", .choice(Import.Kind.self)),
                    .init("name", "What the file is called.", .text(limit: 120, sample: "people.csv")),
                ], upload: Import.Format.allCases.map(\.mediaType), status: 201, answer: .versioned(Import.shape.schema))
        ) { call in
            let new = try call.newImport()
            guard let upload = call.asked.upload else { throw BadRequest.malformed }
            var keeper = try await FileKeeper(new, in: call.store, by: call.grant, place: try call.namedOrganization(), from: call.origin)
            do {
                for try await part in upload { try await keeper.take(part.readableBytesView) }
                let reply = try await call.once(
                    { .resource($0, status: .created, location: "/api/v1/imports/\($0.id)") }, file: keeper.digest
                ) { try await keeper.finish(once: $0) }
                if reply.headers[.idempotencyReplayed] != nil { await keeper.giveUp() }
                return reply
            } catch {
                await keeper.giveUp()
                throw error
            }
        }
        api(.get, "/api/v1/imports/{id}", ViewImports.self, .read(Import.self, "Read an import, and how far it is")) { call in
            let id = try call.asked.id(of: Import.self)
            return .resource(try await call.store.read(call.grant, in: try call.namedOrganization()) { try $0.find(id) })
        }
        api(.patch, "/api/v1/imports/{id}", RunImports.self, .change(Import.self, "Say what the columns of an import are", Import.mapping))
        { call in
            var body = try call.body()
            let fields = try Import.mapping(&body)
            return try await call.steer { try $0.map(fields, of: $1, expecting: $2) }
        }
        api(.post, "/api/v1/imports/{id}/check", RunImports.self, .change(Import.self, "Try every row of an import, and take it back")) {
            call in
            try await call.steer { try $0.check($1, expecting: $2) }
        }
        api(.post, "/api/v1/imports/{id}/apply", RunImports.self, .change(Import.self, "Bring in the rows of an import that was checked")) {
            call in
            try await call.steer { try $0.apply($1, expecting: $2) }
        }
        api(.post, "/api/v1/imports/{id}/cancel", RunImports.self, .change(Import.self, "Stop an import; what was brought in stays")) {
            call in
            try await call.steer { try $0.cancel($1, expecting: $2) }
        }
        api(.delete, "/api/v1/imports/{id}", RunImports.self, .remove("Forget an import and its report; what it brought stays")) { call in
            let id = try call.asked.id(of: Import.self), place = try call.namedOrganization()
            try await call.conditional(id.text, in: place) { version in
                try await call.store.write(call.grant, in: place, from: call.origin) { try $0.forget(id, expecting: version) }
            }
            return Reply(.noContent)
        }
        api(
            .get, "/api/v1/imports/{id}/rows", ViewImports.self,
            Operation(
                "List the rows of an import, and what becomes of each",
                query: [
                    .init("outcome", "Those alone that come to this.", .choice(ImportOutcome.Name.self)), Operation.page[0],
                    .init("after", "Rows behind this one, as the Link of the page before says.", .integer(sample: 50)),
                ], answer: .list(ImportRowResult.shape.schema))
        ) { call in
            let id = try call.asked.id(of: Import.self)
            var check = FieldCheck()
            let limit = call.limit(&check)
            let outcome = call.asked.query["outcome"].flatMap { check.choice("outcome", $0) as ImportOutcome.Name? }
            let after = call.asked.query["after"].map { Int64($0) ?? -1 } ?? 0
            if after < 0 { check.refuse("after", .notANumber) }
            try check.finish()
            let rows = try await call.store.read(call.grant, in: try call.namedOrganization()) {
                try $0.rows(of: id, outcome: outcome, after: after, limit: limit + 1)
            }
            return call.list(
                rows.prefix(limit).map { ImportRowResult($0, in: call.asked.language) },
                next: rows.count > limit ? ("after", String(rows[limit - 1].number)) : nil)
        }
    }
}

extension Call where A == RunImports {
    fileprivate func newImport() throws -> NewImport {
        var check = FieldCheck()
        let kind: Import.Kind? = asked.query["kind"].flatMap { check.choice("kind", $0) }
        if asked.query["kind"] == nil { check.refuse("kind", .missing) }
        let format = Import.Format.allCases.first { $0.mediaType == asked.mediaType }
        guard let format else { throw BadRequest.unsupportedMediaType }
        let name = check.line("name", asked.query["name"] ?? "import.\(format.rawValue)", mayBeEmpty: false)
        try check.finish()
        guard let kind, let name else { throw Trouble.invalid([FieldError("kind", .missing)]) }
        return NewImport(kind: kind, format: format, name: name, size: asked.announcedSize)
    }

    fileprivate func steer(_ step: @escaping @Sendable (borrowing Transaction<RunImports>, Import.ID, ExpectedVersion) throws -> Import)
        async throws -> Reply
    {
        let id = try asked.id(of: Import.self)
        let place = try namedOrganization()
        return try await once({ .resource($0) }) { once in
            try await conditional(id.text, in: place) { version in
                try await store.write(grant, in: place, from: origin, once: once) { try step($0, id, version) }
            }
        }
    }
}

extension ImportRowResult {
    init(_ row: ImportRow, in language: Language) {
        guard case .refused(let reason)? = row.outcome else {
            self.init(row, detail: "", errors: [])
            return
        }
        let fields: [FieldError] = if case .invalid(let errors) = reason { errors } else { [] }
        self.init(
            row, detail: reason.phrases.map { $0[language] }.joined(separator: " "),
            errors: fields.map { Problem.Field($0, in: language) })
    }
}
