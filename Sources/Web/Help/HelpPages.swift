import Domain
import HTTPTypes
import Pages
import Store

/// What explains itself: the matrix, and help.
extension RouteList {
    mutating func helpPages() {
        page(.get, .permissions, ViewPermissions.self) { visit in visit.page(PermissionsPage()) }
        page(.get, .help, ViewPermissions.self) { visit in
            let admins = try await visit.store.admins(of: visit.person.organization.id)
            return visit.page(HelpPage(admins: admins.map(ErrorPage.Admin.init)))
        }
    }
}
