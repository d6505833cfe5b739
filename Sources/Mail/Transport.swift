/// Whatever takes a letter on its way.
public protocol Transport: Sendable {
    /// Returns once the letter is in the hands of the next server. After a failure the letter may still have arrived,
    /// when the answer to its last byte was lost: mail is delivered at least once (RFC 1047), with the same Message-ID.
    func deliver(_ letter: Letter) async throws(DeliveryFailure)
}
