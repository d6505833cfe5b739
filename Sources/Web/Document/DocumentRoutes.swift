import API
import Domain
import HTTPTypes
import Pages

/// The machine interface's own description.
extension RouteList {
    mutating func documentRoutes() {
        open(.get, "/api/v1/openapi.json") { portal, _ in
            .json(OpenAPI(calls: Routes.calls, server: portal.settings.publicURL.origin).json)
        }
    }

    mutating func permissionCalls() {
        api(
            .get, "/api/v1/permissions", ViewPermissions.self,
            .list(PermissionCell.self, "List the permission matrix, each cell with its reason", query: Operation.page)
        ) { call in
            try call.list(
                all: Permission.allCases.filter { !$0.isPlanned }.flatMap { permission in
                    (Level.ofPeople + [.worker, .console]).map {
                        PermissionCell(permission: permission, level: $0, language: call.asked.language)
                    }
                })
        }
    }
}

extension Routes {
    /// What a program can call.
    static let calls: [OpenAPI.Call] = all(isDemo: false).compactMap { route in
        guard let operation = route.operation, let permission = route.action else { return nil }
        return OpenAPI.Call(method: route.method.rawValue, path: route.path, permission: permission.rawValue, operation: operation)
    }
}

/// One cell of the permission matrix.
struct PermissionCell: Resource {
    let permission: Permission
    let level: Level
    let language: Language

    static let shape = Shape<PermissionCell>(
        "PermissionCell",
        .text("action", "The permission.", .choice(Permission.self), \.permission.rawValue),
        .text("level", "The level.", .choice(Level.self), \.level.rawValue),
        .text("reach", "How far it goes.", .text(sample: "organization")) { Matrix.reach($0.permission, at: $0.level).name },
        .text("reason", "Why, in the caller's language.", .text(sample: "Everyone with access sees their own organization.")) {
            Matrix.reason($0.permission, at: $0.level)[$0.language]
        })
}
