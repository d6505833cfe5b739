import Credentials
import Pages

/// Hashing, which happens outside of any transaction, on the hasher's own threads.
extension Portal {
    /// The first of `hashes` that `text` is the passphrase of. Without one it takes as long and is nil.
    func hash(of text: String, among hashes: [String]) async throws -> String? {
        let passphrase = Passphrase(entered: text)
        for hash in hashes {
            let isRight = try await hashing { () throws(HashingProblem) in try await hasher.verify(passphrase, against: hash) }
            if isRight { return hash }
        }
        if hashes.isEmpty { _ = try await hashing { () throws(HashingProblem) in try await hasher.verifyNothing(passphrase) } }
        return nil
    }

    /// The hash of a right passphrase at the present cost, when the stored one is behind.
    func rehashed(_ text: String, _ hash: String) async throws -> String? {
        guard hasher.needsRehash(hash) else { return nil }
        return try await hashing { () throws(HashingProblem) in try await hasher.hash(Passphrase(entered: text)) }
    }

    /// The hash of a passphrase that somebody chooses in a form.
    ///
    /// - Parameter context: what a guesser tries first for this person: names and the address.
    /// - Throws: ``PassphraseRefusal``.
    func chosenPassphrase(_ form: Fields, avoiding context: [String]) async throws -> String {
        guard let text = form["passphrase"], !text.isEmpty else { throw PassphraseRefusal.missing }
        // Asked for where there is no script to show what was typed.
        if let again = form["passphrase_again"], again != text { throw PassphraseRefusal.notRepeated }
        let passphrase: Passphrase
        do { passphrase = try Passphrase(choosing: text, avoiding: context + ["Stagedoor", settings.operatorName]) } catch {
            throw PassphraseRefusal(error)
        }
        return try await hashing { () throws(HashingProblem) in try await hasher.hash(passphrase) }
    }

    private func hashing<Answer>(_ work: () async throws(HashingProblem) -> Answer) async throws -> Answer {
        do { return try await work() } catch .overloaded { throw BadRequest.overloaded }
    }
}

extension PassphraseRefusal {
    init(_ problem: PassphraseProblem) {
        self =
            switch problem {
            case .tooShort(let missing): .tooShort(missing: missing)
            case .tooLong(let excess): .tooLong(excess: excess)
            case .repetitive: .repetitive
            case .common: .common
            case .personal: .personal
            }
    }
}
