import Domain
import HTTPTypes
import HummingbirdCore
import NIOCore
import Pages
import Store

/// Files on their way in.
extension RouteList {
    mutating func importPages() {
        page(.get, .imports, ViewImports.self) { visit in try await visit.importsPage() }
        page(.post, .imports, RunImports.self, takesFile: true) { visit in
            do {
                return .see(visit.links.importing(try await visit.upload().id))
            } catch let problem as ImportProblem {
                return try await visit.importsPage(problem: problem.phrase, status: .unprocessableContent)
            } catch Trouble.invalid(let errors) {
                return try await visit.importsPage(errors: errors, status: .unprocessableContent)
            } catch Trouble.conflict(let conflict) {
                return try await visit.importsPage(problem: conflict.phrase, status: .conflict)
            }
        }
        page(.get, .importing, ViewImports.self) { visit in try await visit.importPage() }
        page(.post, .importCheck, RunImports.self) { visit in
            let id = try visit.asked.id(of: Import.self), version = visit.formVersion
            let file = try await visit.store.read(try visit.actor.grant(ViewImports.self), in: visit.looking) { try $0.find(id) }
            let fields = Dictionary(
                file.columns.enumerated().compactMap { place, column in visit.form["column-\(place)"].map { (column.name, $0) } }
            ) { first, _ in first }
            do {
                try await visit.store.write(visit.grant, in: visit.looking, from: visit.origin) { transaction in
                    _ = try transaction.map(fields, of: id, expecting: version)
                    _ = try transaction.check(id, expecting: .any)
                }
            } catch Trouble.invalid(let errors) {
                return try await visit.importPage(errors: errors, status: .unprocessableContent)
            }
            return .see(visit.links.importing(id))
        }
        page(.post, .importApply, RunImports.self) { visit in
            let version = visit.formVersion
            return try await visit.steer { try $0.apply($1, expecting: version) }
        }
        page(.post, .importCancel, RunImports.self) { visit in
            try await visit.steer { try $0.cancel($1, expecting: .any) }
        }
        page(.post, .importForget, RunImports.self) { visit in
            let id = try visit.asked.id(of: Import.self)
            try await visit.store.write(visit.grant, in: visit.looking, from: visit.origin) { try $0.forget(id, expecting: .any) }
            return .see(visit.links.imports)
        }
        page(.get, .importRefused, ViewImports.self) { visit in
            let id = try visit.asked.id(of: Import.self), language = visit.context.language
            let file = try await visit.store.read(visit.grant, in: visit.looking) { try $0.find(id) }
            let reason = Phrase(en: "Why it was refused", es: "Por qué se rechazó")
            // A file that came from here before has a column of reasons already.
            let places = file.columns.indices.filter { ![reason.en, reason.es].contains(file.columns[$0].name) }
            let head = CSV.byteOrderMark + CSV.line(places.map { file.columns[$0].name } + [reason[language]])
            let chunks = Chunks(head: head, from: Int64(0)) { [store = visit.store, grant = visit.grant, looking = visit.looking] after in
                let rows = try await store.read(grant, in: looking) { try $0.refused(of: id, after: after, limit: 500) }
                let lines = rows.flatMap { row in
                    CSV.line(
                        places.map { $0 < row.cells.count ? row.cells[$0] : "" } + [
                            row.reason.phrases.map { $0[language] }.joined(separator: " ")
                        ], asTheyCame: true)
                }
                return (lines, rows.count == 500 ? rows.last?.number : nil)
            }
            return .file("refused.csv", Reply.csvType, .stream { try await chunks.next() })
        }
    }
}

extension Visit {
    fileprivate func importsPage(errors: [FieldError] = [], problem: Phrase? = nil, status: HTTPResponse.Status = .ok) async throws
        -> Reply
    {
        let imports = try await store.read(try actor.grant(ViewImports.self), in: looking) { try $0.imports() }
        let kinds = importKinds
        let asked = (asked.query["kind"] ?? form["kind"]).flatMap(Import.Kind.init(rawValue:))
        return page(
            ImportsPage(
                imports: imports, kinds: kinds, kind: asked.flatMap { kinds.contains($0) ? $0 : nil } ?? kinds.first ?? .contacts,
                errors: errors, problem: problem),
            status: status)
    }

    /// What the reader can bring into the organization on the page.
    private var importKinds: [Import.Kind] {
        guard (try? actor.grant(RunImports.self)) != nil else { return [] }
        let isOperators = context.reader?.subject.kind == .operator
        return Import.Kind.allCases.filter { (isOperators || !$0.isOperators) && (try? $0.require(of: actor)) != nil }
    }

    fileprivate func importPage(errors: [FieldError] = [], status: HTTPResponse.Status = .ok) async throws -> Reply {
        let id = try asked.id(of: Import.self)
        let outcome = asked.query["outcome"].flatMap(ImportOutcome.Name.init(rawValue:))
        let after = asked.query["after"].flatMap { Int64($0) }
        let limit = 50
        let found = try await store.read(try actor.grant(ViewImports.self), in: looking) { transaction in
            (file: try transaction.find(id), rows: try transaction.rows(of: id, outcome: outcome, after: after ?? 0, limit: limit + 1))
        }
        var reply = page(
            ImportPage(
                file: found.file, rows: Array(found.rows.prefix(limit)), outcome: outcome, isContinued: after != nil,
                next: found.rows.count > limit ? found.rows[limit - 1].number : nil,
                severalOrganizations: context.reader?.subject.kind == .operator, errors: errors), status: status)
        // Without a script, too, the page shows how far it is.
        if found.file.state.isUnderWay { reply.headers[.refresh] = "2" }
        return reply
    }
}

extension Visit where A == RunImports {
    fileprivate func steer(_ step: @escaping @Sendable (borrowing Transaction<RunImports>, Import.ID) throws -> Import) async throws
        -> Reply
    {
        let id = try asked.id(of: Import.self)
        _ = try await store.write(grant, in: looking, from: origin) { try step($0, id) }
        return .see(links.importing(id))
    }

    /// Reads the form as it comes; its file goes row by row into the store.
    fileprivate func upload() async throws -> Import {
        guard let upload = asked.upload, var form = Multipart(contentType: asked.headers[.contentType]) else {
            throw BadRequest.unsupportedMediaType
        }
        var kind: Import.Kind?
        var keeper: FileKeeper?
        do {
            for try await part in upload {
                for piece in try form.take(part.readableBytesView) {
                    switch piece {
                    case .field("kind", let text): kind = Import.Kind(rawValue: text)
                    case .field: break
                    case .file(let name):
                        guard keeper == nil, !name.isEmpty else { throw Trouble.invalid([FieldError("file", .missing)]) }
                        guard let kind else { throw Trouble.invalid([FieldError("kind", .missing)]) }
                        let line = (try? Line(String(name.suffix(120)), mayBeEmpty: false)) ?? Line(stored: kind.rawValue)
                        let ending = name.split(separator: ".", omittingEmptySubsequences: false).dropFirst().last
                        keeper = try await FileKeeper(
                            NewImport(
                                kind: kind, format: ending.flatMap { Import.Format(ending: String($0)) } ?? .csv, name: line,
                                size: asked.announcedSize),
                            in: store, by: grant, place: looking, from: origin)
                    case .piece(let bytes): try await keeper?.take(bytes)
                    }
                }
            }
            guard form.isAtEnd else { throw BadRequest.malformed }
            guard var keeper else { throw Trouble.invalid([FieldError("file", .missing)]) }
            return try await keeper.finish()
        } catch {
            await keeper?.giveUp()
            throw error
        }
    }
}
