import Foundation

/// A guess at the time zone of a place, by the table that comes with the IANA time zone database (`zone.tab`) and some more
/// towns: of a country's zones the one with the nearest town. It is a guess: borders of zones follow borders of counties.
public struct ZoneTable: Sendable {
    private struct Town {
        let zone: TimeZoneName
        /// In degrees.
        let latitude, longitude: Double
    }

    private var towns: [String: [Town]] = [:]
    /// By country the zones in order, the principal one first.
    private var zones: [String: [TimeZoneName]] = [:]
    private var rules: [TimeZoneName: String] = [:]

    public var isEmpty: Bool { towns.isEmpty }

    /// How far from its town, in degrees of latitude, a zone keeps its own name where its country has a larger one of the same
    /// times: Munich is in Europe/Berlin, though Büsingen is nearer.
    private static let ownReach = 0.25

    /// - Parameters:
    ///   - text: the table; what is no line of it is passed over.
    ///   - rule: by which rule a zone goes from now on; two zones of one rule have the same times. Nil where that is not known.
    public init(_ text: String, rule: (_ zone: String) -> String? = { _ in nil }) {
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let cells = line.split(separator: "\t")
            guard cells.count >= 3, let place = ZoneTable.place(cells[1]) else { continue }
            let country = String(cells[0]), zone = TimeZoneName(stored: String(cells[2]))
            towns[country, default: []].append(Town(zone: zone, latitude: place.0, longitude: place.1))
            zones[country, default: []].append(zone)
            rules[zone] = rule(zone.text)
        }
        for (country, name) in ZoneTable.principal {
            guard let place = zones[country]?.firstIndex(where: { $0.text == name }), let zone = zones[country]?.remove(at: place) else {
                continue
            }
            zones[country]?.insert(zone, at: 0)
        }
        for (country, name, places) in ZoneTable.more {
            guard let zone = zones[country]?.first(where: { $0.text == name }) else { continue }
            towns[country, default: []] += places.map { Town(zone: zone, latitude: $0.0, longitude: $0.1) }
        }
    }

    /// - Parameter country: two letters (ISO 3166).
    /// - Returns: without a place the country's principal zone; UTC for a country that is not there.
    public func zone(country: String, latitude: Double?, longitude: Double?) -> TimeZoneName {
        let country = ZoneTable.aliases[country.uppercased()] ?? country.uppercased()
        let principal = zones[country]?.first ?? .utc
        guard let latitude, let longitude, abs(latitude) <= 90, abs(longitude) <= 180 else { return principal }
        // A degree of longitude is shorter than one of latitude, but at the equator.
        let shrink = cos(latitude * .pi / 180)
        func distance(_ town: Town) -> Double {
            let apart = abs(town.longitude - longitude)
            let east = min(apart, 360 - apart) * shrink, north = town.latitude - latitude
            return (north * north + east * east).squareRoot()
        }
        guard let nearest = towns[country]?.min(by: { distance($0) < distance($1) }) else { return principal }
        guard distance(nearest) > ZoneTable.ownReach, let rule = rules[nearest.zone] else { return nearest.zone }
        return zones[country]?.first { rules[$0] == rule } ?? nearest.zone
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
