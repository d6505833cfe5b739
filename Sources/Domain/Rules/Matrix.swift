/// The permission matrix: who may do what, and to whom. One exhaustive table without a default, so that a new
/// permission or level does not compile until every cell is decided. Printed to `goldens/permissions.txt`.
///
/// Source: the seed page's table for the partner's columns ("contacts at none or Read-only" is its "read-only users
/// only", where a contact without access counts as not above Read-only); operator's columns: staff act on partners,
/// and only the Operator admin on the operator's own people.
public enum Matrix {
    /// How far `permission` goes for somebody at `level`.
    public static func reach(_ permission: Permission, at level: Level) -> Reach {
        row(permission)[level]
    }

    private static func row(_ permission: Permission) -> Row {
        switch permission {
        //                              Read-only       Engineering         Admin            Operator admin Partner manager        Operations             Assessor               Auditor
        case .contactView:
            Row(
                .organization, .organization, .organization, .everything, .selfAndAllPartners, .selfAndAllPartners, .selfAndAllPartners,
                .everything)
        case .contactCreate: Row(.none, .readOnly, .organization, .everything, .allPartners, .none, .none, .none)
        case .contactDelete: Row(.none, .readOnly, .organization, .everything, .allPartners, .none, .none, .none)
        case .contactEdit: Row(.ownSelf, .selfAndReadOnly, .organization, .everything, .selfAndAllPartners, .ownSelf, .ownSelf, .none)
        case .contactAssign: Row(.none, .readOnly, .organization, .everything, .allPartners, .none, .none, .none)
        case .contactExport: Row(.none, .organization, .organization, .everything, .allPartners, .none, .none, .everything)
        case .accessGrant: Row(.none, .readOnly, .organization, .everything, .allPartners, .none, .none, .none)
        case .accessLevel: Row(.none, .readOnly, .organization, .everything, .allPartners, .none, .none, .none)
        // The worker suspends whoever does not sign in, where the organization's policy says so.
        case .accessSuspend: Row(.none, .readOnly, .organization, .everything, .allPartners, .none, .none, .none, worker: .everything)
        case .recoveryStart: Row(.none, .none, .organization, .everything, .allPartners, .none, .none, .none)

        case .organizationView:
            Row(.organization, .organization, .organization, .everything, .allPartners, .allPartners, .allPartners, .everything)
        case .policyEdit: Row(.none, .none, .organization, .everything, .none, .none, .none, .none)
        case .siteView: Row(.organization, .organization, .organization, .everything, .allPartners, .allPartners, .allPartners, .everything)
        case .siteEdit: Row(.none, .organization, .organization, .everything, .allPartners, .none, .none, .none)
        case .toldView: Row(.organization, .organization, .organization, .everything, .allPartners, .allPartners, .allPartners, .everything)
        case .activityView:
            Row(.organization, .organization, .organization, .everything, .allPartners, .allPartners, .allPartners, .everything)
        case .activityExport: Row(.organization, .organization, .organization, .everything, .allPartners, .none, .none, .everything)
        case .organizationArchive: Row(.none, .none, .organization, .allPartners, .none, .none, .none, .none)

        case .importRun: Row(.none, .organization, .organization, .everything, .allPartners, .none, .none, .none)

        case .tokenView: Row(.ownSelf, .ownSelf, .organization, .everything, .ownSelf, .ownSelf, .ownSelf, .everything)
        case .tokenEdit: Row(.ownSelf, .ownSelf, .organization, .everything, .ownSelf, .ownSelf, .ownSelf, .ownSelf)

        case .accountUse: Row(.ownSelf, .ownSelf, .ownSelf, .ownSelf, .ownSelf, .ownSelf, .ownSelf, .ownSelf)
        case .permissionsView:
            Row(.organization, .organization, .organization, .organization, .organization, .organization, .organization, .organization)

        case .organizationCreate: Row(.none, .none, .none, .everything, .allPartners, .none, .none, .none)
        case .organizationEdit: Row(.none, .none, .none, .everything, .allPartners, .none, .none, .none)
        case .organizationSuspend: Row(.none, .none, .none, .everything, .allPartners, .none, .none, .none)
        case .directorySearch: Row(.none, .none, .none, .everything, .allPartners, .allPartners, .allPartners, .everything)
        case .mailView: Row(.none, .none, .none, .everything, .none, .none, .none, .everything)
        case .mailRetry: Row(.none, .none, .none, .everything, .none, .none, .none, .none)
        case .personErase: Row(.none, .none, .none, .everything, .none, .none, .none, .none)
        case .personExport: Row(.none, .none, .none, .everything, .none, .none, .none, .none)
        case .installationView: Row(.none, .none, .none, .everything, .none, .none, .none, .everything)

        case .mailDeliver: Row(worker: .everything)
        case .checkpointWrite: Row(worker: .everything)
        case .retentionSweep: Row(worker: .everything)
        case .importAdvance: Row(worker: .everything)
        case .archiveMake: Row(worker: .everything)

        case .ticketView:
            Row(.organization, .organization, .organization, .everything, .allPartners, .allPartners, .allPartners, .everything)
        case .ticketComment: Row(.organization, .organization, .organization, .everything, .allPartners, .allPartners, .none, .none)
        case .applianceDrain: Row(.none, .organization, .organization, .everything, .none, .allPartners, .none, .none)
        case .bgpEdit: Row(.none, .organization, .organization, .everything, .none, .allPartners, .none, .none)
        case .applianceAct: Row(.none, .organization, .organization, .everything, .none, .allPartners, .none, .none)
        }
    }

    /// A row is plain values: a decision allocates nothing.
    private struct Row {
        let readOnly, engineering, admin: Reach
        let operatorAdmin, partnerManager, operations, assessor, auditor: Reach
        let worker: Reach

        init(
            _ readOnly: Reach, _ engineering: Reach, _ admin: Reach, _ operatorAdmin: Reach, _ partnerManager: Reach,
            _ operations: Reach, _ assessor: Reach, _ auditor: Reach, worker: Reach = .none
        ) {
            self.readOnly = readOnly
            self.engineering = engineering
            self.admin = admin
            self.operatorAdmin = operatorAdmin
            self.partnerManager = partnerManager
            self.operations = operations
            self.assessor = assessor
            self.auditor = auditor
            self.worker = worker
        }

        init(worker: Reach) {
            self.init(.none, .none, .none, .none, .none, .none, .none, .none, worker: worker)
        }

        subscript(level: Level) -> Reach {
            switch level {
            case .none: .none
            case .readOnly: readOnly
            case .engineering: engineering
            case .admin: admin
            case .operatorAdmin: operatorAdmin
            case .partnerManager: partnerManager
            case .operations: operations
            case .assessor: assessor
            case .auditor: auditor
            case .worker: worker
            // Whoever has a shell on the server acts as the installation's own administrator, visibly.
            case .console: operatorAdmin
            }
        }
    }
}
