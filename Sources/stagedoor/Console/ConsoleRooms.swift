import API
import Domain
import Store

/// `stagedoor user …` and `stagedoor token …`, at an opened installation.
extension ConsoleVerbs {
    static func user(_ words: [String], on installation: Installation, _ write: Output) async throws -> Int32 {
        guard words.count == (words.first == "list" ? 3 : 4) else { return try await unknown("user", words, write) }
        let (store, postman) = (installation.store, installation.postman)
        let (verb, organization, isJSON) = (words[0], try await organization(words[1], in: store), words.last == "json")
        switch verb {
        case "list":
            var filter = ContactQuery()
            filter.limit = 200
            var rows: [[String]] = [["name", "email", "level", "status", "last sign-in"]]
            while true {
                let page = try await store.read(actor.grant(ViewContacts.self), in: organization.id) { [filter] in try $0.contacts(filter) }
                for contact in page.items where contact.level != .none {
                    if isJSON { try await write(line(contact)) }
                    rows.append([
                        contact.details.fullName, contact.details.email?.text ?? "", contact.level.rawValue, contact.access.rawValue,
                        contact.lastSignIn?.text ?? "never",
                    ])
                }
                guard let next = page.next else { break }
                filter.start = .after(next)
            }
            if !isJSON { try await write(Columns.text(rows)) }
        case "suspend":
            let contact = try await contact(words[2], of: organization, in: store)
            let suspended = try await store.write(actor.grant(SuspendAccess.self), in: organization.id, from: origin) {
                try $0.suspend(contact.id, expecting: .any, postman: postman)
            }
            try await write(isJSON ? line(suspended) : "stagedoor: \(contact.details.fullName) is suspended, and signed out everywhere\n")
        case "resume":
            let contact = try await contact(words[2], of: organization, in: store)
            let resumed = try await store.write(actor.grant(GrantAccess.self), in: organization.id, from: origin) {
                try $0.resume(contact.id, expecting: .any, postman: postman).contact
            }
            try await write(isJSON ? line(resumed) : "stagedoor: \(contact.details.fullName) signs in again, as before\n")
        case "recover":
            let contact = try await contact(words[2], of: organization, in: store)
            try await store.startRecovery(
                of: contact.id, by: actor.grant(StartRecovery.self), in: organization.id, from: origin, postman: postman)
            try await write(
                isJSON
                    ? line(contact)
                    : "stagedoor: a link to set new ways to sign in goes to the address that \(contact.details.fullName) signs in with\n")
        default: return try await unknown("user", words, write)
        }
        return 0
    }

    static func token(_ words: [String], on installation: Installation, _ write: Output) async throws -> Int32 {
        guard words.count == (words.first == "list" ? 3 : 4) else { return try await unknown("token", words, write) }
        let store = installation.store
        let (verb, organization, isJSON) = (words[0], try await organization(words[1], in: store), words.last == "json")
        switch verb {
        case "list":
            let tokens = try await store.read(actor.grant(ViewTokens.self), in: organization.id) { try $0.tokens() }
            if isJSON {
                for token in tokens { try await write(line(token)) }
            } else {
                try await write(
                    Columns.text(
                        [["id", "name", "for", "level", "state", "last used", "expires"]]
                            + tokens.map {
                                [
                                    $0.id.text, $0.name.text, $0.owner == nil ? "the organization" : $0.person ?? "", $0.level.rawValue,
                                    $0.state.rawValue, $0.lastUsedAt?.text ?? "never", $0.endsAt.text,
                                ]
                            }))
            }
        case "pause", "resume", "end":
            guard let id = Token.ID(words[2]) else {
                throw SettingsError("\(words[2]) is not the id of a token: stagedoor token list shows them")
            }
            let token = try await store.write(actor.grant(EditTokens.self), in: organization.id, from: origin) {
                try verb == "end" ? $0.end(id, expecting: .any) : $0.setPaused(verb == "pause", id, expecting: .any)
            }
            try await write(isJSON ? line(token) : "stagedoor: \(token.name.text) is \(token.state.rawValue)\n")
        default: return try await unknown("token", words, write)
        }
        return 0
    }

    static let origin = Origin(requestID: "console", address: nil)

    /// An organization by its id, or by its whole name in any case. A name that several bear is refused.
    static func organization(_ text: String, in store: Store) async throws -> Organization {
        if let id = Organization.ID(text) { return try await store.read(actor.grant(ViewOrganization.self), in: id) { try $0.find() } }
        let found = try await store.readWide(actor.grant(SearchDirectory.self)) { directory in
            var (found, start) = ([Organization](), ContactQuery.Start.beginning)
            while true {
                let page = try directory.organizations(search: text, start: start, limit: 200)
                found += page.items.map(\.organization)
                guard let next = page.next else { return found }
                start = .after(next)
            }
        }
        switch WholeName(text, among: found, id: \.id.text, name: \.name.text) {
        case .one(let organization): return organization
        case .refused(let why): throw SettingsError(why)
        }
    }

    /// A contact by its id or its address.
    private static func contact(_ text: String, of organization: Organization, in store: Store) async throws -> Contact {
        if let id = Contact.ID(text) {
            return try await store.read(actor.grant(ViewContacts.self), in: organization.id) { try $0.contact(id) }
        }
        var filter = ContactQuery()
        filter.search = text
        let found = try await store.read(actor.grant(ViewContacts.self), in: organization.id) { [filter] in try $0.contacts(filter).items }
        guard let one = found.first(where: { $0.details.email?.text.lowercased() == text.lowercased() }) else {
            throw SettingsError("\(organization.name.text) has no contact with the address \(text)")
        }
        return one
    }

    private static func line(_ item: some Resource) -> String {
        String(decoding: item.json, as: UTF8.self) + "\n"
    }
}
