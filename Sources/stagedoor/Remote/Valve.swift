import Foundation
import Synchronization

/// Between the thread on which a body comes and the task that takes it: one piece at a time.
final class Valve: Sendable {
    /// False when nobody takes pieces.
    let isUsed: Bool
    let pieces: AsyncStream<Data>
    private let inlet: AsyncStream<Data>.Continuation
    private let next = DispatchSemaphore(value: 0)
    private let isClosed = Atomic(false)

    init(isUsed: Bool) {
        self.isUsed = isUsed
        (pieces, inlet) = AsyncStream.makeStream()
    }

    /// Whether nobody waits for the answer any more.
    var isShut: Bool { isClosed.load(ordering: .relaxed) }

    /// Blocks until the next piece is wanted.
    ///
    /// - Returns: false when none is.
    func offer(_ piece: Data) -> Bool {
        inlet.yield(piece)
        next.wait()
        return !isShut
    }

    func askForNext() { next.signal() }

    func shut() {
        isClosed.store(true, ordering: .relaxed)
        next.signal()
    }

    /// After the last piece.
    func end() { inlet.finish() }
}
