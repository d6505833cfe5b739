import Domain

extension PhoneNumber {
    /// For reading: the international form of its country, with the extension: `+47 55 20 11 43 ext 12`. The same for every
    /// reader.
    var spaced: String { international + (`extension`.map { " ext \($0)" } ?? "") }
}
