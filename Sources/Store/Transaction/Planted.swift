#if DEBUG
import Foundation
import Storage

/// Faults that our own harnesses must find. They exist in debug builds only: the name of the variable stands nowhere in
/// a release binary, and a proof looks there.
public enum Planted: String, Sendable {
    case missingTenantCondition = "missing-tenant-condition"
    case checkOutsideTransaction = "check-outside-transaction"
    case unsignedCheckpoint = "unsigned-checkpoint"
    case unmovedRevision = "unmoved-revision"
    case roleWithoutAssign = "role-without-assign"
    case copiedLinkProves = "copied-link-proves"
    case undoLeavesFactors = "undo-leaves-factors"
    case tagsAreMailboxes = "tags-are-mailboxes"
    case linkEachTime = "link-each-time"
    case wholeAddress = "whole-address"
    case headInEarnest = "head-in-earnest"
    case strangersOneByOne = "strangers-one-by-one"
    case pathInLog = "path-in-log"

    public static let fault: Planted? = ProcessInfo.processInfo.environment["STAGEDOOR_PLANTED_FAULT"].flatMap(Planted.init)

    /// With the check outside of its transaction: what the check would have found a moment ago.
    static func topsBefore(_ place: Place, in database: any Database) async throws -> Int64? {
        guard fault == .checkOutsideTransaction else { return nil }
        return try await database.read(.tenants(place.realm)) { connection in
            try connection.first(
                """
                SELECT COUNT(*) FROM contacts WHERE organization_id = \(place.organization) AND level IN ('admin', 'operator_admin') AND status = 'active'
                """
            ) { try $0.int(0) } ?? 0
        }
    }
}
#endif
