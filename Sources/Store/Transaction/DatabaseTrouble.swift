import Storage

/// What an error says of the database's health, for whoever answers a request and knows no database.
public enum DatabaseTrouble: Sendable, Equatable {
    /// Not to be reached, or busy: the same request may succeed shortly.
    case unavailable
    /// No space, or an input or output error.
    case noSpace
    /// A mistake of ours.
    case mistake

    /// Nil for an error that is not the database's.
    public init?(_ error: any Error) {
        guard let fault = error as? Fault else { return nil }
        self =
            switch fault.kind {
            case .unavailable, .transient: .unavailable
            case .storage: .noSpace
            case .constraint, .other: .mistake
            }
    }
}
