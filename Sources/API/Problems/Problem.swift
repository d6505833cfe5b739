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
    public let requestID: String

    public init(kind: String, title: String, status: Int, detail: String, fields: [Field] = [], permission: String? = nil, requestID: String) {
        self.kind = kind
        self.title = title
        self.status = status
        self.detail = detail
        self.fields = fields
        self.permission = permission
        self.requestID = requestID
    }

    public var json: [UInt8] {
        JSONWriter.object { writer in
            writer.member("type", "/problems/\(kind)")
            writer.member("title", title)
            writer.member("status", Int64(status))
            writer.member("detail", detail)
            if !fields.isEmpty {
                writer.name("errors")
                writer.array(fields) { writer, field in
                    writer.object {
                        $0.member("field", field.field)
                        $0.member("code", field.code)
                        $0.member("detail", field.detail)
                    }
                }
            }
            if let permission { writer.member("permission", permission) }
            writer.member("request_id", requestID)
        }
    }
}
