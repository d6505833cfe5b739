import Domain
import Markup

/// The permission matrix, whole: who may do what, and to whom. It is the very table that the portal asks; each cell opens
/// to its reason, and the column of the reader is marked.
public struct PermissionsPage: Page {
    public init() {}

    public var title: Phrase { .permissionsTitle }
    public var room: Room? { .permissions }

    public func body(_ h: Sheet) {
        let own = h.context.reader?.actor.level ?? .none
        h.heading(.permissionsTitle, lead: .permissionsLead(own.name)) { h.go(.export, .quiet, to: h.links.permissionsExport) }
        let partners: [Level] = [.readOnly, .engineering, .admin],
            staff: [Level] = [.operatorAdmin, .partnerManager, .operations, .assessor, .auditor]
        if own.isStaff {
            half(h, .permissionsStaff, staff, own)
            half(h, .permissionsPartners, partners, own)
        } else {
            half(h, .permissionsPartners, partners, own)
            half(h, .permissionsStaff, staff, own)
        }
        h.part(.permissionsNotes) {
            h.ul {
                h.li(.permissionsNoteRoles)
                h.li(.permissionsNoteLevels)
                h.li(.permissionsNoteLast)
                h.li(.permissionsNoteOperator(h.context.operatorName))
                h.li(.permissionsNoteServer)
            }
        }
    }

    private func half(_ h: Sheet, _ title: Phrase, _ levels: [Level], _ own: Level) {
        h.part(title) {
            h.table(.class("rows matrix"), .role("table"), .label(h.say(title))) {
                h.thead(.role("rowgroup")) {
                    h.tr(.role("row")) {
                        h.th(h.say(.permissionsWhat), .role("columnheader"), Attribute("scope", "col"))
                        for level in levels {
                            h.th(.role("columnheader"), Attribute("scope", "col"), .class("cell", "own", if: level == own)) {
                                h.text(level.name)
                                if level == own { h.small(.permissionsYou) }
                            }
                        }
                    }
                }
                for group in PermissionsPage.groups { rows(h, group.name, group.permissions, levels, own) }
            }
        }
    }

    private func rows(_ h: Sheet, _ name: Phrase, _ permissions: [Permission], _ levels: [Level], _ own: Level) {
        h.tbody(.role("rowgroup")) {
            h.tr(.role("row"), .class("group-row")) {
                h.th(h.say(name), .role("columnheader"), Attribute("scope", "rowgroup"), Attribute("colspan", String(levels.count + 1)))
            }
            for permission in permissions {
                h.tr(.role("row"), .id("\(permission.rawValue)-\(levels[0].rawValue)")) {
                    h.th(.role("rowheader"), Attribute("scope", "row"), .class("entry")) {
                        h.text(permission.name)
                        if permission.isPlanned { h.small(.permissionsPlanned) }
                    }
                    for level in levels { cell(h, permission, level, isOwn: level == own) }
                }
            }
        }
    }

    private func cell(_ h: Sheet, _ permission: Permission, _ level: Level, isOwn: Bool) {
        let reach = Matrix.reach(permission, at: level)
        h.td(.role("cell"), .class("cell", "own", if: isOwn), Attribute("data-label", h.say(level.name))) {
            h.details(Attribute("name", "cell")) {
                h.summary { h.state(reach.isEmpty ? .idle : .ok, reach.phrase) }
                h.p(Matrix.reason(permission, at: level), .class("why"))
            }
        }
    }

    static let groups: [(name: Phrase, permissions: [Permission])] = [
        (.permissionsContacts, [.contactView, .contactCreate, .contactDelete, .contactEdit, .contactAssign, .contactExport]),
        (.portalAccess, [.accessGrant, .accessLevel, .accessSuspend, .recoveryStart]),
        (
            .organizationTitle,
            [
                .organizationView, .policyEdit, .siteView, .siteEdit, .toldView, .activityView, .activityExport, .organizationArchive,
                .importRun,
            ]
        ),
        (.permissionsOwn, [.accountUse, .tokenView, .tokenEdit, .permissionsView]),
        (.permissionsAppliances, [.applianceDrain, .bgpEdit, .applianceAct, .ticketView, .ticketComment]),
        (
            .permissionsOperator,
            [
                .organizationCreate, .organizationEdit, .organizationSuspend, .directorySearch, .mailView, .mailRetry, .personErase,
                .personExport, .installationView,
            ]
        ),
        (.permissionsServer, [.mailDeliver, .checkpointWrite, .retentionSweep, .importAdvance, .archiveMake]),
    ]
}
