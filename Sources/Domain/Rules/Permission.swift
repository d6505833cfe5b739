/// A row of the permission matrix. The raw value is its name in every interface; names are never reused.
public enum Permission: String, Sendable, CaseIterable, Codable {
    // Contacts and portal users (seed page, first table).
    case contactView = "contact.view"
    case contactCreate = "contact.create"
    case contactDelete = "contact.delete"
    case contactEdit = "contact.edit"
    case contactAssign = "contact.assign"
    case contactExport = "contact.export"
    case accessGrant = "access.grant"
    case accessLevel = "access.level"
    case accessSuspend = "access.suspend"
    case recoveryStart = "recovery.start"

    // The organization and what belongs to it.
    case organizationView = "organization.view"
    case policyEdit = "policy.edit"
    case siteView = "site.view"
    case siteEdit = "site.edit"
    case toldView = "told.view"
    case activityView = "activity.view"
    case activityExport = "activity.export"
    case organizationArchive = "organization.archive"

    // Files with many rows.
    case importRun = "import.run"

    // Keys with which programs act.
    case tokenView = "token.view"
    case tokenEdit = "token.edit"

    // One's own.
    case accountUse = "account.use"
    case permissionsView = "permissions.view"

    // The operator's.
    case organizationCreate = "organization.create"
    case organizationEdit = "organization.edit"
    case organizationSuspend = "organization.suspend"
    case directorySearch = "directory.search"
    case mailView = "mail.view"
    case mailRetry = "mail.retry"
    case personErase = "person.erase"
    case personExport = "person.export"
    case installationView = "installation.view"

    // Background work.
    case mailDeliver = "mail.deliver"
    case checkpointWrite = "checkpoint.write"
    case retentionSweep = "retention.sweep"
    case importAdvance = "import.advance"
    case archiveMake = "archive.make"

    // Listed as planned: no route yet. This list may only shrink.
    case ticketView = "ticket.view"
    case ticketComment = "ticket.comment"
    case applianceDrain = "appliance.drain"
    case bgpEdit = "bgp.edit"
    case applianceAct = "appliance.act"

    /// True while no route exists for it.
    public var isPlanned: Bool {
        switch self {
        case .ticketView, .ticketComment, .applianceDrain, .bgpEdit, .applianceAct: true
        default: false
        }
    }
}
