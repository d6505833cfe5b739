import Foundation

/// A call as it goes over the wire.
struct WireRequest: Sendable {
    enum Body: Sendable {
        case bytes(Data)
        /// Sent while it is read.
        case file(path: String, length: Int)
    }

    let method: String
    let url: String
    /// The Unix-domain socket at which a portal of this machine listens; nil for one that the URL names.
    let socket: String?
    /// Lines of `name: value`.
    let headers: [String]
    let body: Body?
}

/// Why a call has no answer.
struct WireFault: Error {
    /// False when nothing of the call can have come to the portal.
    let wasSent: Bool
    /// Whether pieces of the answer were taken.
    var hasBegun = false
    /// For people.
    let reason: String
}
