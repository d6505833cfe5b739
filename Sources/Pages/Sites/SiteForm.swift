import Domain

/// The form of a site as it was typed, with the names of the API.
public struct SiteForm: Sendable, Equatable {
    public var code = ""
    public var name = ""
    public var address = ""
    public var timeZone = ""
    /// Somebody says that a guessed time zone is the right one.
    public var confirmsTimeZone = false
    /// The version that was looked at; nil for a new site.
    public var version: Int64?
    /// What the fields held when the form was opened, if it said so; at most one.
    private var opened: [SiteForm] = []

    public init() {}

    public init(_ site: Site) {
        code = site.details.code.text
        name = site.details.name.text
        address = site.details.address.text
        timeZone = site.details.timeZone.text
        version = site.version
    }

    /// From the items of a posted form, decoded.
    public init(items: some Sequence<(name: String, value: String)>) {
        var before: SiteForm?
        for (name, value) in items {
            if let field = SiteForm.texts.first(where: { $0.name == name }) {
                self[keyPath: field.value] = value
            } else if let field = SiteForm.texts.first(where: { SiteForm.openedPrefix + $0.name == name }) {
                before = before ?? SiteForm()
                before?[keyPath: field.value] = value
            } else if name == "time_zone_confirmed" {
                confirmsTimeZone = true
            } else if name == "version" {
                version = Int64(value)
            }
        }
        opened = before.map { [$0] } ?? []
    }

    private static let openedPrefix = "opened."
    private static var texts: [(name: String, value: WritableKeyPath<SiteForm, String>)] {
        [("code", \.code), ("name", \.name), ("address", \.address), ("time_zone", \.timeZone)]
    }

    /// Hidden fields that tell the next save what somebody had before them.
    func asOpened(_ present: SiteForm) -> [(name: String, value: String)] {
        let shown = opened.first ?? present
        return SiteForm.texts.map { (SiteForm.openedPrefix + $0.name, shown[keyPath: $0.value]) }
    }

    /// Puts what somebody else saved meanwhile into the fields that were not touched here.
    ///
    /// - Parameter present: what is saved now.
    /// - Returns: the fields that both changed, as the other has them; otherwise as they are here.
    public mutating func takeIn(_ present: SiteForm) -> SiteForm {
        version = present.version
        guard let before = opened.first else { return present }
        var theirs = present
        for (_, value) in SiteForm.texts {
            if self[keyPath: value] == before[keyPath: value] { self[keyPath: value] = present[keyPath: value] }
            if present[keyPath: value] == before[keyPath: value] { theirs[keyPath: value] = self[keyPath: value] }
        }
        opened = []
        return theirs
    }

    public var input: SiteInput {
        var input = SiteInput()
        (input.code, input.name, input.address, input.timeZone) = (code, name, address, timeZone)
        input.confirmsTimeZone = confirmsTimeZone
        return input
    }

    static func label(_ field: String) -> Phrase {
        switch field {
        case "code": .siteCode
        case "name": .siteName
        case "address": .siteAddress
        default: .timeZone
        }
    }
}
