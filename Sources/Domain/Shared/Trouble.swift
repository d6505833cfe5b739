/// What can go wrong with a request that was allowed. Together with ``Refusal`` these are all the errors that a
/// person is told about.
public enum Trouble: Error, Sendable, Equatable {
    /// Not there, or not to be known of: the two are the same, byte for byte.
    case notFound
    /// These fields, all at once.
    case invalid([FieldError])
    /// A rule beyond level and reach said no, or someone was faster.
    case conflict(Conflict)
    /// A sensitive act of somebody in person, who has not proved lately who they are.
    case proofNeeded
}

/// One field of a form or a JSON body, and what to do about it.
public struct FieldError: Sendable, Hashable, Codable {
    /// The field's name as the API spells it, such as `first_name` or `roles[2].site`.
    public let field: String
    public let problem: FieldProblem

    public init(_ field: String, _ problem: FieldProblem) {
        self.field = field
        self.problem = problem
    }
}

/// Why a field was not taken. The words are in the catalogue, in the reader's language.
public enum FieldProblem: Error, Sendable, Hashable, Codable {
    case missing
    case tooLong(limit: Int)
    case notAnEmail
    case notAPhone
    case notATimeZone
    case notALanguage
    case notOneOf([String])
    case unknownField
    case unknownSite
    /// No site of the organization has this code.
    case noSuchSite(String)
    /// Two columns of a file are taken for this field.
    case fieldTwice(String)
    case notANumber
    /// An object of a JSON file where a text, or a list of texts, belongs.
    case notText
    /// A cell of a file that a spreadsheet has written as an amount: `13,339`, `13338.0`, `4.42E+11`.
    case spreadsheetNumber(String)
    case notAnASN
    case notADomain
    case controlCharacters
    /// Nothing but characters that cannot be seen, such as joiners and fillers.
    case invisible
    case emailOrPhoneNeeded
    case emailNeededForAccess
    case emailTaken
    case emailDomainNotAllowed([String])
    case siteCodeTaken
    case asnTaken
    case belongsElsewhere(String)
    case readOnlyField
    /// An address that somebody signs in with is not a program's to change.
    case inPersonOnly
    /// One's own address to sign in with is changed after a recent proof of who one is.
    case proofNeeded
    /// What kind of contact it is stays until the portal access is taken away.
    case hasAccess
    /// Not a tag as an ETag is, in quotes.
    case notAnEntityTag
    /// What is to change has no versions that a condition could name.
    case hasNoVersion

    /// What an id looks like.
    public static let notAnID = FieldProblem.notOneOf(["0198f3c0-0000-7000-8000-000000000000"])
}

/// A rule beyond level and reach.
public enum Conflict: Sendable, Hashable, Codable {
    /// By no path does the last Admin who can still sign in disappear.
    case lastTopLevel
    /// Nobody deletes their own contact.
    case ownContact
    /// The version that was edited is no longer the present one.
    case staleVersion(current: Int64?)
    /// The version that must not be there (`If-None-Match`) is the present one.
    case matchedVersion(current: Int64)
    /// The access is not in a state that allows this, such as suspending somebody who was only invited.
    case wrongStatus(AccessStatus)
    case alreadyAtLevel
    case organizationSuspended
    case siteInUse
    case invitationVoid
    case linkUsedOrExpired
    case emailTaken
    case nothingToDo
    case noAddress
    case alreadyExists
    /// The session ended meanwhile.
    case signedOut
    /// Nobody could sign in to the account any more.
    case lastFactor
    case passkeyRefused
    case codeWrong
    /// Nobody starts a recovery for themselves.
    case ownRecovery
    /// The account is a sign-in to other organizations, too: not for an Admin of one of them to recover.
    case severalOrganizations
    /// The address may still be taken back by its old owner.
    case addressInDispute
    /// The invitation is for another person than the one who is signed in.
    case otherAccount
    /// The token was ended, or its time is over.
    case tokenOver
    /// A new secret is for its owner's eyes alone.
    case othersToken
    case tooManyTokens
    /// No token deletes or lowers whoever made it, or ends their access.
    case tokensMaker
    /// The organization's token lost its maker: another Admin takes it over.
    case tokenWithoutMaker
    /// The sign-in is bound to no mailbox yet: the invitation's link in the mail binds it.
    case mailboxUnproven
    /// So many mails went to this address, for this actor or for this organization within the hour.
    case tooManyMails(to: MailLimit, perHour: Int)
    /// An import is not at a point where this can be done.
    case importState(Import.State)
    /// An organization keeps only so many files, and so many bytes of them.
    case importsFull(files: Int64, bytes: Int64)
    /// The key was used for another request.
    case keyReused
    /// The archive is still being made, or could not be.
    case archiveNotReady
    case bulk([RowRefusal])
}

/// What mail is counted by.
public enum MailLimit: String, Sendable, Hashable, Codable {
    case mailbox, sender, organization
}

extension Conflict {
    public var isStaleVersion: Bool { if case .staleVersion = self { true } else { false } }
}

/// Why one row of a bulk change cannot be done. All rows are refused together.
public struct RowRefusal: Sendable, Hashable, Codable {
    public enum Reason: Sendable, Hashable, Codable {
        case refused(Refusal)
        case conflict(Conflict)
        case notFound
    }

    public let contact: Identifier<Contact>
    public let name: String
    public let reason: Reason

    public init(contact: Identifier<Contact>, name: String, reason: Reason) {
        self.contact = contact
        self.name = name
        self.reason = reason
    }
}
