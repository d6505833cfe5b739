public import Credentials
public import Domain
import Storage

/// What is wrong with what was found: no input, no output.
extension Check {
    static func schema(pending: [String]) -> Check {
        pending.isEmpty
            ? Check("schema", ok: "current (\(Schema.migrations.last?.name ?? "none"))")
            : Check("schema", .bad, "\(pending.count) steps are missing, the first is \(pending[0])", mend: "run `stagedoor migrate`")
    }

    /// - Parameter newest: when the last thing in the database happened, as far as is known.
    public static func clock(now: Moment, newest: Moment?) -> Check {
        // 2026-01-01: nobody can have run this program before.
        if now.milliseconds < 1_767_225_600_000 {
            return Check("clock", .bad, "it stands before 2026", mend: "set the clock, and keep it with NTP")
        }
        if let newest, newest > now + .minutes(1) {
            let seconds = newest.since(now).milliseconds / 1000
            return Check(
                "clock", .bad, "it was put back: the database has entries \(seconds) s ahead of it",
                mend: "set the clock, and keep it with NTP")
        }
        return Check("clock", ok: "later than everything in the database")
    }

    /// - Parameters:
    ///   - zones: those that the machine has data of.
    ///   - hasPlaces: the table of their principal towns is there.
    public static func zoneData(_ zones: Set<String>, hasPlaces: Bool) -> Check {
        if zones.isEmpty {
            return Check(
                "time zone data", .bad, "there is none: every time is shown in UTC, and no time zone but UTC is taken",
                mend: "install the package tzdata, and start the server again")
        }
        guard hasPlaces else {
            return Check(
                "time zone data", .warn, "\(zones.count) zones, but no table of their towns (zone.tab): imported facilities get UTC",
                mend: "install the package tzdata whole, and start the server again")
        }
        return Check("time zone data", ok: "\(zones.count) zones")
    }

    /// - Parameter zones: those that sites and contacts have.
    public static func zones(inUse zones: Set<String>, known: Set<String>) -> Check {
        let missing = zones.subtracting(known).subtracting([TimeZoneName.utc.text]).sorted()
        guard let first = missing.first else { return Check("time zones in use", ok: "all \(zones.count) have data") }
        let shown = missing.count == 1 ? first : "\(missing.prefix(5).joined(separator: ", "))\(missing.count > 5 ? ", …" : "")"
        return Check(
            "time zones in use", .warn, "\(missing.count) without data here: \(shown)",
            mend:
                "install the packages tzdata and tzdata-legacy and start the server again, or choose other zones for these sites and contacts"
        )
    }

    /// - Parameters:
    ///   - free: bytes that may still be written.
    ///   - used: bytes of the database.
    public static func disk(free: Int64, used: Int64) -> Check {
        let (megabyte, needed) = (Int64(1_048_576), max(used / 4, 1_073_741_824))
        let found = "\(free / megabyte) MiB free"
        if free < 100 * megabyte {
            return Check("disk", .bad, found, mend: "free space on the database's disk now: without it no change is kept")
        }
        if free < needed { return Check("disk", .warn, found, mend: "keep \(needed / megabyte) MiB free on the database's disk") }
        return Check("disk", ok: found)
    }

    public static func keyring(_ problem: KeyringProblem, at path: String) -> Check {
        switch problem {
        case .missing:
            Check(
                "keys", .bad, "there is no keyring at \(path)",
                mend: "restore it from the backup; without it nobody with a code generator can sign in")
        case .exposed(let mode):
            Check(
                "keys", .bad, "others may read \(path) (mode \(String(mode, radix: 8)))",
                mend: "chmod 600 \(path), make its owner the server's user, and rotate the keys")
        case .malformed: Check("keys", .bad, "\(path) is not a keyring", mend: "restore it from the backup")
        case .exists, .system: Check("keys", .bad, "\(path) cannot be read (\(problem))", mend: "let the server's user read it")
        }
    }

    /// - Parameter dirty: entries exist that no checkpoint covers.
    public static func checkpoints(last: Moment?, now: Moment, hasUncovered dirty: Bool) -> Check {
        guard dirty else { return Check("checkpoints", ok: last == nil ? "nothing to cover yet" : "the last one covers all entries") }
        guard let last else {
            return Check(
                "checkpoints", .warn, "there is none yet",
                mend: "let `stagedoor serve` or `stagedoor work` run, and let it write into the checkpoints' folder")
        }
        let minutes = now.since(last).milliseconds / 60_000
        if minutes < 5 { return Check("checkpoints", ok: "the last one is \(minutes) min old") }
        return Check(
            "checkpoints", minutes < 60 ? .warn : .bad, "the last one is \(minutes) min old and entries came since",
            mend: "let `stagedoor serve` or `stagedoor work` run, and let it write into the checkpoints' folder")
    }

    public static func outbox(_ counts: OutboxCounts, now: Moment) -> Check {
        if counts.parked > 0 {
            return Check(
                "outbox", .warn, "\(counts.parked) mails were given up after ten failures",
                mend: "see Mail deliveries for the reason, mend it, and retry them there")
        }
        let minutes = counts.oldestDue.map { now.since($0).milliseconds / 60_000 } ?? 0
        if minutes >= 15 {
            return Check(
                "outbox", minutes < 120 ? .warn : .bad, "\(counts.waiting) mails wait, the oldest for \(minutes) min",
                mend: "let `stagedoor serve` or `stagedoor work` run, and see that the SMTP server answers")
        }
        return Check("outbox", ok: "\(counts.waiting) waiting")
    }
}
