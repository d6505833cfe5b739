import Domain
import Markup

/// A page is a value: everything it shows was read before, so that rendering can neither wait nor fail.
///
/// To add one:
///  1. add its path to ``Path`` and, when others point to it, a link to ``Links``;
///  2. say its words in `Words/<Room>+Words.swift`, both languages each;
///  3. write `struct <Name>Page: Page` in the folder of its room: the model as stored properties (values of `Domain`,
///     names already resolved), `title`, `room`, and a `body` that starts with ``Sheet/heading(_:lead:deeds:)`` and is
///     composed of small named parts;
///  4. add it to `Gallery` in the tests, which checks every page in it for one `h1`, labels, inline code and languages.
///
/// What a person may do is asked of ``Sheet/may(_:_:)``, the same matrix that the store asks; a missing deed leaves
/// its reason with ``Sheet/why(_:)``.
public protocol Page: Sendable {
    /// What the browser's tab says, and usually the one `h1`.
    var title: Phrase { get }
    /// The same where it depends on who reads; ``title`` unless the page says otherwise.
    func title(for context: PageContext) -> Phrase
    /// The entry of the navigation that is current.
    var room: Room? { get }
    /// ``Frame/portal`` unless the page says otherwise.
    var frame: Frame { get }
    /// It shows or holds what no address brings back, such as new recovery codes: nothing on it leads away unasked, and
    /// the browser asks before it is left.
    var isShownOnce: Bool { get }
    func body(_ h: Sheet)
}

extension Page {
    public func title(for context: PageContext) -> Phrase { title }
    public var room: Room? { nil }
    public var frame: Frame { .portal }
    public var isShownOnce: Bool { false }

    /// The whole document. Without a signed-in reader every page stands at the door.
    public func render(for context: PageContext) -> [UInt8] {
        let sheet = Sheet(context)
        sheet.document(self)
        return sheet.bytes
    }
}

/// What stands around a page.
public enum Frame: Sendable {
    /// Bar, navigation, content at most 1,280 px wide.
    case portal
    /// One narrow column, for people on their way in or out.
    case door
}

/// The entries of the navigation, by the field's nouns.
public enum Room: Sendable, Hashable {
    case home, users, told, sites, organization, activity, permissions, help
    /// The operator's own.
    case organizations, staff, mail
    /// Reached from the corner.
    case account
}

extension Sheet {
    /// True when the matrix lets the reader do this to `target`; the same question that the store asks again.
    public func may(_ permission: Permission, _ target: Target) -> Bool {
        context.reader?.actor.may(permission, target) ?? false
    }

    /// True when the reader may do this somewhere in the organization on the page.
    public func may(_ permission: Permission) -> Bool {
        guard let reader = context.reader else { return false }
        let atoms: Reach = reader.looking == nil ? .organization : .allPartners
        return !reader.actor.reach(permission).isDisjoint(with: atoms)
    }
}
