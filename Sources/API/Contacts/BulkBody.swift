import Domain

/// `POST /api/v1/contacts/bulk`.
public enum BulkBody {
    /// The most operations that one request takes.
    public static let limit = 1000

    public static let shape = RequestShape(
        "ContactOperations",
        [
            .init("operations", "Done in order, all of them or none.", .list(operation.schema, count: 1...limit), isRequired: true),
            .init("organization", "For the operator's staff: the partner.", .id, isSampled: false),
        ])

    public static let operation = RequestShape(
        "ContactOperation",
        [
            .init("do", "What to do.", .choice(Deed.self), isRequired: true),
            .init("id", "The contact; not for create.", .id, isSampled: false),
            .init(
                "version", "Do it only if the contact is at this version; left out or null for whichever it is.",
                .optional(.integer(sample: 3)), isSampled: false),
            .init("contact", "For create and change: its members.", .either([ContactInput.creation.schema, ContactInput.change.schema])),
            .init("level", "For access: the level that the contact shall have.", .choice(Level.offered.map(\.rawValue)), isSampled: false),
        ])

    public enum Deed: String, Sendable, CaseIterable {
        case create, change, access, resend, suspend, delete
    }
}

/// What became of one operation.
public struct OperationResult: Resource, Hashable {
    public let index: Int
    /// As if it had come alone.
    public let status: Int
    public let id: String?
    public let version: Int64?
    /// Why it was refused.
    public let problem: String?
    public let detail: String?
    public let errors: [Problem.Field]
    /// The cell of the permission matrix that refused.
    public let permission: String?

    public init(
        index: Int, status: Int, id: String? = nil, version: Int64? = nil, problem: String? = nil, detail: String? = nil,
        errors: [Problem.Field] = [], permission: String? = nil
    ) {
        self.index = index
        self.status = status
        self.id = id
        self.version = version
        self.problem = problem
        self.detail = detail
        self.errors = errors
        self.permission = permission
    }

    public static let shape = Shape<OperationResult>(
        "OperationResult",
        .integer("index", "The place of the operation, from 0.", sample: 0) { Int64($0.index) },
        .integer("status", "As if it had come alone.", sample: 201) { Int64($0.status) },
        .optional("id", "The contact.", .id) { $0.id },
        .optional("version", "The contact's version now.", sample: 1) { $0.version },
        .text("type", "Why it was refused: a problem's type.", .text(sample: "/problems/not-found")) { "/problems/\($0.problem ?? "")" }
            .when { $0.problem != nil },
        .text("detail", "The same in words.", .text(sample: "")) { $0.detail ?? "" }.when { $0.detail != nil },
        .text("permission", "The cell of the permission matrix that refused.", .text(sample: "access.grant/engineering")) {
            $0.permission ?? ""
        }.when { $0.permission != nil },
        .list("errors", "Fields that were not taken.", of: Problem.Field.shape, \.errors).when { !$0.errors.isEmpty })
}
