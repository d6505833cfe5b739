import Domain
import Store

/// The columns of each file. Moments are in UTC (RFC 3339); several values of a cell have spaces between them.
extension Columns where Row == Contact {
    static func contacts(_ sites: [Site.ID: String]) -> Columns {
        Columns(
            ("id", { $0.id.text }), ("first_name", { $0.details.firstName.text }), ("last_name", { $0.details.lastName.text }),
            ("email", { $0.details.email?.text ?? "" }), ("phone", { $0.details.phone?.text ?? "" }), ("title", { $0.details.title.text }),
            ("time_zone", { $0.details.timeZone?.text ?? "" }), ("language", { $0.details.language.rawValue }),
            ("kind", { $0.assignment.kind.rawValue }),
            ("sites", { $0.assignment.siteCodes(sites) }), ("roles", { $0.assignment.roleCodes(sites) }),
            ("level", { $0.level.rawValue }), ("status", { $0.access.rawValue }), ("last_sign_in", { $0.lastSignIn?.text ?? "" }))
    }
}

extension Columns where Row == ActivityEntry {
    /// Changes are `field: before -> after`, separated by semicolons.
    static var activity: Columns {
        Columns(
            ("number", { String($0.number) }), ("at", { $0.at.text }), ("actor_id", { $0.actor?.text ?? "" }), ("actor", { word($0.name) }),
            ("level", { $0.level }),
            ("by_operator", { $0.isByOperator ? "yes" : "no" }), ("action", { $0.action }), ("outcome", { $0.outcome.rawValue }),
            ("target_id", { $0.target ?? "" }),
            ("target", { word($0.label) }),
            ("changes", { $0.changes.map { "\($0.field): \(word($0.before)) -> \(word($0.after))" }.joined(separator: "; ") }),
            ("repeats", { String($0.repeats) }), ("address", { word($0.address) }), ("request_id", { $0.requestID }))
    }

    @Sendable private static func word(_ value: ActivityEntry.Value) -> String {
        switch value {
        case .nothing: ""
        case .text(let text): text
        case .erased: "[erased]"
        case .secret: "[secret]"
        }
    }
}

extension Columns where Row == (site: Site, contacts: Int) {
    static var sites: Columns {
        Columns(
            ("id", { $0.site.id.text }), ("code", { $0.site.details.code.text }), ("name", { $0.site.details.name.text }),
            ("address", { $0.site.details.address.text }),
            ("time_zone", { $0.site.details.timeZone.text }),
            ("time_zone_guessed", { $0.site.details.isZoneGuessed ? "yes" : "no" }), ("contacts", { String($0.contacts) }))
    }
}

extension Columns where Row == Token {
    static var tokens: Columns {
        Columns(
            ("id", { $0.id.text }), ("name", { $0.name.text }), ("owner_id", { $0.owner?.text ?? "" }), ("person", { $0.person ?? "" }),
            ("level", { $0.level.rawValue }),
            ("permissions", { $0.permissions.map { $0.map(\.rawValue).sorted().joined(separator: " ") } ?? "*" }), ("hint", { $0.hint }),
            ("state", { $0.state.rawValue }),
            ("created_at", { $0.createdAt.text }), ("ends_at", { $0.endsAt.text }), ("last_used_at", { $0.lastUsedAt?.text ?? "" }),
            ("last_used_from", { $0.lastUsedFrom ?? "" }))
    }
}

extension Columns where Row == (permission: Permission, level: Level) {
    static var permissions: Columns {
        Columns(
            ("action", { $0.permission.rawValue }), ("level", { $0.level.rawValue }),
            ("reach", { Matrix.reach($0.permission, at: $0.level).name }),
            ("planned", { $0.permission.isPlanned ? "yes" : "no" }))
    }
}

extension Columns where Row == OrganizationSummary {
    static var organizations: Columns {
        Columns(
            ("id", { $0.organization.id.text }), ("name", { $0.organization.name.text }), ("kind", { $0.organization.kind.rawValue }),
            ("asns", { $0.organization.asns.map { String($0.number) }.joined(separator: " ") }),
            ("status", { $0.organization.status.rawValue }),
            ("contacts", { String($0.contacts) }), ("active_admins", { String($0.activeAdmins) }), ("sites", { String($0.sites) }))
    }
}

extension Columns where Row == MailingSummary {
    static var mail: Columns {
        Columns(
            ("id", { $0.id.text }), ("kind", { $0.kind }), ("organization", { $0.organization }), ("recipient", { $0.recipient.text }),
            ("state", { $0.state.rawValue }),
            ("attempts", { String($0.attempts) }), ("created_at", { $0.createdAt.text }),
            ("due_at", { $0.state == .waiting ? $0.dueAt.text : "" }),
            ("sent_at", { $0.sentAt?.text ?? "" }), ("last_error", { $0.lastError ?? "" }))
    }
}

/// One recipient of one kind of message at one place; without a contact where there is nobody.
struct ToldRow: Sendable {
    let notice: Notice
    /// The site's code; `*` for the organization as a whole.
    let site: String
    let isGap: Bool
    let contact: Contact?
    let role: ContactRole?
    /// Where the role is held: a site's code, or `*`.
    let roleSite: String

    static func all(of told: WhoIsTold, at chosen: Site.ID?) -> [ToldRow] {
        let codes = Dictionary(told.sites.map { ($0.id, $0.details.code.text) }) { first, _ in first }
        let code = { (site: Site.ID?) in site.map { codes[$0] ?? "" } ?? "*" }
        let wanted = chosen.flatMap { codes[$0] == nil ? nil : $0 }
        return told.groups.filter { !$0.notice.isBySurvey && (wanted == nil || $0.site == wanted) }.flatMap { group in
            if group.recipients.isEmpty {
                return [ToldRow(notice: group.notice, site: code(group.site), isGap: group.isGap, contact: nil, role: nil, roleSite: "")]
            }
            return group.recipients.map { recipient in
                ToldRow(
                    notice: group.notice, site: code(group.site), isGap: false, contact: told.contacts[recipient.contact],
                    role: recipient.held.role,
                    roleSite: code(recipient.held.site))
            }
        }
    }
}

extension Columns where Row == ToldRow {
    static var told: Columns {
        Columns(
            ("notice", { $0.notice.rawValue }), ("site", { $0.site }), ("gap", { $0.isGap ? "yes" : "no" }),
            ("contact_id", { $0.contact?.id.text ?? "" }),
            ("name", { $0.contact?.details.fullName ?? "" }), ("email", { $0.contact?.details.email?.text ?? "" }),
            ("phone", { $0.contact?.details.phone?.text ?? "" }),
            ("role", { $0.role?.rawValue ?? "" }), ("role_site", { $0.roleSite }), ("access", { $0.contact?.access.rawValue ?? "" }))
    }
}
