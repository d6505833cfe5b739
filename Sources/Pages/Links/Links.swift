import Domain
import Markup

/// Where a page can point to, by name. Links into an organization keep the partner that staff are looking at
/// (`?organization=…`), so that no page has to think of it.
public struct Links: Sendable {
    /// The partner being looked at; nil for everyone in their own organization.
    public let looking: Organization.ID?

    public init(looking: Organization.ID? = nil) {
        self.looking = looking
    }

    /// The same links, into `organization`.
    public func into(_ organization: Organization.ID) -> Links {
        Links(looking: organization)
    }

    private func into(_ path: Path, _ value: String? = nil) -> Link {
        Link(pattern: path.rawValue, value.map { [$0] } ?? []).query("organization", ifAny: looking?.text)
    }
}

extension Links {
    public var users: Link { into(.users) }
    public var userNew: Link { into(.userNew) }
    public var usersBulk: Link { into(.usersBulk) }
    public var usersExport: Link { into(.usersExport) }
    public func user(_ id: Contact.ID) -> Link { into(.user, id.text) }
    public func userAccess(_ id: Contact.ID) -> Link { into(.userAccess, id.text) }
    public func userResend(_ id: Contact.ID) -> Link { into(.userResend, id.text) }
    public func userRevoke(_ id: Contact.ID) -> Link { into(.userRevoke, id.text) }
    public func userSuspend(_ id: Contact.ID) -> Link { into(.userSuspend, id.text) }
    public func userResume(_ id: Contact.ID) -> Link { into(.userResume, id.text) }
    public func userSessionsEnd(_ id: Contact.ID) -> Link { into(.userSessionsEnd, id.text) }
    public func userDelete(_ id: Contact.ID) -> Link { into(.userDelete, id.text) }
    public func userErase(_ id: Contact.ID) -> Link { into(.userErase, id.text) }
    public func userPerson(_ id: Contact.ID) -> Link { into(.userPerson, id.text) }
    public func userRecovery(_ id: Contact.ID) -> Link { into(.userRecovery, id.text) }
    public func userRole(_ id: Contact.ID) -> Link { into(.userRole, id.text) }

    public var imports: Link { into(.imports) }
    public func importing(_ id: Import.ID) -> Link { into(.importing, id.text) }
    public func importCheck(_ id: Import.ID) -> Link { into(.importCheck, id.text) }
    public func importApply(_ id: Import.ID) -> Link { into(.importApply, id.text) }
    public func importCancel(_ id: Import.ID) -> Link { into(.importCancel, id.text) }
    public func importForget(_ id: Import.ID) -> Link { into(.importForget, id.text) }
    public func importRefused(_ id: Import.ID) -> Link { into(.importRefused, id.text) }

    public var told: Link { into(.told) }
    /// Where somebody is chosen who is told of `notice` at `site` (nil: of the organization as a whole).
    ///
    /// - Parameter back: the page to return to.
    public func gap(_ notice: Notice, at site: Site.ID?, back: Link? = nil) -> Link {
        into(.toldGap).query("notice", notice.rawValue).query("site", ifAny: site?.text).query("back", ifAny: back?.text)
    }
    public var sites: Link { into(.sites) }
    public var siteNew: Link { into(.siteNew) }
    public func site(_ id: Site.ID) -> Link { into(.site, id.text) }
    public func siteDelete(_ id: Site.ID) -> Link { into(.siteDelete, id.text) }
    public var toldExport: Link { into(.toldExport) }
    public var sitesExport: Link { into(.sitesExport) }
    public var organization: Link { into(.organization) }
    public var organizationPolicy: Link { into(.organizationPolicy) }
    public var archives: Link { into(.archives) }
    public func archiveFile(_ id: Archive.ID) -> Link { into(.archiveFile, id.text) }
    public func archiveRemove(_ id: Archive.ID) -> Link { into(.archiveRemove, id.text) }
    public var tokens: Link { into(.tokens) }
    public var tokensExport: Link { into(.tokensExport) }
    public func tokenPause(_ id: Token.ID) -> Link { into(.tokenPause, id.text) }
    public func tokenResume(_ id: Token.ID) -> Link { into(.tokenResume, id.text) }
    public func tokenTakeOver(_ id: Token.ID) -> Link { into(.tokenTakeOver, id.text) }
    public func tokenRotate(_ id: Token.ID) -> Link { into(.tokenRotate, id.text) }
    public func tokenEnd(_ id: Token.ID) -> Link { into(.tokenEnd, id.text) }
    public var activity: Link { into(.activity) }
    public var activityExport: Link { into(.activityExport) }
}

/// The same for everyone.
extension Links {
    public var home: Link { Path.home.link() }
    public var permissions: Link { Path.permissions.link() }
    public var permissionsExport: Link { Path.permissionsExport.link() }
    public var help: Link { Path.help.link() }
    public var search: Link { Path.search.link() }
    public var palette: Link { Path.palette.link() }
    public var preferences: Link { Path.preferences.link() }
    public var switchOrganization: Link { Path.switchOrganization.link() }
    public var demo: Link { Path.demo.link() }
    public var demoSignIn: Link { Path.demoSignIn.link() }
    public var demoMails: Link { Path.demoMails.link() }
    public func demoMail(_ id: String) -> Link { Path.demoMail.link(id) }

    public var manual: Link { Path.manual.link() }

    public var account: Link { Path.account.link() }
    public var accountEmail: Link { Path.accountEmail.link() }
    public var accountPassphrase: Link { Path.accountPassphrase.link() }
    public var accountPasskeys: Link { Path.accountPasskeys.link() }
    public var accountPasskeyOptions: Link { Path.accountPasskeyOptions.link() }
    public func accountPasskey(_ id: String) -> Link { Path.accountPasskey.link(id) }
    public func accountPasskeyName(_ id: String) -> Link { Path.accountPasskeyName.link(id) }
    public var accountTOTP: Link { Path.accountTOTP.link() }
    public func accountTOTPKey(_ id: String) -> Link { Path.accountTOTPKey.link(id) }
    public func accountTOTPName(_ id: String) -> Link { Path.accountTOTPName.link(id) }
    public var accountRecoveryCodes: Link { Path.accountRecoveryCodes.link() }
    public var accountRecoveryCodesText: Link { Path.accountRecoveryCodesText.link() }
    public func accountSessionEnd(_ id: String) -> Link { Path.accountSessionEnd.link(id) }
    public var accountSessionsEnd: Link { Path.accountSessionsEnd.link() }

    public var signIn: Link { Path.signIn.link() }
    public var signInCode: Link { Path.signInCode.link() }
    public var signInLinks: Link { Path.signInLinks.link() }
    public func signInLink(_ token: String) -> Link { Path.signInLink.link(token) }
    public var signInPasskey: Link { Path.signInPasskey.link() }
    public var signInPasskeyOptions: Link { Path.signInPasskeyOptions.link() }
    public var signOut: Link { Path.signOut.link() }
    public var cannotSignIn: Link { Path.cannotSignIn.link() }
    public var enroll: Link { Path.enroll.link() }
    public var confirm: Link { Path.confirm.link() }
    public var confirmPasskeyOptions: Link { Path.confirmPasskeyOptions.link() }
    public func invitation(_ token: String) -> Link { Path.invitation.link(token) }
    public func invitationPasskeyOptions(_ token: String) -> Link { Path.invitationPasskeyOptions.link(token) }
    public func recovery(_ token: String) -> Link { Path.recovery.link(token) }
    public func emailConfirm(_ token: String) -> Link { Path.emailConfirm.link(token) }
    public func emailUndo(_ token: String) -> Link { Path.emailUndo.link(token) }
}

/// The operator's.
extension Links {
    public var organizations: Link { Path.organizations.link() }
    public var organizationNew: Link { Path.organizationNew.link() }
    public func partner(_ id: Organization.ID) -> Link { Path.partner.link(id.text) }
    public func partnerSuspend(_ id: Organization.ID) -> Link { Path.partnerSuspend.link(id.text) }
    public func partnerResume(_ id: Organization.ID) -> Link { Path.partnerResume.link(id.text) }
    public func partnerAdmin(_ id: Organization.ID) -> Link { Path.partnerAdmin.link(id.text) }
    public var organizationsExport: Link { Path.organizationsExport.link() }
    public var mail: Link { Path.mail.link() }
    public var mailExport: Link { Path.mailExport.link() }
    public func mailRetry(_ id: String) -> Link { Path.mailRetry.link(id) }
    /// The operator's own people.
    public var staff: Link { Path.users.link() }
}
