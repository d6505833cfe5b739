import Domain
import Markup

/// One change to many contacts, as its form spells it.
public struct BulkForm: Sendable, Equatable {
    public enum Change: String, Sendable, CaseIterable {
        case addRoles = "add_roles", removeRoles = "remove_roles"
        case addSites = "add_sites", removeSites = "remove_sites"
        case suspend, revoke, delete
    }

    public enum Step: String, Sendable {
        case preview, apply
    }

    /// The most contacts that one change takes.
    public static let limit = 500

    public var ids: [Contact.ID] = []
    /// Every contact of ``filter`` is meant, up to ``limit`` of them.
    public var isAll = false
    /// The list from which the contacts were chosen.
    public var filter = ContactFilter()
    public var change: Change?
    /// Words of ``ContactForm/roles``.
    public var roles: Set<String> = []
    public var sites: Set<String> = []
    /// What was asked for: the preview, or the change itself.
    public var step = Step.preview

    public init() {}

    /// From the items of a query or a posted form, decoded. At most ``limit`` contacts at once.
    public init(items: some Sequence<(name: String, value: String)>) {
        var chosen: [Contact.ID] = [], seen: Set<Contact.ID> = []
        let items = Array(items)
        filter = ContactFilter(query: items)
        filter.cursor = nil
        for (name, value) in items {
            switch name {
            case "ids": if let id = Contact.ID(value) { chosen.append(id) }
            case "chosen": chosen += BulkForm.unpacked(value)
            case "all": isAll = value == "1"
            case "change": change = Change(rawValue: value)
            case "roles": roles.insert(value)
            case "sites": sites.insert(value)
            case "step": step = Step(rawValue: value) ?? .preview
            default: break
            }
        }
        ids = Array(chosen.filter { seen.insert($0).inserted }.prefix(BulkForm.limit))
    }

    /// The address at which the same choice stands: of a whole list by its filter, of single contacts by their ids.
    public func address(_ links: Links) -> Link {
        var link = filter.applied(to: links.usersBulk)
        if isAll { link = link.query("all", "1") } else if !ids.isEmpty { link = link.query("chosen", BulkForm.packed(ids)) }
        if let change { link = link.query("change", change.rawValue) }
        for role in roles.sorted() { link = link.query("roles", role) }
        for site in sites.sorted() { link = link.query("sites", site) }
        return link
    }

    /// Sixteen bytes each in base64url (RFC 4648, 5), so that hundreds fit into an address.
    static func packed(_ ids: [Contact.ID]) -> String {
        var bytes: [UInt8] = []
        for id in ids {
            let digits = id.text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
            for at in stride(from: 0, to: digits.count - 1, by: 2) { bytes.append(UInt8(digits[at] << 4 | digits[at + 1])) }
        }
        var text = "", bits = 0, count = 0
        for byte in bytes {
            (bits, count) = (bits << 8 | Int(byte), count + 8)
            while count >= 6 {
                count -= 6
                text.unicodeScalars.append(Unicode.Scalar(alphabet[bits >> count & 63]))
            }
            bits &= 1 << count - 1
        }
        if count > 0 { text.unicodeScalars.append(Unicode.Scalar(alphabet[bits << (6 - count) & 63])) }
        return text
    }

    /// The ids that ``packed(_:)`` wrote; what is no id is passed over.
    static func unpacked(_ text: String) -> [Contact.ID] {
        var bytes: [UInt8] = [], bits = 0, count = 0
        for character in text.utf8.prefix(22 * limit) {
            guard let value = alphabet.firstIndex(of: character) else { return [] }
            (bits, count) = (bits << 6 | value, count + 6)
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(bits >> count & 255))
                bits &= 1 << count - 1
            }
        }
        return stride(from: 0, to: bytes.count - 15, by: 16).compactMap { start in
            let digits = bytes[start..<start + 16].map { byte in
                let text = String(byte, radix: 16)
                return text.count == 1 ? "0" + text : text
            }
            let groups = [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { digits[$0].joined() }
            return Contact.ID(groups.joined(separator: "-"))
        }
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// The roles and sites chosen, checked in their form.
    ///
    /// - Throws: ``Trouble/invalid(_:)``, also when the change needs some and none is chosen.
    public func assignment() throws -> Assignment {
        var errors: [FieldError] = []
        var held: Set<HeldRole> = [], places: Set<Site.ID> = []
        for part in roles.map(ContactForm.parts) {
            let site = Site.ID(part.site)
            if let role = ContactRole(rawValue: part.role), site != nil || part.site.isEmpty {
                held.insert(HeldRole(role, at: site))
            } else {
                errors.append(FieldError("roles", .unknownSite))
            }
        }
        for text in sites {
            if let site = Site.ID(text) { places.insert(site) } else { errors.append(FieldError("sites", .unknownSite)) }
        }
        switch change {
        case nil: errors.append(FieldError("change", .missing))
        case .addRoles, .removeRoles: if roles.isEmpty { errors.append(FieldError("roles", .missing)) }
        case .addSites, .removeSites: if sites.isEmpty { errors.append(FieldError("sites", .missing)) }
        case .suspend, .revoke, .delete: break
        }
        guard errors.isEmpty else { throw Trouble.invalid(errors) }
        return Assignment(sites: places, roles: held)
    }
}
