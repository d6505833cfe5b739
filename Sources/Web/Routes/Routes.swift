/// The table of contents of the portal: every route there is, by room.
public enum Routes {
    /// - Parameter isDemo: the demo's own routes answer in the demo only; elsewhere they do not exist.
    public static func all(isDemo: Bool) -> [Route] {
        var list = RouteList()
        list.contactPages()
        list.accessPages()
        list.fileRoutes()
        if isDemo { list.demoRoutes() }

        list.contactCalls()
        list.accessCalls()
        list.siteCalls()
        list.organizationCalls()
        return list.routes
    }
}
