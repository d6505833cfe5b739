/// A refusal as a program gets it: problem details (RFC 9457) with a stable `type`.
public struct Problem: Sendable, Hashable {
    public struct Field: Sendable, Hashable {
        public let field: String
        public let code: String
        public let detail: String

        public init(field: String, code: String, detail: String) {
            self.field = field
            self.code = code
            self.detail = detail
        }
    }

    /// The last part of `type`; never changed once released.
    public let kind: String
    public let title: String
    public let status: Int
    public let detail: String
    public let fields: [Field]
    /// The cell of the permission matrix that refused.
    public let permission: String?
    /// The rule that a conflict is about.
    public let conflict: String?
    /// Of a stale version: the present one, and the names of the fields that changed since.
    public let version: Int64?
    public let changed: [String]
    /// Of a bulk request: what would have become of each operation.
    public let results: [OperationResult]
    public let requestID: String

    public init(
        kind: String, title: String, status: Int, detail: String, fields: [Field] = [], permission: String? = nil, conflict: String? = nil,
        version: Int64? = nil, changed: [String] = [], results: [OperationResult] = [], requestID: String
    ) {
        self.kind = kind
        self.title = title
        self.status = status
        self.detail = detail
        self.fields = fields
        self.permission = permission
        self.conflict = conflict
        self.version = version
        self.changed = changed
        self.results = results
        self.requestID = requestID
    }
}

extension Problem: Resource {
    public static let shape = Shape<Problem>(
        "Problem",
        .text("type", "Stable: a program may decide by it.", .text(sample: "/problems/not-found")) { "/problems/\($0.kind)" },
        .text("title", "The status in words.", .text(sample: "Not Found")) { $0.title },
        .integer("status", "The status of the answer.", sample: 404) { Int64($0.status) },
        .text("detail", "What happened and what to do, in the caller's language.", .text(sample: "There is nothing at this address.")) {
            $0.detail
        },
        .list("errors", "Fields that were not taken, all at once.", of: Field.shape, \.fields).when { !$0.fields.isEmpty },
        .optional("permission", "The cell of the permission matrix that refused: action/level.", .text(sample: "contact.edit/read_only")) {
            $0.permission
        }.when { $0.permission != nil },
        .optional("conflict", "Of a conflict: which rule is in the way. Stable: a program may decide by it.", .text(sample: "lastTopLevel"))
        { $0.conflict }.when { $0.conflict != nil },
        .optional("version", "After a stale If-Match: the present version.", sample: 4) { $0.version }.when { $0.version != nil },
        .list(
            "changed", "After a stale If-Match: the fields that changed since, as far as the log tells.", of: .text(sample: "phone"),
            \.changed
        ) { $0.value($1) }.when { !$0.changed.isEmpty },
        .list("results", "Of a bulk request: each operation, in order.", of: OperationResult.shape, \.results).when { !$0.results.isEmpty },
        .text("request_id", "Names the request, also in the log.", .text(sample: "5f0c1a…")) { $0.requestID })
}

extension Problem.Field: Resource {
    public static let shape = Shape<Problem.Field>(
        "ProblemField",
        .text("field", "Where it stands in the request.", .text(sample: "roles[0].site")) { $0.field },
        .text("code", "Stable: a program may decide by it.", .text(sample: "unknownSite")) { $0.code },
        .text("detail", "What to do, in the caller's language.", .text(sample: "Choose one of the organization's sites.")) { $0.detail })
}

/// The stable word of a case for a program: its own name, without what it carries.
public func caseName(of value: some Any) -> String { String("\(value)".prefix { $0 != "(" }) }
