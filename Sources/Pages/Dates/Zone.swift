import Synchronization

/// The offsets from UTC that hold in one time zone, as a sorted table: finding one takes a binary search and no
/// calendar library.
public struct Zone: Sendable {
    /// The IANA name.
    public let name: String
    /// When each period begins, in seconds since 1970; the first begins before everything.
    let starts: [Int64]
    let periods: [Period]

    struct Period: Sendable, Hashable {
        /// Seconds east of UTC.
        let offset: Int64
        /// As people there write it, such as `CET`; `UTC+3` where they have no letters for it.
        let abbreviation: String
    }

    public static let utc = Zone(name: "UTC", starts: [.min], periods: [Period(offset: 0, abbreviation: "UTC")])

    func period(at seconds: Int64) -> Period {
        var low = 0, high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= seconds { low = middle } else { high = middle }
        }
        return periods[low]
    }

    private static let loaded = Mutex<[String: Zone?]>(["UTC": utc])

    /// The zone of this IANA name, read once from the system's database and kept. Nil when the system does not have it: a name
    /// that came with an archive, or a database that was taken away. Whoever shows a time says so.
    public static func named(_ name: String) -> Zone? {
        if let zone = loaded.withLock({ $0[name] }) { return zone }
        let zone = read(name)
        loaded.withLock { zones in
            // Names come from validated fields; the bound is for a database that was tampered with.
            if zones.count < 1000 { zones[name] = zone }
        }
        return zone
    }
}
