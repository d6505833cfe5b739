import Testing

@testable import Domain

@Suite struct PeeringDBTests {
    private func object(_ list: String, _ fields: [String: String]) throws -> PeeringDB.Object {
        try #require(PeeringDB.Object(list: list, fields))
    }

    private func organization(pocs: [[String: String]]) throws -> PeeringDB.Organization {
        PeeringDB.Organization(
            org: try object("org", ["id": "1", "name": "Fjord Net"]),
            nets: [
                try object("net", ["id": "10", "org_id": "1", "asn": "65001"]),
                try object("net", ["id": "11", "org_id": "1", "asn": "64999"]),
            ],
            facilities: [
                try object(
                    "fac",
                    [
                        "id": "58", "name": "Oslo Hall", "address1": "Ulvenveien 89", "city": "Oslo", "zipcode": "0581", "country": "NO",
                        "latitude": "59.9", "longitude": "10.8",
                    ])
            ],
            pocs: try pocs.map { try object("poc", ["net_id": "10"].merging($0) { $1 }) })
    }

    @Test("objects that are deleted, pending, foreign or tied to nothing are passed over")
    func passedOver() {
        #expect(PeeringDB.Object(list: "org", ["id": "1", "status": "deleted"]) == nil)
        #expect(PeeringDB.Object(list: "net", ["id": "1", "org_id": "2", "status": "pending"]) == nil)
        #expect(PeeringDB.Object(list: "ix", ["id": "1"]) == nil)
        #expect(PeeringDB.Object(list: "netfac", ["id": "1", "net_id": "2"]) == nil)
        #expect(PeeringDB.Object(list: "poc", ["id": "x", "net_id": "2"]) == nil)
        #expect(PeeringDB.Object(list: "netfac", ["id": "1", "net_id": "2", "fac_id": "3", "status": "ok"])?.other == 3)
    }

    @Test("an organization has the ASNs of its networks, a facility is a site in its own time zone")
    func organizationAndSite() throws {
        let found = try organization(pocs: [])
        #expect(found.row == [.externalID: "org:1", .name: "Fjord Net", .kind: "network", .asns: "64999 65001"])
        let zones = ZoneTable("NO\t+5955+01045\tEurope/Oslo\nUS\t+340308-1181434\tAmerica/Los_Angeles\n")
        #expect(
            found.sites(zones) == [
                [
                    .externalID: "fac:58", .organization: "org:1", .code: "fac58", .name: "Oslo Hall",
                    .address: "Ulvenveien 89, 0581 Oslo, NO", .timeZone: "Europe/Oslo",
                ]
            ])
    }

    @Test("points of contact with one address are one contact with all their roles, and a number nobody can dial is left out")
    func contacts() throws {
        let found = try organization(pocs: [
            ["id": "7", "role": "NOC", "name": "Fjord NOC", "email": "noc@fjord.example", "phone": "call us"],
            ["id": "5", "role": "Technical", "name": "Fjord NOC", "email": "NOC@fjord.example", "phone": "+47 55 20 11 43"],
            ["id": "9", "role": "Policy", "name": "Per Peer", "phone": "555"],
            ["id": "8", "role": "Unheard of", "email": "x@fjord.example"],
        ]).contacts
        #expect(
            found == [
                [
                    .externalID: "poc:5", .organization: "org:1", .firstName: "Fjord", .lastName: "NOC", .email: "noc@fjord.example",
                    .phone: "+4755201143", .roles: "engineering@* noc@*",
                ],
                [.externalID: "poc:9", .organization: "org:1", .firstName: "Per", .lastName: "Peer", .phone: "555", .roles: "peering@*"],
                [.externalID: "poc:8", .organization: "org:1", .firstName: "Unheard", .lastName: "of", .email: "x@fjord.example"],
            ])
    }

    @Test("a place has the zone of its country's nearest principal town, and UTC where nothing is known")
    func zones() {
        let zones = ZoneTable(
            "# a comment\nUS\t+404251-0740023\tAmerica/New_York\tEastern\nUS\t+340308-1181434\tAmerica/Los_Angeles\tPacific\nNO\t+5955+01045\tEurope/Oslo\nXX\tbroken\tNowhere/Here\n"
        )
        #expect(zones.zone(country: "us", latitude: 36, longitude: -115).text == "America/Los_Angeles")
        #expect(zones.zone(country: "US", latitude: nil, longitude: nil).text == "America/New_York")
        #expect(zones.zone(country: "NO", latitude: 34, longitude: -118).text == "Europe/Oslo")
        #expect(zones.zone(country: "XX", latitude: 0, longitude: 0).text == "UTC")
    }
}
