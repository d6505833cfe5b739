/// A site as somebody typed it; nil where nothing was said.
public struct SiteInput: Sendable, Hashable {
    public var code: String?
    public var name: String?
    public var address: String?
    public var timeZone: String?
    /// Nil: a time zone that is said is confirmed by that; see ``confirmsTimeZone``.
    public var isZoneGuessed: Bool?
    /// False: a time zone that is said is confirmed only when it is another than before.
    public var confirmsTimeZone = true
    /// What was already wrong with the shape of the request.
    public var errors: [FieldError] = []

    public init() {}

    /// - Throws: `Trouble.invalid` with the errors of all fields at once.
    public func validated(over old: SiteDetails?) throws -> SiteDetails {
        var check = FieldCheck(errors)
        let code = code == nil && old != nil ? old?.code : check.required("code", code) { raw throws(FieldProblem) in try SiteCode(raw) }
        let name = name == nil && old != nil ? old?.name : check.line("name", name ?? "", mayBeEmpty: false)
        let address = check.line("address", address, limit: 300) ?? old?.address ?? Line(stored: "")
        let zone =
            timeZone == nil && old != nil
            ? old?.timeZone : check.required("time_zone", timeZone) { raw throws(FieldProblem) in try TimeZoneName(raw) }
        try check.finish()
        guard let code, let name, let zone else { throw Trouble.invalid([FieldError("code", .missing)]) }
        let isConfirmed = timeZone != nil && (confirmsTimeZone || zone != old?.timeZone)
        return SiteDetails(
            code: code, name: name, address: address, timeZone: zone,
            isZoneGuessed: isZoneGuessed ?? (isConfirmed ? false : old?.isZoneGuessed ?? false))
    }
}
