/// What the portal takes of PeeringDB (its public JSON, https://docs.peeringdb.com/api_specs/): `org` and `net` become an
/// organization with its ASNs, `netfac` with its `fac` a site, `poc` a contact.
public enum PeeringDB {
    /// The lists of a dump that are read.
    public static let lists: Set<String> = ["org", "net", "fac", "netfac", "poc"]
    /// The members of their objects that are read.
    public static let members = [
        "id", "status", "org_id", "net_id", "fac_id", "name", "asn", "address1", "address2", "city", "state", "zipcode", "country",
        "latitude", "longitude",
        "role", "phone", "email",
    ]
    /// The fields of the rows that are made of them.
    public static let columns: [ImportColumn] = [
        .externalID, .organization, .name, .firstName, .lastName, .kind, .asns, .code, .address, .timeZone, .timeZoneGuessed, .email,
        .phone, .roles,
    ]
    .map { ImportColumn(name: $0.rawValue, field: $0) }

    /// One object of a dump.
    public struct Object: Sendable, Hashable {
        public let list: String
        public let id: Int64
        /// The organization of a net, the net of a netfac or poc; otherwise 0.
        public let parent: Int64
        /// The facility of a netfac; otherwise 0.
        public let other: Int64
        public let fields: [String: String]

        public init(list: String, id: Int64, parent: Int64, other: Int64, fields: [String: String]) {
            self.list = list
            self.id = id
            self.parent = parent
            self.other = other
            self.fields = fields
        }

        /// Nil for what is deleted or tied to nothing.
        ///
        /// - Parameter fields: by the names of ``members``.
        public init?(list: String, _ fields: [String: String]) {
            // A data frame writes a column of ids, in which some are missing, as `799002.0`.
            func number(_ name: String) -> Int64? {
                let halves = (fields[name] ?? "").split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
                guard halves.count == 1 || halves.count == 2 && !halves[1].isEmpty && halves[1].allSatisfy({ $0 == "0" }) else {
                    return nil
                }
                return Int64(halves[0])
            }
            guard lists.contains(list), let id = number("id"), fields["status"] ?? "ok" == "ok" else { return nil }
            switch list {
            case "net":
                guard let organization = number("org_id") else { return nil }
                self.init(list: list, id: id, parent: organization, other: 0, fields: fields)
            case "netfac":
                guard let net = number("net_id"), let facility = number("fac_id") else { return nil }
                self.init(list: list, id: id, parent: net, other: facility, fields: [:])
            case "poc":
                guard let net = number("net_id") else { return nil }
                self.init(list: list, id: id, parent: net, other: 0, fields: fields)
            default: self.init(list: list, id: id, parent: 0, other: 0, fields: fields)
            }
        }

        subscript(name: String) -> String { fields[name].map { $0 == "-" ? "" : $0.trimmed } ?? "" }
    }

    /// An organization with everything of the dump that hangs on it.
    public struct Organization: Sendable {
        public let org: Object
        public let nets: [Object]
        public let facilities: [Object]
        public let pocs: [Object]

        public init(org: Object, nets: [Object], facilities: [Object], pocs: [Object]) {
            self.org = org
            self.nets = nets
            self.facilities = facilities
            self.pocs = pocs
        }

        public var row: ImportedFields {
            [
                .externalID: name, .name: org["name"], .kind: Domain.Organization.Kind.network.rawValue,
                // What is no number stays in the row, which is refused for it.
                .asns: nets.map { $0["asn"] }.filter { !$0.isEmpty }.sorted { (Int64($0) ?? .max, $0) < (Int64($1) ?? .max, $1) }
                    .joined(separator: " "),
            ]
        }

        /// The facilities where its networks are. PeeringDB knows no time zones: it is guessed by the place.
        public func sites(_ zones: ZoneTable) -> [ImportedFields] {
            facilities.map { facility in
                let town = [facility["zipcode"], facility["city"]].filter { !$0.isEmpty }.joined(separator: " ")
                let lines = [facility["address1"], facility["address2"], town, facility["state"], facility["country"]].filter {
                    !$0.isEmpty
                }
                let zone = zones.zone(
                    country: facility["country"], latitude: Double(facility["latitude"]), longitude: Double(facility["longitude"]))
                return [
                    .externalID: "fac:\(facility.id)", .organization: name, .code: "fac\(facility.id)", .name: facility["name"],
                    .address: lines.joined(separator: ", "), .timeZone: zone.text, .timeZoneGuessed: "yes",
                ]
            }
        }

        /// Its points of contact: those with one address are one contact with all of their roles.
        public var contacts: [ImportedFields] {
            // Numbers as they are dialled at home are those of the organization's country.
            let country = org["country"].isEmpty ? nil : org["country"]
            var groups: [String: [Object]] = [:], order: [String] = []
            for poc in pocs {
                let email = (try? EmailAddress(poc["email"]))?.key
                let key = email ?? "poc:\(poc.id)"
                if groups[key] == nil { order.append(key) }
                groups[key, default: []].append(poc)
            }
            return order.compactMap { groups[$0] }.map { pocs in
                let first = pocs[0]
                var row: ImportedFields = [.externalID: "poc:\(pocs.map(\.id).min() ?? first.id)", .organization: name]
                (row[.firstName], row[.lastName]) = ImportedFields.split(first["name"].isEmpty ? first["role"] : first["name"])
                if let email = try? EmailAddress(first["email"]) { row[.email] = email.text }
                // What is no number that can be dialled from anywhere is left out, unless there is nothing else.
                let phones = pocs.map { $0["phone"] }.filter { !$0.isEmpty }
                row[.phone] =
                    phones.lazy.compactMap { try? PhoneNumber($0, in: country) }.first?.text ?? (row[.email] == nil ? phones.first : nil)
                let roles = Set(pocs.compactMap { PeeringDB.role($0["role"]) })
                if !roles.isEmpty { row[.roles] = roles.map { "\($0.rawValue)@*" }.sorted().joined(separator: " ") }
                return row.filter { !$0.value.isEmpty }
            }
        }

        private var name: String { "org:\(org.id)" }
    }

    /// What a point of contact is told here. Maintenance is announced to whoever watches, as the seed page says.
    static func role(_ name: String) -> ContactRole? {
        switch name.lowercased() {
        case "abuse": .abuse
        case "maintenance", "noc": .noc
        case "policy": .peering
        case "technical": .engineering
        case "public relations", "sales": .marketing
        default: nil
        }
    }
}
