import Foundation
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

    @Test("ids as a data frame writes them are the ids that they were")
    func floats() {
        #expect(PeeringDB.Object(list: "org", ["id": "799002.0"])?.id == 799_002)
        let fac = PeeringDB.Object(list: "netfac", ["id": "1.0", "net_id": "2.00", "fac_id": "3.0"])
        #expect(fac?.id == 1 && fac?.parent == 2 && fac?.other == 3)
        for text in ["1.5", "1.", ".0", "1.0.0", "1e3", "1.0x", ""] { #expect(PeeringDB.Object(list: "org", ["id": text]) == nil) }
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
                    .address: "Ulvenveien 89, 0581 Oslo, NO", .timeZone: "Europe/Oslo", .timeZoneGuessed: "yes",
                ]
            ])
    }

    @Test("numbers as they are dialled at home are those of the organization's country, and AS numbers that are none are refused")
    func home() throws {
        let found = PeeringDB.Organization(
            org: try object("org", ["id": "1", "name": "Thames Net", "country": "GB"]),
            nets: [
                try object("net", ["id": "10", "org_id": "1", "asn": "64999"]),
                try object("net", ["id": "11", "org_id": "1", "asn": "64990.0"]),
            ],
            facilities: [], pocs: [try object("poc", ["id": "7", "net_id": "10", "role": "NOC", "name": "NOC", "phone": "020 7946 0018"])])
        #expect(found.contacts.first?[.phone] == "+442079460018")
        #expect(found.row[.asns] == "64999 64990.0")
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

/// Guesses by the machine's own table, held against where towns are.
@Suite struct ZoneGuessTests {
    private static let table: ZoneTable? = (try? String(contentsOfFile: "/usr/share/zoneinfo/zone.tab", encoding: .utf8)).map {
        ZoneTable($0) { zone in
            FileManager.default.contents(atPath: "/usr/share/zoneinfo/\(zone)")?.split(separator: UInt8(ascii: "\n")).last.map {
                String(decoding: $0, as: UTF8.self)
            }
        }
    }

    @Test(
        "towns with facilities are in the time zone that they are in",
        arguments: [
            ("IN", 19.07, 72.88, "Asia/Kolkata"), ("US", 32.80, -96.82, "America/Chicago"), ("US", 47.61, -122.34, "America/Los_Angeles"),
            ("US", 39.02, -77.46, "America/New_York"), ("US", 33.45, -112.07, "America/Phoenix"),
            ("US", 36.10, -115.17, "America/Los_Angeles"),
            ("US", 40.71, -111.99, "America/Denver"), ("US", 31.80, -106.40, "America/Denver"), ("US", 29.45, -98.45, "America/Chicago"),
            ("US", 30.0, -95.5, "America/Chicago"), ("US", 39.13, -94.55, "America/Chicago"), ("US", 41.23, -96.05, "America/Chicago"),
            ("US", 36.1, -86.7, "America/Chicago"), ("US", 26.1, -80.2, "America/New_York"), ("US", 21.3, -157.8, "Pacific/Honolulu"),
            ("US", 43.6, -116.2, "America/Boise"), ("US", 42.33, -83.05, "America/Detroit"), ("US", 41.15, -104.79, "America/Denver"),
            ("US", 28.5, -81.4, "America/New_York"), ("US", 33.2, -97.1, "America/Chicago"), ("US", 45.6, -122.9, "America/Los_Angeles"),
            ("CA", 45.5, -73.6, "America/Toronto"), ("CA", 51.05, -114.07, "America/Edmonton"), ("CA", 49.28, -123.12, "America/Vancouver"),
            ("CA", 49.9, -97.14, "America/Winnipeg"), ("MX", 20.6, -100.4, "America/Mexico_City"), ("MX", 32.5, -117.0, "America/Tijuana"),
            ("BR", -23.5, -46.6, "America/Sao_Paulo"), ("BR", -15.8, -47.9, "America/Sao_Paulo"),
            ("AU", -37.8, 144.96, "Australia/Melbourne"),
            ("AU", -27.5, 153.0, "Australia/Brisbane"), ("AU", -31.95, 115.86, "Australia/Perth"), ("RU", 59.9, 30.3, "Europe/Moscow"),
            ("RU", 56.8, 60.6, "Asia/Yekaterinburg"), ("DE", 48.14, 11.58, "Europe/Berlin"), ("DE", 48.78, 9.18, "Europe/Berlin"),
            ("UA", 46.48, 30.73, "Europe/Kyiv"), ("ID", -8.7, 115.2, "Asia/Makassar"), ("ID", -7.3, 112.7, "Asia/Jakarta"),
            ("CN", 30.7, 104.1, "Asia/Shanghai"), ("ES", 28.1, -15.4, "Atlantic/Canary"), ("ES", 36.7, -4.4, "Europe/Madrid"),
            ("PT", 32.65, -16.9, "Atlantic/Madeira"), ("NO", 69.65, 18.96, "Europe/Oslo"), ("US", 34.70, -86.60, "America/Chicago"),
            ("US", 41.70, -86.24, "America/Indiana/Indianapolis"), ("CA", 62.45, -114.37, "America/Edmonton"),
            ("UK", 51.5, -0.1, "Europe/London"), ("xk", 42.66, 21.17, "Europe/Belgrade"), ("JP", 34.7, 135.5, "Asia/Tokyo"),
        ])
    func towns(_ country: String, _ latitude: Double, _ longitude: Double, _ zone: String) throws {
        let table = try #require(Self.table)
        #expect(table.zone(country: country, latitude: latitude, longitude: longitude).text == zone)
    }

    @Test(
        "without a place it is where most of the country lives",
        arguments: [
            ("US", "America/New_York"), ("CA", "America/Toronto"), ("AU", "Australia/Sydney"), ("BR", "America/Sao_Paulo"),
            ("RU", "Europe/Moscow"), ("UA", "Europe/Kyiv"), ("MX", "America/Mexico_City"), ("ID", "Asia/Jakarta"), ("PT", "Europe/Lisbon"),
            ("ES", "Europe/Madrid"), ("DE", "Europe/Berlin"), ("CN", "Asia/Shanghai"), ("NZ", "Pacific/Auckland"), ("in", "Asia/Kolkata"),
            ("KZ", "Asia/Almaty"), ("MY", "Asia/Kuala_Lumpur"), ("AR", "America/Argentina/Buenos_Aires"), ("CL", "America/Santiago"),
            ("XX", "UTC"), ("UK", "Europe/London"), ("XK", "Europe/Belgrade"), ("el", "Europe/Athens"),
        ])
    func countries(_ country: String, _ zone: String) throws {
        let table = try #require(Self.table)
        #expect(table.zone(country: country, latitude: nil, longitude: nil).text == zone)
        #expect(table.zone(country: country, latitude: 9_999, longitude: 0).text == zone)
    }
}
