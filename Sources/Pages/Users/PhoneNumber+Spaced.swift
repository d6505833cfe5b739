import Domain
import Synchronization

extension PhoneNumber {
    /// For reading: the international form of its country, with the extension: `+47 55 20 11 43 ext 12`. The same for every
    /// reader.
    var spaced: String {
        if let kept = PhoneNumber.written.withLock({ $0[text] }) { return kept }
        let spaced = international + (`extension`.map { " ext \($0)" } ?? "")
        PhoneNumber.written.withLock { written in
            if written.count >= 10_000 { written.removeAll() }
            written[text] = spaced
        }
        return spaced
    }

    /// A list shows the same numbers over and over.
    private static let written = Mutex<[String: String]>([:])
}
