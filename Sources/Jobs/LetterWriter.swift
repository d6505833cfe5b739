public import Mail
public import Store

/// Puts a mail into words: the reader's language, the links, and why they get it.
public protocol LetterWriter: Sendable {
    /// Writes the letter. Its id is the mail's id and its date the mail's, so that every attempt is the same letter.
    ///
    /// A letter that cannot be written now will not be writable later: the mail is parked.
    func letter(for mail: LeasedMail) throws(Unmailable) -> Letter
}
