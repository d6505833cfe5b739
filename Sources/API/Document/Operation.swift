/// What the document says of one call. Every route of the machine interface carries one, and what it does not list is
/// refused.
public struct Operation: Sendable {
    public struct Parameter: Sendable {
        public let name: String
        public let about: String
        public let schema: Schema
        /// May stand in the query several times; any of the values fits.
        public let isRepeated: Bool

        public init(_ name: String, _ about: String, _ schema: Schema, isRepeated: Bool = false) {
            self.name = name
            self.about = about
            self.schema = schema
            self.isRepeated = isRepeated
        }
    }

    public enum Content: Sendable {
        case nothing
        case json(Schema)
        /// JSON with an ETag.
        case versioned(Schema)
        /// `{"items": […]}`, with a `Link` to the next page.
        case list(Schema)
        case file(mediaType: String)
    }

    /// A verb and a noun: "Add a contact".
    public let summary: String
    public let query: [Parameter]
    public let body: RequestShape?
    /// The media types of the file that the request is, where it is one.
    public let upload: [String]
    public let status: Int
    public let content: Content
    /// Takes `If-Match`.
    public let isConditional: Bool

    public init(
        _ summary: String, query: [Parameter] = [], body: RequestShape? = nil, upload: [String] = [], status: Int = 200, answer: Content,
        isConditional: Bool = false
    ) {
        self.summary = summary
        self.query = query
        self.body = body
        self.upload = upload
        self.status = status
        content = answer
        self.isConditional = isConditional
    }

    public static func list<Item: Resource>(_ type: Item.Type, _ summary: String, query: [Parameter] = []) -> Operation {
        Operation(summary, query: query, answer: .list(Item.shape.schema))
    }

    public static func read<Item: Versioned>(_ type: Item.Type, _ summary: String) -> Operation {
        Operation(summary, answer: .versioned(Item.shape.schema))
    }

    public static func create<Item: Versioned>(_ type: Item.Type, _ summary: String, _ body: RequestShape) -> Operation {
        Operation(summary, body: body, status: 201, answer: .versioned(Item.shape.schema))
    }

    public static func change<Item: Versioned>(_ type: Item.Type, _ summary: String, _ body: RequestShape? = nil) -> Operation {
        Operation(summary, body: body, answer: .versioned(Item.shape.schema), isConditional: true)
    }

    public static func remove(_ summary: String) -> Operation {
        Operation(summary, status: 204, answer: .nothing, isConditional: true)
    }

    /// Which of the names in a query have no business there. Allowed are those listed, and the partner whom the operator's
    /// staff mean; the second of what stands there once is called `name[1]`.
    public func unknown(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.compactMap { name in
            guard let parameter = parameters.first(where: { $0.name == name }) else { return name }
            return seen.insert(name).inserted || parameter.isRepeated ? nil : "\(name)[1]"
        }
    }

    /// What may stand in the query.
    var parameters: [Parameter] { query + [Operation.organization] }

    public static let organization = Parameter("organization", "For the operator's staff: the partner that is meant.", .id)
    public static let page = [
        Parameter("limit", "How many, at most.", .integer(1...200, sample: 50)),
        Parameter("after", "Where the page begins, as the Link of the page before says.", .text(sample: "")),
    ]
}
