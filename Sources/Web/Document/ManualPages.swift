import API
import Domain
import HTTPTypes
import Markup
import Pages
import Store

/// The machine interface's description for people, with examples of the reader's own organization.
extension RouteList {
    mutating func manualPages() {
        page(.get, .manual, ViewPermissions.self) { visit in
            let origin = visit.portal.settings.publicURL.origin
            let site = try await visit.firstSite()
            let ids = ["contacts": visit.person.contact.text, "organizations": visit.person.organization.id.text, "sites": site?.text]
            let groups = Dictionary(grouping: Routes.calls, by: \.tag).sorted { $0.key < $1.key }.map { tag, calls in
                ManualPage.Group(
                    tag,
                    calls.sorted { ($0.path, $0.method) < ($1.path, $1.method) }.map {
                        ManualPage.Call($0, origin: origin, id: ids[tag] ?? nil)
                    })
            }
            return visit.page(
                ManualPage(
                    groups: groups, first: curl("GET", origin + "/api/v1/contacts?limit=3", nil),
                    document: Link(returning: "/api/v1/openapi.json") ?? visit.links.manual))
        }
    }
}

extension Visit {
    fileprivate func firstSite() async throws -> Site.ID? {
        guard let grant = try? actor.grant(ViewSites.self) else { return nil }
        return try await store.read(grant) { try $0.sites().first?.id }
    }
}

extension ManualPage.Call {
    /// - Parameter id: of something that reading can be tried on. What changes gets none, so that an example copied in haste
    ///   does no harm.
    fileprivate init(_ call: OpenAPI.Call, origin: String, id: String?) {
        let operation = call.operation
        let path = call.path.split(separator: "/").map { $0 == "{id}" ? call.method == "GET" ? id ?? "ID" : "ID" : String($0) }.joined(
            separator: "/")
        let body = operation.body.map { String(decoding: $0.schema.sample, as: UTF8.self) }
        self.init(
            id: call.id, method: call.method, path: call.path, summary: operation.summary,
            permission: Permission(rawValue: call.permission) ?? .permissionsView,
            parameters: operation.query.map { Item($0.name, $0.about, isRequired: false) },
            members: operation.body?.object.members.map { Item($0.name, $0.about, isRequired: $0.isRequired) } ?? [],
            example: operation.upload.isEmpty ? curl(call.method, "\(origin)/\(path)", body) : upload("\(origin)/\(path)"),
            status: operation.status,
            answer: operation.answerSchema.map { String(decoding: JSONWriter.indented($0.sample), as: UTF8.self) })
    }
}

private func curl(_ method: String, _ url: String, _ body: String?) -> String {
    var words = ["curl"]
    if method != (body == nil ? "GET" : "POST") { words.append("-X \(method)") }
    words.append("-H \"Authorization: Bearer $TOKEN\"")
    if let body { words.append("--json '\(body)'") }
    return (words + ["'\(url)'"]).joined(separator: " ")
}

/// A file of two lines, as text of the command itself.
private func upload(_ url: String) -> String {
    "curl -H \"Authorization: Bearer $TOKEN\" -H 'Content-Type: text/csv' --data-binary 'email,first_name\nlena.dahl@example.com,Lena\n' '\(url)?kind=contacts&name=people.csv'"
}
