import Domain

/// What a mail is about: the facts, names resolved, without words.
public enum MailMatter: Sendable, Hashable {
    /// A link to activate portal access.
    case invitation(organization: String, level: Level, inviter: String, isByOperator: Bool, token: String, ends: Moment)
    /// To the new address: confirm it.
    case emailConfirm(organization: String, new: String, token: String, ends: Moment)
    /// To the old address: it is being changed, and how to undo that.
    case emailNotice(organization: String, new: String, by: String, token: String, ends: Moment)
    /// To the old address of somebody who does not sign in: it was changed.
    case emailChanged(organization: String, new: String, by: String)
    /// A link to set a new passphrase.
    case recovery(organization: String, starter: String, token: String, ends: Moment)
    /// A link by which signing in waits for nobody else's failures.
    case signInLink(token: String, ends: Moment)
    /// To all Admins: a recovery was started.
    case recoveryNotice(organization: String, person: String, starter: String)
    /// Something about one's own sign-in changed.
    case signInChanged(SignInChange, at: Moment, device: String)
    /// A sign-in from a browser not seen before.
    case newDevice(device: String, at: Moment)
    /// Without a sign-in the access is suspended soon.
    case inactivityWarning(organization: String, days: Int, ends: Moment)
    /// The access was suspended since nobody signed in with it.
    case inactivitySuspended(organization: String, days: Int)

    /// Somebody suspended the reader's access.
    case suspended(organization: String, by: String)
    /// Somebody ended the reader's sessions.
    case sessionsEnded(organization: String, by: String)
    /// To all Admins: something that lets somebody in or gives something away.
    case adminNotice(AdminEvent, organization: String, subject: String, by: String)
    /// To the old address that took back a change: a link to set a new passphrase.
    case recoveryAfterUndo(organization: String, token: String, ends: Moment)

    /// What Admins are told.
    public enum AdminEvent: String, Sendable, CaseIterable {
        case newAdmin, tokenMade, tokensPaused, policyChanged, archiveMade
    }

    /// What changed about a sign-in.
    public enum SignInChange: String, Sendable, CaseIterable {
        case passphraseSet, passkeyAdded, passkeyRemoved, codeAdded, codeRemoved, recoveryCodesMade, recoveryCodeUsed, recovered
    }
}

/// Who writes, and where the links of a mail lead.
public struct MailSender: Sendable, Hashable {
    /// The public address of the portal, such as `https://portal.example`. Links are built from it and from nothing else.
    public var origin: String
    public var operatorName: String
    public var support: EmailAddress?

    public init(origin: String, operatorName: String, support: EmailAddress?) {
        self.origin = origin
        self.operatorName = operatorName
        self.support = support
    }
}
