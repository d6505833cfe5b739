import Domain
import Storage

extension Store {
    /// Removes what has ended by itself: sessions, ceremonies, devices long unused, and counts of failures that no
    /// longer matter. None of it counts before either. Returns how many rows went.
    @discardableResult
    public func endExpired(_ now: Moment) async throws -> Int {
        try await database.write(.tenants([Ledger.installation])) { connection in
            try connection.execute("DELETE FROM sessions WHERE ends_at <= \(now) OR seen_at <= \(now - Session.idle)")
                + connection.execute("DELETE FROM ceremonies WHERE ends_at <= \(now)")
                + connection.execute("DELETE FROM devices WHERE last_used_at <= \(now - Device.lifetime)")
                + connection.execute("DELETE FROM throttles WHERE first_at <= \(now - Throttle.window) AND blocked_until <= \(now)")
        }
    }
}
