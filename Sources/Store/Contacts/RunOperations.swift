import Domain
import Storage

/// One operation of many on contacts, each the same as if it came alone.
public enum ContactOperation: Sendable {
    case create(NewContact)
    case change(Contact.ID, ExpectedVersion, @Sendable (Contact) throws -> ContactEdit)
    case access(Contact.ID, ExpectedVersion, Level)
    case resend(Contact.ID)
    case suspend(Contact.ID, ExpectedVersion)
    case delete(Contact.ID, ExpectedVersion)

    /// Nil for a contact that is yet to be made.
    public var contact: Contact.ID? {
        switch self {
        case .create: nil
        case .change(let id, _, _), .access(let id, _, _), .resend(let id), .suspend(let id, _), .delete(let id, _): id
        }
    }
}

public enum OperationOutcome: Sendable {
    case created(Contact)
    case changed(Contact)
    case deleted(Contact.ID)
    /// A `Refusal` or a `Trouble`.
    case refused(any Error)
}

/// Some operations could not be done, so that none was.
public struct OperationsRefused: Error {
    public let outcomes: [OperationOutcome]
}

extension Store {
    /// Does all of them in order, or none. Each is checked by the row of the matrix of its own.
    ///
    /// - Throws: ``OperationsRefused``, with what each would have come to.
    public func run(
        _ operations: [ContactOperation], by grant: Grant<AssignContact>, in organization: Organization.ID? = nil, from origin: Origin,
        once: Once<[OperationOutcome]>? = nil, postman: Postman
    ) async throws -> [OperationOutcome] {
        do {
            return try await write(grant, in: organization, from: origin, once: once) { try $0.all(operations, postman) }
        } catch let error where error is Refusal || error is Trouble {
            return try await write(grant, in: organization, from: origin, once: once) { try $0.each(operations, postman) }
        }
    }
}

extension Transaction where A == AssignContact {
    /// Most lists are well throughout, and a savepoint for each operation costs as much as many an operation.
    fileprivate borrowing func all(_ operations: [ContactOperation], _ postman: Postman) throws -> [OperationOutcome] {
        ledger?.nothingChanged()
        var wasSelf = false
        return try operations.map { try run($0, postman, &wasSelf) }
    }

    fileprivate borrowing func each(_ operations: [ContactOperation], _ postman: Postman) throws -> [OperationOutcome] {
        ledger?.nothingChanged()
        var wasSelf = false
        let outcomes = try operations.map { operation in
            do { return try attempt { try run(operation, postman, &wasSelf) } } catch let error where error is Refusal || error is Trouble {
                return .refused(error)
            }
        }
        if outcomes.contains(where: { if case .refused = $0 { true } else { false } }) { throw OperationsRefused(outcomes: outcomes) }
        return outcomes
    }

    /// - Parameter wasSelf: whether one before was about the actor.
    private borrowing func run(_ operation: ContactOperation, _ postman: Postman, _ wasSelf: inout Bool) throws -> OperationOutcome {
        // Whoever has just changed their own access goes on with what is left of it.
        if wasSelf { try actor.requireUnchanged(on: connection, for: A.permission) }
        wasSelf = wasSelf || operation.contact != nil && operation.contact == actor.contact
        switch operation {
        case .create(let new):
            return .created(try acting(as: CreateContact.self) { try $0.create(new, postman: postman).contact })
        case .change(let id, let version, let change):
            return .changed(try acting(as: EditContact.self) { try $0.edit(id, change, expecting: version, postman: postman) })
        case .access(let id, let version, let level):
            return .changed(
                try acting(as: GrantAccess.self) { try $0.setAccess(id, to: level, expecting: version, postman: postman).contact })
        case .resend(let id):
            return .changed(try acting(as: GrantAccess.self) { try $0.resend(id, expecting: .any, postman: postman).contact })
        case .suspend(let id, let version):
            return .changed(try acting(as: SuspendAccess.self) { try $0.suspend(id, expecting: version, postman: postman) })
        case .delete(let id, let version):
            try acting(as: DeleteContact.self) { try $0.delete(id, expecting: version, postman: postman) }
            return .deleted(id)
        }
    }
}

extension Transaction where A: Writing {
    /// The same transaction under another row of the matrix, for a request that is several things at once.
    borrowing func acting<B: Writing, Answer>(as action: B.Type, _ body: (borrowing Transaction<B>) throws -> Answer) throws -> Answer {
        try body(
            Transaction<B>(
                connection: connection, grant: try actor.grant(B.self), place: place, now: now, origin: origin, ledger: ledger, ids: ids,
                policy: policy))
    }
}
