import Domain
import Synchronization

/// Counts what each network holds at one time: connections, or requests under way.
final class Visitors: Sendable {
    /// A counted place; give it back with ``leave(_:)``.
    struct Place: Sendable {
        fileprivate let network: ClientNetwork?
    }

    private let limit: Int
    /// Addresses of trusted proxies, which stand for many and are not counted.
    private let exempt: Set<String>
    private let held = Mutex<[ClientNetwork: Int]>([:])

    init(limit: Int, exempt: Set<String> = []) {
        (self.limit, self.exempt) = (limit, exempt)
    }

    /// Nil when the network of `address` holds as many as it may.
    func enter(_ address: String) -> Place? {
        if exempt.contains(address) { return Place(network: nil) }
        let network = ClientNetwork(address)
        return held.withLock { held in
            guard held[network, default: 0] < limit else { return nil }
            held[network, default: 0] += 1
            return Place(network: network)
        }
    }

    func leave(_ place: Place) {
        guard let network = place.network else { return }
        held.withLock { held in
            let count = held[network, default: 0]
            held[network] = count > 1 ? count - 1 : nil
        }
    }
}
