import API
import ArgumentParser
import Domain
import HTTPTypes
import Pages
import Web

/// `stagedoor permissions`: the matrix, each cell with its reason.
struct PermissionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "permissions", abstract: "Print the permission matrix, each cell with its reason.")

    @Flag(help: "As JSON: [{action, level, reach, reason}].")
    var json = false

    func run() {
        let levels = Level.ofPeople + [.worker, .console]
        if json {
            var writer = JSONWriter()
            writer.array(Permission.allCases.flatMap { permission in levels.map { (permission, $0) } }) { writer, cell in
                writer.object {
                    $0.member("action", cell.0.rawValue)
                    $0.member("level", cell.1.rawValue)
                    $0.member("reach", Matrix.reach(cell.0, at: cell.1).name)
                    $0.member("reason", Matrix.reason(cell.0, at: cell.1)[.english])
                    $0.member("planned", cell.0.isPlanned)
                }
            }
            say(String(decoding: writer.bytes, as: UTF8.self))
        } else {
            let rows = Permission.allCases.map { permission in
                [permission.rawValue + (permission.isPlanned ? " (planned)" : "")] + levels.map { Matrix.reach(permission, at: $0).name }
            }
            Columns.print([["action"] + levels.map(\.rawValue)] + rows)
        }
    }
}

/// `stagedoor routes`: every route with its action.
struct RoutesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "routes", abstract: "Print every route with the action it needs.")

    @Flag(help: "As JSON: [{method, path, action, api}].")
    var json = false

    @Flag(help: "With the demo's own routes.")
    var demo = false

    func run() {
        let routes = Routes.all(isDemo: demo).sorted { ($0.path, $0.method.rawValue) < ($1.path, $1.method.rawValue) }
        if json {
            var writer = JSONWriter()
            writer.array(routes) { writer, route in
                writer.object {
                    $0.member("method", route.method.rawValue)
                    $0.member("path", route.path)
                    $0.member("action", route.action?.rawValue)
                    $0.member("api", route.isAPI)
                }
            }
            say(String(decoding: writer.bytes, as: UTF8.self))
        } else {
            Columns.print(routes.map { [$0.method.rawValue, $0.path, $0.action?.rawValue ?? "open"] })
        }
    }
}

/// A table in plain text, its columns aligned.
enum Columns {
    static func print(_ rows: [[String]]) {
        say(text(rows), terminator: "")
    }

    /// A line for each row.
    static func text(_ rows: [[String]]) -> String {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { index, cell in
                index == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[index] - cell.count)
            }.joined(separator: "  ") + "\n"
        }.joined()
    }
}
