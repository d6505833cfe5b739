/// Something that can be asked of the store. Each action is a type, so that an operation exists only on the
/// transaction of its own action: without the grant it does not compile.
public protocol Action: Sendable {
    static var permission: Permission { get }
}

/// An action that only looks.
public protocol Reading: Action {}

/// An action that changes something, and therefore leaves an entry in the audit log.
public protocol Writing: Action {}

public enum ViewContacts: Reading { public static let permission = Permission.contactView }
public enum CreateContact: Writing { public static let permission = Permission.contactCreate }
public enum DeleteContact: Writing { public static let permission = Permission.contactDelete }
public enum EditContact: Writing { public static let permission = Permission.contactEdit }
public enum AssignContact: Writing { public static let permission = Permission.contactAssign }
public enum ExportContacts: Writing { public static let permission = Permission.contactExport }
public enum GrantAccess: Writing { public static let permission = Permission.accessGrant }
public enum SetLevel: Writing { public static let permission = Permission.accessLevel }
public enum SuspendAccess: Writing { public static let permission = Permission.accessSuspend }
public enum StartRecovery: Writing { public static let permission = Permission.recoveryStart }

public enum ViewOrganization: Reading { public static let permission = Permission.organizationView }
public enum EditPolicy: Writing { public static let permission = Permission.policyEdit }
public enum ViewSites: Reading { public static let permission = Permission.siteView }
public enum EditSites: Writing { public static let permission = Permission.siteEdit }
public enum ViewTold: Reading { public static let permission = Permission.toldView }
public enum ViewActivity: Reading { public static let permission = Permission.activityView }
public enum ExportActivity: Writing { public static let permission = Permission.activityExport }

public enum ViewImports: Reading { public static let permission = Permission.importRun }
public enum RunImports: Writing { public static let permission = Permission.importRun }
public enum ViewArchives: Reading { public static let permission = Permission.organizationArchive }
public enum ArchiveOrganization: Writing { public static let permission = Permission.organizationArchive }

public enum ViewTokens: Reading { public static let permission = Permission.tokenView }
public enum EditTokens: Writing { public static let permission = Permission.tokenEdit }

public enum UseAccount: Writing { public static let permission = Permission.accountUse }
public enum ViewPermissions: Reading { public static let permission = Permission.permissionsView }

public enum CreateOrganization: Writing { public static let permission = Permission.organizationCreate }
public enum EditOrganization: Writing { public static let permission = Permission.organizationEdit }
public enum SuspendOrganization: Writing { public static let permission = Permission.organizationSuspend }
public enum SearchDirectory: Reading { public static let permission = Permission.directorySearch }
public enum ViewMail: Reading { public static let permission = Permission.mailView }
public enum RetryMail: Writing { public static let permission = Permission.mailRetry }
public enum ErasePerson: Writing { public static let permission = Permission.personErase }
public enum ExportPerson: Writing { public static let permission = Permission.personExport }
public enum ViewInstallation: Reading { public static let permission = Permission.installationView }

public enum DeliverMail: Writing { public static let permission = Permission.mailDeliver }
public enum WriteCheckpoint: Writing { public static let permission = Permission.checkpointWrite }
public enum MakeArchive: Writing { public static let permission = Permission.archiveMake }
public enum SweepRetention: Writing { public static let permission = Permission.retentionSweep }
public enum AdvanceImports: Writing { public static let permission = Permission.importAdvance }
