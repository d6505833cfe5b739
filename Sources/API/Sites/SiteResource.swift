import Domain

extension Site {
    /// `{id, organization, code, name, address, time_zone, version}`.
    public func write(to writer: inout JSONWriter) {
        writer.object {
            $0.member("id", id.text)
            $0.member("organization", organization.text)
            $0.member("code", details.code.text)
            $0.member("name", details.name.text)
            $0.member("address", details.address.text)
            $0.member("time_zone", details.timeZone.text)
            $0.member("version", version)
        }
    }
}

extension SiteInput {
    public init(_ body: inout Body) {
        self.init()
        code = body.text("code")
        name = body.text("name")
        address = body.text("address")
        timeZone = body.text("time_zone")
    }
}
