import Domain
import Markup

extension InvitationPage {
    /// What will be granted, names resolved.
    public struct Offer: Sendable {
        public var organization: String
        public var kind: Organization.Kind
        public var level: Level
        public var name: String
        public var email: EmailAddress
        public var contactKind: Contact.Kind
        /// Each role with the names of its sites; none for the whole organization.
        public var roles: [(role: ContactRole, sites: [String])]
        /// Sites besides those of the roles.
        public var sites: [String]
        public var inviter: String
        public var isByOperator: Bool
        public var ends: Moment
        /// The link came in the mail, and not from whoever invited.
        public var isMailed: Bool
        /// Somebody has come in by a copied link, whose sign-in ends when this is accepted.
        public var replacesCopy: Bool

        public init(
            organization: String, kind: Organization.Kind, level: Level, name: String, email: EmailAddress, contactKind: Contact.Kind,
            roles: [(role: ContactRole, sites: [String])], sites: [String], inviter: String, isByOperator: Bool, ends: Moment,
            isMailed: Bool = true, replacesCopy: Bool = false
        ) {
            self.organization = organization
            self.kind = kind
            self.level = level
            self.name = name
            self.email = email
            self.contactKind = contactKind
            self.roles = roles
            self.sites = sites
            self.inviter = inviter
            self.isByOperator = isByOperator
            self.ends = ends
            self.isMailed = isMailed
            self.replacesCopy = replacesCopy
        }
    }
}

extension Sheet {
    /// What is granted, fact by fact.
    func grantedFacts(_ offer: InvitationPage.Offer) {
        dl(.class("facts")) {
            fact(.forWhom) {
                text(offer.name)
                text(", ")
                text(offer.email.text)
                if offer.contactKind == .sharedMailbox { small(.verbatim(" (\(say(offer.contactKind.name)))")) }
            }
            fact(.organizationTitle) {
                text(offer.organization)
                small(.verbatim(" \(say(offer.kind.name))"))
            }
            fact(.level) {
                b(offer.level.name)
                p(offer.level.meaning, .class("hint"))
            }
            if !offer.roles.isEmpty { fact(.roles) { grantedRoles(offer.roles) } }
            if !offer.sites.isEmpty { fact(.sitesTitle) { text(offer.sites.joined(separator: ", ")) } }
            fact(.goodUntil) { moment(offer.ends) }
        }
    }

    private func grantedRoles(_ roles: [(role: ContactRole, sites: [String])]) {
        ul(.class("plain")) {
            for held in roles {
                li {
                    text(held.role.name)
                    text(" ")
                    text(held.sites.isEmpty ? .everywhere : .verbatim(held.sites.joined(separator: ", ")))
                }
            }
        }
    }
}
