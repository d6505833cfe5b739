import Domain

/// The form of a contact: its fields as they were typed, so that they can be shown again beside what is wrong with them.
/// ``input`` hands them to the domain, which checks them. The names of the fields are those of the API.
public struct ContactForm: Sendable, Equatable {
    public var firstName = ""
    public var lastName = ""
    public var email = ""
    public var phone = ""
    public var title = ""
    public var timeZone = ""
    public var language = ""
    public var kind = Contact.Kind.person.rawValue
    /// Ids of sites beside those of the roles.
    public var sites: Set<String> = []
    /// `noc@<site id>` each, or `noc@*` for everywhere.
    public var roles: Set<String> = []
    /// Empty when the form does not ask for it.
    public var level = ""
    /// The version that was looked at; nil for a new contact.
    public var version: Int64?
    /// What the fields held when the form was opened, if it said so; at most one.
    private var opened: [ContactForm] = []
    /// True when the form asked for kind, sites and roles: only then do absent boxes mean "none".
    public var asksForAssignment = false
    /// True when the form asked for the details: a form of roles alone leaves them as they are.
    public var asksForDetails = false

    public init() {}

    public init(_ contact: Contact) {
        let details = contact.details
        firstName = details.firstName.text
        lastName = details.lastName.text
        email = details.email?.text ?? ""
        phone = details.phone.map(ContactForm.spelled) ?? ""
        title = details.title.text
        timeZone = details.timeZone?.text ?? ""
        language = details.language.rawValue
        kind = contact.assignment.kind.rawValue
        sites = Set(contact.assignment.sites.subtracting(contact.assignment.roles.compactMap(\.site)).map(\.text))
        roles = Set(contact.assignment.roles.map(ContactForm.word))
        version = contact.version
    }

    /// From the items of a posted form, decoded.
    public init(items: some Sequence<(name: String, value: String)>) {
        var before: [(name: String, value: String)] = []
        for (name, value) in items {
            switch name {
            case _ where name.hasPrefix(ContactForm.openedPrefix):
                let field = String(name.dropFirst(ContactForm.openedPrefix.count))
                // Once: what names it twice is no form of ours.
                if !field.hasPrefix(ContactForm.openedPrefix) { before.append((field, value)) }
            case "first_name":
                firstName = value
                asksForDetails = true
            case "last_name": lastName = value
            case "email": email = value
            case "phone": phone = value
            case "title": title = value
            case "time_zone": timeZone = value
            case "language": language = value
            case "kind": kind = value
            case "sites": sites.insert(value)
            case "roles": roles.insert(value)
            case "level": level = value
            case "version": version = Int64(value)
            case "assignment": asksForAssignment = true
            default: break
            }
        }
        if !before.isEmpty { opened = [ContactForm(items: before)] }
    }

    private static let openedPrefix = "opened."
    private static var texts: [(name: String, value: WritableKeyPath<ContactForm, String>)] {
        [
            ("first_name", \.firstName), ("last_name", \.lastName), ("email", \.email), ("phone", \.phone), ("title", \.title),
            ("time_zone", \.timeZone),
            ("language", \.language), ("kind", \.kind),
        ]
    }
    private static var sets: [(name: String, value: WritableKeyPath<ContactForm, Set<String>>)] {
        [("sites", \.sites), ("roles", \.roles)]
    }

    /// Hidden fields that tell the next save what somebody had before them.
    func asOpened(_ present: ContactForm) -> [(name: String, value: String)] {
        let shown = opened.first ?? present
        return ContactForm.texts.map { (ContactForm.openedPrefix + $0.name, shown[keyPath: $0.value]) }
            + ContactForm.sets.flatMap { set in shown[keyPath: set.value].sorted().map { (ContactForm.openedPrefix + set.name, $0) } }
    }

    /// The same with what the form did not ask for as it is saved now.
    public func completed(by present: ContactForm) -> ContactForm {
        var whole = self
        if !asksForDetails {
            for (name, value) in ContactForm.texts where name != "kind" { whole[keyPath: value] = present[keyPath: value] }
        }
        if !asksForAssignment { (whole.kind, whole.sites, whole.roles) = (present.kind, present.sites, present.roles) }
        return whole
    }

    /// Puts what somebody else saved meanwhile into the fields that were not touched here. Of a list, what was added or
    /// taken away here is so in the other's list as well.
    ///
    /// - Parameter present: what is saved now.
    /// - Returns: the fields that both changed, as the other has them; otherwise as they are here.
    public mutating func takeIn(_ present: ContactForm) -> ContactForm {
        version = present.version
        guard let before = opened.first else { return present }
        var theirs = present
        for (_, value) in ContactForm.texts {
            if self[keyPath: value] == before[keyPath: value] { self[keyPath: value] = present[keyPath: value] }
            if present[keyPath: value] == before[keyPath: value] { theirs[keyPath: value] = self[keyPath: value] }
        }
        for (_, value) in ContactForm.sets {
            let (mine, old) = (self[keyPath: value], before[keyPath: value])
            self[keyPath: value] = present[keyPath: value].union(mine.subtracting(old)).subtracting(old.subtracting(mine))
            if mine == old || present[keyPath: value] == old { theirs[keyPath: value] = self[keyPath: value] }
        }
        opened = []
        return theirs
    }

    /// As people read it, where that is taken back as the same number.
    private static func spelled(_ phone: PhoneNumber) -> String {
        (try? PhoneNumber(phone.spaced)) == phone ? phone.spaced : phone.text
    }

    static func word(_ held: HeldRole) -> String { "\(held.role.rawValue)@\(held.site?.text ?? "*")" }

    /// A role and the id of its site, empty for everywhere.
    static func parts(of word: String) -> ContactInput.Role {
        let halves = word.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let site = halves.count == 2 ? halves[1] : "?"
        return ContactInput.Role(role: halves.first ?? "", site: site == "*" ? "" : site)
    }

    /// The same for the domain to check: only what the form asked for is said.
    public var input: ContactInput {
        var input = ContactInput()
        if asksForDetails {
            input.firstName = firstName
            input.lastName = lastName
            input.email = email
            input.phone = phone
            input.title = title
            input.timeZone = timeZone
            input.language = language
        }
        if asksForAssignment {
            input.kind = kind
            input.sites = sites.sorted()
            input.roles = roles.sorted().map(ContactForm.parts)
        }
        return input
    }

    /// The level asked for; none when the form did not ask.
    ///
    /// - Throws: ``Trouble/invalid(_:)``.
    public func requestedLevel() throws(Trouble) -> Level {
        guard !level.isEmpty else { return .none }
        guard let level = Level(rawValue: level), level == .none || Level.ofPeople.contains(level) else {
            throw .invalid([FieldError("level", .notOneOf(Level.ofPartners.map(\.rawValue)))])
        }
        return level
    }

    /// The problem of a field; for a list, of the first of its items (`roles[2].site`).
    static func problem(of name: String, in errors: [FieldError]) -> FieldProblem? {
        errors.first { $0.field == name || $0.field.hasPrefix(name + "[") }?.problem
    }
}
