import API
import Domain
import Foundation
import Store

/// `stagedoor export` and `stagedoor import`, at an opened installation.
extension ConsoleVerbs {
    static func export(_ name: String, of installation: Installation, to path: String, json: Bool, _ write: @escaping Output) async throws
        -> Int32
    {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw SettingsError("\(path) exists; choose another name, or remove it")
        }
        let organization = try await organization(name, in: installation.store)
        let progress = RowProgress()
        let draft = try await showing(progress, write) {
            try await installation.store.archive(
                organization.id, by: actor.grant(), from: origin, installation.imprint, postman: installation.postman, progress)
        }
        try draft.save(to: path)
        try await write(
            json
                ? line {
                    $0.member("file", path)
                    $0.member("organization", organization.id.text)
                    $0.member("rows", draft.rows)
                    $0.member("size", draft.size)
                    $0.member("sha256", draft.sha256)
                }
                : "stagedoor: wrote \(organization.name.text), \(draft.rows) rows, to \(path)\n")
        return 0
    }

    static func bringIn(_ path: String, into installation: Installation, json: Bool, _ write: Output) async throws -> Int32 {
        let contents = try await installation.store.bringIn(path, by: actor.grant(), from: origin)
        try await write(
            json
                ? line {
                    $0.member("organization", contents.organization.text)
                    $0.member("name", contents.name)
                    $0.member("made_at", contents.madeAt)
                    $0.member("sites", contents.sites)
                    $0.member("contacts", contents.contacts)
                    $0.member("entries", contents.entries)
                }
                : "stagedoor: brought in \(contents.name): \(contents.contacts) contacts, \(contents.sites) sites, \(contents.entries) log entries. Nobody of it can sign in before they are invited again.\n"
        )
        return 0
    }

    /// Runs `work`, and says four times a second how far it is.
    static func showing<Value: Sendable>(
        _ progress: RowProgress, _ write: @escaping Output, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                while true {
                    try await Task.sleep(for: .milliseconds(250))
                    let rows = progress.rows
                    try await write(Screen.mark(rows.done, of: rows.total))
                }
            }
            defer { group.cancelAll() }
            return try await work()
        }
    }

    static func line(_ members: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        writer.object(members)
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }
}

extension Backup.Summary {
    /// As a line of JSON.
    func json(_ place: StaticString, _ name: String) -> String {
        ConsoleVerbs.line {
            $0.member(place, name)
            $0.member("rows", Int64(rows))
            $0.member("created_at", createdAt.text)
            $0.name("checkpoint")
            $0.object {
                $0.member("number", checkpoint.number)
                $0.member("hash", checkpoint.hash)
            }
        }
    }
}

extension AuditReport {
    /// As a line of JSON.
    var json: String {
        ConsoleVerbs.line {
            $0.member("ok", isWhole)
            $0.member("entries", Int64(entries))
            $0.member("chains", Int64(chains))
            $0.member("checkpoints", Int64(checkpoints))
            $0.member("erased_values", Int64(erasedValues))
            $0.name("restores")
            $0.array(restores) { $0.value($1) }
            $0.member("problem_count", Int64(problemCount))
            $0.name("problems")
            $0.array(problems) { writer, problem in
                writer.object {
                    $0.member("place", problem.place)
                    $0.member("text", problem.text)
                }
            }
        }
    }
}
