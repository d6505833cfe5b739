/// One step of the schema: named, never counted by its position, never edited once released.
/// It holds text only, no types of ours: code describes the present, a migration the past.
public struct Migration: Sendable {
    /// Sorts in the order of writing, such as `0001_directory`.
    public let name: String
    public let statements: @Sendable (Dialect) -> [Query]

    public init(_ name: String, _ statements: @escaping @Sendable (Dialect) -> [Query]) {
        self.name = name
        self.statements = statements
    }
}
