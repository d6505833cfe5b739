import Glibc

/// `count` bytes of the operating system's cryptographic generator.
///
/// Ids and times are injected so that a run can be replayed; secrets are not: a secret that can be replayed is none.
public func randomBytes(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    // One call for as many as it gives at once (getentropy(3)); Swift's own generator makes one for each number.
    let isDrawn = bytes.withUnsafeMutableBytes { memory in
        stride(from: 0, to: count, by: 256).allSatisfy { first in
            getentropy(memory.baseAddress.map { $0 + first }, min(count - first, 256)) == 0
        }
    }
    if isDrawn { return bytes }
    // It ends the process where there is nothing to draw from.
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
}
