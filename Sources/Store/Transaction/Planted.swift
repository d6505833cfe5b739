#if DEBUG
import Foundation

/// Faults that our own harnesses must find. They exist in debug builds only; a test looks for the marker
/// `stagedoor-planted-fault` in the release binary and must not find it.
enum Planted: String {
    case missingTenantCondition = "missing-tenant-condition"
    case checkOutsideTransaction = "check-outside-transaction"
    case unsignedCheckpoint = "unsigned-checkpoint"

    static let marker = "stagedoor-planted-fault"

    static let fault: Planted? = ProcessInfo.processInfo.environment["STAGEDOOR_PLANTED_FAULT"].flatMap(Planted.init)
}
#endif
