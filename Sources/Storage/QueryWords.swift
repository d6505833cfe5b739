extension Query {
    /// A statement put together from source text alone, for migrations that say the same of many tables.
    public init(words: StaticString...) {
        self = ""
        parts = words.map { .text($0) }
    }
}
