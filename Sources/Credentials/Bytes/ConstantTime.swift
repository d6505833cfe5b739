/// Whether two byte strings are equal, in a time that depends on their lengths alone.
///
/// The lengths of everything compared here are public (a hash, six digits).
@inline(never)
func equalInConstantTime(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    if one.count != other.count { return false }
    var difference: UInt8 = 0
    for (a, b) in zip(one, other) { difference |= a ^ b }
    return difference == 0
}
