import Domain
import Storage

extension Store {
    /// Makes rows of the objects of a dump, some organizations at a time.
    ///
    /// - Returns: false once all objects have become rows.
    func planPeeringDB(_ run: ImportRun) async throws -> Bool { false }
}
