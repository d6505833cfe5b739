import Glibc

/// `count` bytes of the operating system's cryptographic generator.
///
/// Ids and times are injected so that a run can be replayed; secrets are not: a secret that can be replayed is none.
public func randomBytes(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { bytes, drawn in
        while drawn < count {
            // The most that one call gives (getentropy(3)).
            let part = min(count - drawn, 256)
            guard getentropy(bytes.baseAddress! + drawn, part) == 0 else { fatalError("the system gives no random bytes: \(errno)") }
            drawn += part
        }
    }
}
