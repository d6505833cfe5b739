/// The OpenAPI 3.1 document, made from the list of routes.
public struct OpenAPI: Sendable {
    public struct Call: Sendable {
        /// In capitals.
        public let method: String
        /// With holes such as `{id}`.
        public let path: String
        /// The row of the permission matrix.
        public let permission: String
        public let operation: Operation

        public init(method: String, path: String, permission: String, operation: Operation) {
            self.method = method
            self.path = path
            self.permission = permission
            self.operation = operation
        }

        /// The noun that the call belongs to: the first word of the path behind the version.
        public var tag: String { path.split(separator: "/").dropFirst(2).first.map { String($0.prefix { $0 != "." }) } ?? "" }

        /// A stable name, such as `post_contacts_id_access_suspend`.
        public var id: String {
            let words = path.split { "/.-{}".contains($0) }.dropFirst(2)
            return ([method.lowercased()] + words.map(String.init)).joined(separator: "_")
        }

        public var holes: [String] {
            path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
        }
    }

    public let calls: [Call]
    /// Where the portal answers.
    public let server: String

    public init(calls: [Call], server: String) {
        self.calls = calls
        self.server = server
    }

    public var json: [UInt8] {
        JSONWriter.object { writer in
            writer.member("openapi", "3.1.0")
            writer.name("info")
            writer.object {
                $0.member("title", "Stagedoor")
                $0.member("version", "1")
                $0.member(
                    "description",
                    """
                    Everything that people do in the portal's pages, for programs, under the same permissions. \
                    Errors are problem details (RFC 9457) with a stable type.
                    """)
            }
            writer.name("servers")
            writer.array([server]) { writer, url in writer.object { $0.member("url", url) } }
            writer.name("security")
            writer.array(["token"]) { writer, _ in
                writer.object {
                    $0.name("token")
                    $0.array([String]()) { $0.value($1) }
                }
            }
            writer.name("paths")
            writer.object { writer in
                for (path, group) in grouped {
                    writer.key(path)
                    writer.object { writer in
                        for call in group {
                            writer.key(call.method.lowercased())
                            call.write(to: &writer, links: calls.filter { $0.path.hasPrefix("\(call.path)/{id}") })
                        }
                    }
                }
            }
            writer.name("components")
            writer.object { components(&$0) }
        }
    }

    private var grouped: [(String, [Call])] {
        Dictionary(grouping: calls, by: \.path).sorted { $0.key < $1.key }.map { ($0.key, $0.value.sorted { $0.method < $1.method }) }
    }

    private func components(_ writer: inout JSONWriter) {
        writer.name("securitySchemes")
        writer.object {
            $0.name("token")
            $0.object {
                $0.member("type", "http")
                $0.member("scheme", "bearer")
                $0.member("description", "A token, made under My account or by POST /api/v1/tokens.")
            }
        }
        writer.name("schemas")
        writer.object { writer in
            for (name, object) in schemas {
                writer.key(name)
                object.write(to: &writer)
            }
        }
        writer.name("responses")
        writer.object {
            $0.name("Problem")
            $0.object { writer in
                writer.member("description", "Refused: why, and what to do about it.")
                writer.content("application/problem+json", Problem.shape.schema)
            }
        }
    }

    private var schemas: [(String, ObjectSchema)] {
        let all = calls.flatMap { $0.operation.schemas.flatMap(\.objects) } + Problem.shape.schema.objects
        return Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }).sorted { $0.key < $1.key }
    }
}

extension Operation {
    /// The schema of the answer's body, if it is JSON.
    public var answerSchema: Schema? {
        switch content {
        case .json(let schema), .versioned(let schema): schema
        case .list(let item):
            .object(
                ObjectSchema(
                    name: "ListOf\(item.objects.first?.name ?? "Any")",
                    members: [
                        .init(name: "items", schema: .list(item), about: "This page.", isRequired: true, isSampled: true)
                    ]))
        case .nothing, .file: nil
        }
    }

    var schemas: [Schema] { [answerSchema, body?.schema].compactMap(\.self) }

    /// Where in the answer the id of what it shows stands (RFC 6901).
    fileprivate var idPointer: String {
        guard let members = answerSchema?.objects.first?.members, !members.contains(where: { $0.name == "id" }) else { return "/id" }
        return "/\(members[0].name)/id"
    }
}

extension OpenAPI.Call {
    /// - Parameter links: the calls that take the id of what this one makes.
    fileprivate func write(to writer: inout JSONWriter, links: [OpenAPI.Call]) {
        writer.object { writer in
            writer.member("operationId", id)
            writer.member("summary", operation.summary)
            writer.member("description", "Permission: \(permission).")
            writer.name("tags")
            writer.array([tag]) { $0.value($1) }
            writer.name("parameters")
            writer.array(parameters) { $1(&$0) }
            if let body = operation.body {
                writer.name("requestBody")
                writer.object {
                    $0.member("required", true)
                    $0.content("application/json", body.schema, example: body.object)
                }
            }
            if !operation.upload.isEmpty {
                writer.name("requestBody")
                writer.object {
                    $0.member("required", true)
                    $0.name("content")
                    $0.object { for mediaType in operation.upload { $0.key(mediaType); $0.object { _ in } } }
                }
            }
            writer.name("responses")
            writer.object { writer in
                writer.key(String(operation.status))
                answer(&writer, links: operation.status == 201 ? links : [])
                if mayBeHeld {
                    writer.key("304")
                    writer.object { $0.member("description", "The client has it already.") }
                }
                writer.name("default")
                writer.object { $0.member("$ref", "#/components/responses/Problem") }
            }
        }
    }

    /// A reader that has the answer already need not get it again.
    private var mayBeHeld: Bool {
        if case .versioned = operation.content { method == "GET" } else { false }
    }

    private var parameters: [(inout JSONWriter) -> Void] {
        var list: [(inout JSONWriter) -> Void] = holes.map { hole in
            { $0.parameter(hole, in: "path", "", hole == "id" ? .id : .text(sample: ""), isRequired: true) }
        }
        for parameter in operation.parameters {
            list.append {
                $0.parameter(
                    parameter.name, in: "query", parameter.about, parameter.isRepeated ? .list(parameter.schema) : parameter.schema)
            }
        }
        if operation.isConditional {
            list.append {
                $0.parameter(
                    "If-Match", in: "header", "The ETag of the version that is to be changed; * for whichever it is.",
                    .text(pattern: #"^(\*|"[0-9]{1,18}(-[0-9a-f]{16})?")$"#, sample: "*"))
            }
        }
        if mayBeHeld {
            list.append {
                $0.parameter(
                    "If-None-Match", in: "header", "ETags of what the client has, with commas between; 304 when one is still so.",
                    .text(sample: ""))
            }
        }
        if method == "POST" {
            list.append {
                $0.parameter(
                    "Idempotency-Key", in: "header",
                    "A text of your own for this request: sent again within 24 hours it is not done twice.",
                    .text(limit: 255, pattern: "^[!-~]+$", sample: ""))
            }
        }
        return list
    }

    private func answer(_ writer: inout JSONWriter, links: [OpenAPI.Call]) {
        writer.object { writer in
            writer.member("description", operation.summary)
            switch operation.content {
            case .nothing: break
            case .file(let mediaType): writer.content(mediaType, nil)
            case .json, .versioned, .list: writer.content("application/json", operation.answerSchema)
            }
            switch operation.content {
            case .versioned: writer.header("ETag", "The version and a sum of the answer, for If-Match and If-None-Match.")
            case .list: writer.header("Link", "The next page, as rel=\"next\" (RFC 8288); none behind the last.")
            case .nothing, .json, .file: break
            }
            guard !links.isEmpty else { return }
            writer.name("links")
            writer.object { writer in
                for link in links {
                    writer.key(link.id)
                    writer.object {
                        $0.member("operationId", link.id)
                        $0.name("parameters")
                        $0.object { $0.member("id", "$response.body#\(operation.idPointer)") }
                    }
                }
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func content(_ mediaType: String, _ schema: Schema?, example: ObjectSchema? = nil) {
        name("content")
        object { writer in
            writer.key(mediaType)
            writer.object { writer in
                guard let schema else { return }
                writer.name("schema")
                schema.write(to: &writer)
                guard let example else { return }
                writer.name("example")
                example.writeSample(to: &writer)
            }
        }
    }

    fileprivate mutating func header(_ header: String, _ about: String) {
        name("headers")
        object { writer in
            writer.key(header)
            writer.object {
                $0.member("description", about)
                $0.name("schema")
                $0.object { $0.member("type", "string") }
            }
        }
    }

    fileprivate mutating func parameter(_ parameter: String, in place: String, _ about: String, _ schema: Schema, isRequired: Bool = false)
    {
        object { writer in
            writer.member("name", parameter)
            writer.member("in", place)
            if !about.isEmpty { writer.member("description", about) }
            if isRequired { writer.member("required", true) }
            writer.name("schema")
            schema.write(to: &writer)
        }
    }
}
