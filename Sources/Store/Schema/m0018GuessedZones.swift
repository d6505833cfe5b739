import Storage

/// Which time zones of sites were worked out from a place, and are confirmed by nobody. Those that are there count as
/// confirmed; the next dump of PeeringDB marks its own.
let m0018GuessedZones = Migration("0018_guessed_zones") { _ in
    ["ALTER TABLE sites ADD COLUMN time_zone_guessed \(.int) NOT NULL DEFAULT 0"]
}
