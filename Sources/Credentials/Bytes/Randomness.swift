/// `count` bytes of the operating system's cryptographic generator.
///
/// Ids and times are injected so that a run can be replayed; secrets are not: a secret that can be replayed is none.
func randomBytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
}
