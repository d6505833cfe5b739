import Domain

/// What a mail says: the facts, without words. Words come from the catalogue when it is delivered, in the reader's
/// language. A case is never changed once released; new ones are added.
public enum Post: Codable, Sendable, Hashable {
    /// A link to activate portal access.
    case invitation(organization: String, level: Level, inviter: String, byOperator: Bool, token: String, endsAt: Int64)
    /// To the new address: confirm it.
    case emailConfirm(organization: String, newEmail: String, token: String, endsAt: Int64)
    /// To the old address: it is being changed; undo.
    case emailNotice(organization: String, newEmail: String, by: String, token: String, endsAt: Int64)
    /// To the old address of somebody who does not sign in: it was changed.
    case emailChanged(organization: String, newEmail: String, by: String)
    /// A link to set a new passphrase or factor.
    case recovery(organization: String, starter: String, token: String, endsAt: Int64)
    /// A link for somebody who cannot sign in since others guess at their sign-in.
    case signInLink(token: String, endsAt: Int64)
    /// To all Admins: a recovery was started.
    case recoveryNotice(organization: String, person: String, starter: String)
    /// Something about one's own sign-in changed: a factor, the passphrase, recovery codes.
    case factorNotice(change: FactorChange, at: Int64, agent: String)
    /// A sign-in from a browser not seen before.
    case newDevice(agent: String, at: Int64)
    /// The organization's policy is about to suspend somebody who has not signed in for long.
    case inactivityWarning(organization: String, days: Int, endsAt: Int64)
    /// It has.
    case inactivitySuspended(organization: String, days: Int)

    /// Somebody suspended the reader's access.
    case suspended(organization: String, by: String)
    /// Somebody ended the reader's sessions; the access stays.
    case sessionsEnded(organization: String, by: String)
    /// To all Admins: something that lets somebody in or gives something away.
    case adminNotice(event: AdminEvent, organization: String, subject: String, by: String)
    /// To the old address that took back a change: a link to set a new passphrase.
    case recoveryAfterUndo(organization: String, token: String, endsAt: Int64)

    public enum AdminEvent: String, Codable, Sendable, CaseIterable {
        case newAdmin, tokenMade, tokensPaused, policyChanged, archiveMade
    }

    public enum FactorChange: String, Codable, Sendable, CaseIterable {
        case passphraseSet, passkeyAdded, passkeyRemoved, codeAdded, codeRemoved, recoveryCodesMade, recoveryCodeUsed, recovered
    }

    /// The name by which the operator's page and the demo list it.
    public var kind: String {
        switch self {
        case .invitation: "invitation"
        case .emailConfirm: "email_confirm"
        case .emailNotice: "email_notice"
        case .emailChanged: "email_changed"
        case .recovery: "recovery"
        case .signInLink: "sign_in_link"
        case .recoveryNotice: "recovery_notice"
        case .factorNotice: "factor_notice"
        case .newDevice: "new_device"
        case .inactivityWarning: "inactivity_warning"
        case .inactivitySuspended: "inactivity_suspended"
        case .suspended: "suspended"
        case .sessionsEnded: "sessions_ended"
        case .adminNotice: "admin_notice"
        case .recoveryAfterUndo: "recovery_after_undo"
        }
    }
}
