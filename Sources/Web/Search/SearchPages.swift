import API
import Domain
import HTTPTypes
import Markup
import Pages
import Store

/// The search for anything: a page, and the command palette's list.
extension RouteList {
    mutating func searchPages() {
        page(.get, .search, ViewContacts.self) { visit in
            let words = visit.searched
            return visit.page(SearchPage(words: words, findings: words.isEmpty ? [] : try await visit.findings(words)))
        }
        page(.get, .palette, ViewContacts.self) { visit in
            var writer = JSONWriter()
            writer.array(try await visit.findings(visit.searched)) { writer, finding in
                writer.object {
                    $0.member("label", finding.label)
                    $0.member("hint", finding.note[visit.context.language])
                    $0.member("href", finding.link.text)
                    $0.member("kind", finding.kind.rawValue)
                }
            }
            return .json(writer.bytes)
        }
    }
}

extension Visit where A == ViewContacts {
    fileprivate var searched: String { String((asked.query["q"] ?? "").trimmed.prefix(100)) }

    /// At most 12, people first when there are words. Of other organizations' people staff see no more than the name and
    /// the organization here; what is behind the link is a look, and recorded as one.
    fileprivate func findings(_ words: String) async throws -> [Finding] {
        let pages = Finding.pages(words, for: context)
        guard !words.searchWords.isEmpty else { return Array(pages.prefix(12)) }
        let people = actor.level.isStaff && looking == nil ? try await everywhere(words) : try await here(words)
        return Array((pages.prefix(3) + people + pages.dropFirst(3)).prefix(12))
    }

    private func here(_ words: String) async throws -> [Finding] {
        var query = ContactQuery()
        query.search = words
        query.limit = 8
        let contacts = try await store.read(grant, in: looking) { [query] in (found: try $0.contacts(query).items, sites: try $0.sites()) }
        let folded = words.searchWords
        let sites = contacts.sites.filter { site in
            let names = site.details.searchWords
            return folded.allSatisfy { word in names.contains { $0.hasPrefix(word) } }
        }
        return contacts.found.map {
            Finding(.contact, $0.details.fullName, hint: $0.details.email?.text ?? $0.details.phone?.text ?? "", to: links.user($0.id))
        }
            + sites.prefix(4).map { Finding(.site, $0.details.name.text, hint: $0.details.code.text, to: links.site($0.id)) }
    }

    private func everywhere(_ words: String) async throws -> [Finding] {
        guard let directory = try? actor.grant(SearchDirectory.self) else { return try await here(words) }
        let found = try await store.readWide(directory) {
            (
                partners: try $0.organizations(search: words, start: .beginning, limit: 5).items, people: try $0.people(words, limit: 8),
                sites: try $0.sites(words, limit: 4)
            )
        }
        return found.partners.filter { !$0.organization.isOperator }.map {
            Finding(
                .organization, $0.organization.name.text, hint: $0.organization.asns.first.map { "AS\($0)" } ?? "",
                to: links.partner($0.organization.id))
        }
            + found.people.map { person in
                let there = person.organization == self.person.organization.id ? Links() : links.into(person.organization)
                return Finding(.contact, person.name, hint: person.organizationName, to: there.user(person.id))
            }
            + found.sites.map { site in
                Finding(.site, site.name, hint: "\(site.code) · \(site.organizationName)", to: links.into(site.organization).site(site.id))
            }
    }
}
