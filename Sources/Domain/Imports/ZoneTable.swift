/// The time zone of a place, by the table that comes with the IANA time zone database (`zone.tab`): of a country's
/// zones the one whose principal town is nearest.
public struct ZoneTable: Sendable {
    private struct Town {
        let zone: TimeZoneName
        /// In degrees.
        let latitude, longitude: Double
    }

    private var towns: [String: [Town]] = [:]

    public var isEmpty: Bool { towns.isEmpty }

    /// - Parameter text: the table; what is no line of it is passed over.
    public init(_ text: String) {
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let cells = line.split(separator: "\t")
            guard cells.count >= 3, let place = ZoneTable.place(cells[1]) else { continue }
            let zone = TimeZoneName(stored: String(cells[2]))
            towns[String(cells[0]), default: []].append(Town(zone: zone, latitude: place.0, longitude: place.1))
        }
    }

    /// - Parameter country: two letters (ISO 3166).
    /// - Returns: UTC for a country that is not there.
    public func zone(country: String, latitude: Double?, longitude: Double?) -> TimeZoneName {
        let known = towns[country.uppercased()] ?? []
        guard let latitude, let longitude else { return known.first?.zone ?? TimeZoneName(stored: "UTC") }
        func distance(_ town: Town) -> Double {
            let east = abs(town.longitude - longitude)
            let north = town.latitude - latitude
            return north * north + min(east, 360 - east) * min(east, 360 - east)
        }
        return known.min { distance($0) < distance($1) }?.zone ?? TimeZoneName(stored: "UTC")
    }

    /// `±DDMM±DDDMM`, with or without seconds (ISO 6709).
    private static func place(_ text: Substring) -> (Double, Double)? {
        guard let split = text.dropFirst().firstIndex(where: { $0 == "+" || $0 == "-" }) else { return nil }
        func degrees(_ part: Substring, _ digits: Int) -> Double? {
            guard let whole = Double(part.dropFirst().prefix(digits)), let minutes = Double(part.dropFirst(digits + 1).prefix(2)) else {
                return nil
            }
            return (part.first == "-" ? -1 : 1) * (whole + minutes / 60)
        }
        guard let latitude = degrees(text[..<split], 2), let longitude = degrees(text[split...], 3) else { return nil }
        return (latitude, longitude)
    }
}
