import Domain
import Pages
import Store

extension MailLetter {
    /// The words of a post, as its reader gets them: for delivery, and for the demo's page of mail.
    public init(_ post: Post, in language: Language, settings: Settings) {
        self.init(
            MailMatter(post), in: language,
            from: MailSender(
                origin: settings.publicURL.origin, operatorName: settings.operatorName, support: settings.support))
    }
}

extension MailMatter {
    /// The same facts, as the pages take them.
    init(_ post: Post) {
        switch post {
        case .invitation(let organization, let level, let inviter, let byOperator, let token, let endsAt):
            self = .invitation(
                organization: organization, level: level, inviter: inviter, isByOperator: byOperator, token: token,
                ends: Moment(milliseconds: endsAt))
        case .emailConfirm(let organization, let newEmail, let token, let endsAt):
            self = .emailConfirm(organization: organization, new: newEmail, token: token, ends: Moment(milliseconds: endsAt))
        case .emailNotice(let organization, let newEmail, let by, let token, let endsAt):
            self = .emailNotice(organization: organization, new: newEmail, by: by, token: token, ends: Moment(milliseconds: endsAt))
        case .emailChanged(let organization, let newEmail, let by):
            self = .emailChanged(organization: organization, new: newEmail, by: by)
        case .recovery(let organization, let starter, let token, let endsAt):
            self = .recovery(organization: organization, starter: starter, token: token, ends: Moment(milliseconds: endsAt))
        case .signInLink(let token, let endsAt):
            self = .signInLink(token: token, ends: Moment(milliseconds: endsAt))
        case .recoveryNotice(let organization, let person, let starter):
            self = .recoveryNotice(organization: organization, person: person, starter: starter)
        case .factorNotice(let change, let at, let agent):
            self = .signInChanged(SignInChange(change), at: Moment(milliseconds: at), device: agent)
        case .newDevice(let agent, let at):
            self = .newDevice(device: agent, at: Moment(milliseconds: at))
        case .inactivityWarning(let organization, let days, let endsAt):
            self = .inactivityWarning(organization: organization, days: days, ends: Moment(milliseconds: endsAt))
        case .inactivitySuspended(let organization, let days):
            self = .inactivitySuspended(organization: organization, days: days)
        case .suspended(let organization, let by):
            self = .suspended(organization: organization, by: by)
        case .sessionsEnded(let organization, let by):
            self = .sessionsEnded(organization: organization, by: by)
        case .adminNotice(let event, let organization, let subject, let by):
            self = .adminNotice(AdminEvent(event), organization: organization, subject: subject, by: by)
        case .recoveryAfterUndo(let organization, let token, let endsAt):
            self = .recoveryAfterUndo(organization: organization, token: token, ends: Moment(milliseconds: endsAt))
        }
    }
}

extension MailMatter.AdminEvent {
    init(_ event: Post.AdminEvent) {
        self =
            switch event {
            case .newAdmin: .newAdmin
            case .tokenMade: .tokenMade
            case .tokensPaused: .tokensPaused
            case .policyChanged: .policyChanged
            case .archiveMade: .archiveMade
            }
    }
}

extension MailMatter.SignInChange {
    init(_ change: Post.FactorChange) {
        self =
            switch change {
            case .passphraseSet: .passphraseSet
            case .passkeyAdded: .passkeyAdded
            case .passkeyRemoved: .passkeyRemoved
            case .codeAdded: .codeAdded
            case .codeRemoved: .codeRemoved
            case .recoveryCodesMade: .recoveryCodesMade
            case .recoveryCodeUsed: .recoveryCodeUsed
            case .recovered: .recovered
            }
    }
}
