import HTTPTypes

/// The table of contents of the portal: every route there is, by room.
public enum Routes {
    /// The nearest address at or above `path` that a browser can open: that of a deed leads to what the deed is about.
    static func page(at path: String) -> String {
        var segments = path.split(separator: "/")
        while !segments.isEmpty, !pages.contains(where: { $0.matches(segments) }) { segments.removeLast() }
        return "/" + segments.joined(separator: "/")
    }

    private static let pages = all(isDemo: true).filter { $0.method == .get && !$0.isAPI }.map { $0.path.split(separator: "/") }

    /// - Parameter isDemo: the demo's own routes answer in the demo only; elsewhere they do not exist.
    public static func all(isDemo: Bool) -> [Route] {
        var list = RouteList()
        list.signInPages()
        list.invitationPages()
        list.accountPages()
        list.factorPages()
        list.confirmPages()
        list.recoveryPages()
        list.recoveryStart()
        list.emailChangePages()
        list.contactPages()
        list.accessPages()
        list.bulkPages()
        list.personPages()
        list.homePages()
        list.toldPages()
        list.gapPages()
        list.sitePages()
        list.organizationPages()
        list.archivePages()
        list.activityPages()
        list.tokenPages()
        list.manualPages()
        list.helpPages()
        list.searchPages()
        list.exportRoutes()
        list.importPages()
        list.partnerPages()
        list.mailPages()
        list.fileRoutes()
        if isDemo {
            list.demoRoutes()
            list.demoPages()
        }

        list.documentRoutes()
        list.contactCalls()
        list.bulkCalls()
        list.accessCalls()
        list.personCalls()
        list.siteCalls()
        list.organizationCalls()
        list.toldCalls()
        list.activityCalls()
        list.importCalls()
        list.archiveCalls()
        list.tokenCalls()
        list.mailCalls()
        list.permissionCalls()
        return list.routes
    }
}

extension [Substring] {
    /// True of a path as it came, whose segments fill the holes of this one.
    fileprivate func matches(_ segments: [Substring]) -> Bool {
        count == segments.count && zip(self, segments).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
}
