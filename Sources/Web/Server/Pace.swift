import NIOCore

/// A minimum rate: the other side has `time` for every `bytes`, counted only while we wait for it. There is no limit on the
/// whole: a slow download goes on as long as it goes on.
struct Pace {
    private let bytes: Int
    private let time: TimeAmount
    private var moved = 0
    private var left: TimeAmount
    /// Since when we wait; nil while it is our turn.
    private var since: NIODeadline?

    init(bytes: Int, in time: TimeAmount) {
        (self.bytes, self.time, left) = (bytes, time, time)
    }

    /// When the other side is too slow; nil while we do not wait for it.
    var expiry: NIODeadline? { since.map { $0 + left } }

    /// We wait for the other side from now on.
    mutating func wait(at now: NIODeadline) {
        if since == nil { since = now }
    }

    /// It is our turn.
    mutating func rest(at now: NIODeadline) {
        if let since { left = left - (now - since) }
        since = nil
    }

    /// So many bytes came or went.
    mutating func move(_ count: Int, at now: NIODeadline) {
        moved += count
        guard moved >= bytes else { return }
        (moved, left) = (0, time)
        if since != nil { since = now }
    }

    /// The next request or answer begins.
    mutating func renew() { (moved, left, since) = (0, time, nil) }
}
