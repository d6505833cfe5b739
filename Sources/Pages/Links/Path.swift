import Markup

/// Every path of the portal's pages, once: the router registers the raw value, a page fills its holes.
public enum Path: String, Sendable, CaseIterable {
    case home = "/"

    case users = "/users"
    case userNew = "/users/new"
    case usersBulk = "/users/bulk"
    case usersExport = "/users.csv"
    case user = "/users/{id}"
    case userAccess = "/users/{id}/access"
    case userResend = "/users/{id}/resend"
    case userRevoke = "/users/{id}/revoke"
    case userSuspend = "/users/{id}/suspend"
    case userDelete = "/users/{id}/delete"
    case userErase = "/users/{id}/erase"
    case userPerson = "/users/{id}/person.json"
    case userRecovery = "/users/{id}/recovery"

    case told = "/told"
    case sites = "/sites"
    case siteNew = "/sites/new"
    case site = "/sites/{id}"
    case siteDelete = "/sites/{id}/delete"
    case organization = "/organization"
    case organizationPolicy = "/organization/policy"

    case account = "/account"
    case accountEmail = "/account/email"
    case accountPassphrase = "/account/passphrase"
    case accountPasskeys = "/account/passkeys"
    case accountPasskeyOptions = "/account/passkeys/options"
    case accountPasskey = "/account/passkeys/{id}"
    case accountPasskeyName = "/account/passkeys/{id}/name"
    case accountTOTP = "/account/totp"
    case accountTOTPKey = "/account/totp/{id}"
    case accountTOTPName = "/account/totp/{id}/name"
    case accountRecoveryCodes = "/account/recovery-codes"
    case accountRecoveryCodesText = "/account/recovery-codes.txt"
    case accountSessionEnd = "/account/sessions/{id}/end"
    case accountSessionsEnd = "/account/sessions/end"

    case tokens = "/tokens"
    case tokenPause = "/tokens/{id}/pause"
    case tokenResume = "/tokens/{id}/resume"
    case tokenRotate = "/tokens/{id}/rotate"
    case tokenEnd = "/tokens/{id}/end"
    case manual = "/api"

    case activity = "/activity"
    case activityExport = "/activity.csv"
    case permissions = "/permissions"
    case help = "/help"

    case organizations = "/organizations"
    case organizationNew = "/organizations/new"
    case partner = "/organizations/{id}"
    case partnerSuspend = "/organizations/{id}/suspend"
    case partnerResume = "/organizations/{id}/resume"
    case partnerAdmin = "/organizations/{id}/admin"
    case mail = "/mail"
    case mailRetry = "/mail/{id}/retry"

    case signIn = "/sign-in"
    case signInCode = "/sign-in/code"
    case signInPasskey = "/sign-in/passkey"
    case signInPasskeyOptions = "/sign-in/passkey/options"
    case signOut = "/sign-out"
    case cannotSignIn = "/cannot-sign-in"
    case invitation = "/invitation/{token}"
    case invitationPasskeyOptions = "/invitation/{token}/passkey"
    case recovery = "/recovery/{token}"
    case emailConfirm = "/email/{token}"
    case emailUndo = "/email-undo/{token}"
    case enroll = "/enroll"
    case confirm = "/confirm"
    case confirmPasskeyOptions = "/confirm/passkey"

    case switchOrganization = "/switch"
    case preferences = "/preferences"
    case search = "/search"
    case palette = "/palette.json"
    case asset = "/assets/{name}"
    case demo = "/demo"
    case demoSignIn = "/demo/sign-in"
    case demoMails = "/demo/mail"
    case demoMail = "/demo/mail/{id}"

    /// This path with its holes filled, in order.
    func link(_ values: String...) -> Link {
        Link(pattern: rawValue, values)
    }
}
