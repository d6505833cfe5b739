import Domain

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

    public var ids: [Contact.ID] = []
    public var change: Change?
    /// Words of ``ContactForm/roles``.
    public var roles: Set<String> = []
    public var sites: Set<String> = []
    /// What was asked for: the preview, or the change itself.
    public var step = Step.preview

    public init() {}

    /// From the items of a query or a posted form, decoded. At most 500 contacts at once.
    public init(items: some Sequence<(name: String, value: String)>) {
        for (name, value) in items {
            switch name {
            case "ids": if let id = Contact.ID(value), ids.count < 500, !ids.contains(id) { ids.append(id) }
            case "change": change = Change(rawValue: value)
            case "roles": roles.insert(value)
            case "sites": sites.insert(value)
            case "step": step = Step(rawValue: value) ?? .preview
            default: break
            }
        }
    }

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
