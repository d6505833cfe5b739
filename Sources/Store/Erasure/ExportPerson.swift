public import Domain
import Storage

extension Store {
    /// Everything that is held about one person at one organization, as JSON to hand over: what the person gave, what
    /// was noted of sign-ins, and every value in any log. Secrets are left out.
    ///
    /// The entry that says so is durable before anything is read. It needs a recent proof.
    ///
    /// - Throws: `Trouble.notFound` when nothing is known of the person.
    public func exportPerson(_ contact: Contact.ID, in organization: Organization.ID, by grant: Grant<ExportPerson>, from origin: Origin)
        async throws -> [UInt8]
    {
        let traces = try await database.read(.wide) { try Traces(of: contact, in: organization, on: $0) }
        guard traces.isPresent || !traces.chains.isEmpty else { throw Trouble.notFound }
        try await write(grant, in: organization, from: origin) { try $0.recordExport(of: contact) }
        let now = clock()
        return try await database.readAtLength(.wide) { connection in
            var text = "{\"exported_at\":\(now.milliseconds),\"organization\":\"\(organization)\",\"contact\":\"\(contact)\""
            for section in PersonSection.all(of: traces) {
                text += ",\n\"\(section.name)\":[\(try section.objects(on: connection).joined(separator: ",\n"))]"
            }
            text += ",\n\"activity\":[\(try traces.values(on: connection).joined(separator: ",\n"))]"
            return Array("\(text)}\n".utf8)
        }
    }
}

extension Transaction where A == ExportPerson {
    borrowing func recordExport(of contact: Contact.ID) throws {
        try grant.require(.belonging(of: organization))
        try requireProof()
        try record(of: contact.text)
    }
}

extension Traces {
    /// Every value of the person in any log, each an object.
    fileprivate func values(on connection: any Connection) throws -> [String] {
        guard !chains.isEmpty else { return [] }
        return try connection.rows(
            """
            SELECT v.organization_id, v.number, e.at, e.action, v.personal
            FROM audit_values v JOIN audit_entries e ON e.organization_id = v.organization_id AND e.number = v.number
            WHERE v.organization_id IN (\(Query.joined(chains.map { "\($0)" }, separator: ", "))) AND v.person_id = \(contact)
            ORDER BY v.organization_id, v.number
            """
        ) { row in
            let entry = """
                {"organization_id":\(JSONText.quoted(try row.text(0))),"number":\(try row.int(1)),"at":\(try row.int(2)),\
                "action":\(JSONText.quoted(try row.text(3)))
                """
            return try PersonalValues.read(row.text(4)).sorted { $0.key < $1.key }.map { name, held in
                "\(entry),\"name\":\(JSONText.quoted(name)),\"value\":\(JSONText.quoted(held.value))}"
            }
        }.flatMap(\.self)
    }
}

/// One part of what is held about a person.
private struct PersonSection {
    let name: StaticString
    let columns: [BackupTable.Column]
    /// From where and of whom.
    let source: Query

    static func all(of traces: Traces) -> [PersonSection] {
        let own: Query = "organization_id = \(traces.organization) AND contact_id = \(traces.contact)"
        let account: Query = "\(traces.account?.id)"
        return [
            PersonSection(
                name: "details",
                columns: [
                    "kind", "first_name", "last_name", "email", "phone", "title", "time_zone", "language", "level", "status",
                    .int("created_at"),
                    .int("last_sign_in_at"), .int("invitation_ends_at"), .int("exempt_from_at"),
                ], source: "contacts WHERE organization_id = \(traces.organization) AND id = \(traces.contact)"),
            PersonSection(name: "sites", columns: ["site_id"], source: "contact_sites WHERE \(own)"),
            PersonSection(name: "roles", columns: ["role", "site_id"], source: "contact_roles WHERE \(own)"),
            PersonSection(
                name: "invitations", columns: ["level", "state", "inviter_name", .int("created_at"), .int("ends_at")],
                source: "invitations WHERE \(own)"),
            PersonSection(
                name: "email_changes", columns: ["old_email", "new_email", "state", .int("created_at")],
                source: "email_changes WHERE \(own)"),
            PersonSection(name: "recoveries", columns: ["starter_name", "state", .int("created_at")], source: "recoveries WHERE \(own)"),
            PersonSection(name: "sign_in", columns: ["email", .int("created_at")], source: "accounts WHERE id = \(account)"),
            PersonSection(
                name: "passkeys", columns: ["name", .int("created_at"), .int("last_used_at")],
                source: "passkeys WHERE account_id = \(account)"),
            PersonSection(
                name: "code_generators", columns: ["name", .int("created_at"), .int("last_used_at")],
                source: "totps WHERE account_id = \(account)"),
            PersonSection(
                name: "sessions", columns: ["agent", "address", .int("created_at"), .int("seen_at")], source: "sessions WHERE \(own)"),
            PersonSection(
                name: "tokens", columns: ["name", "level", "last_used_from", .int("created_at"), .int("ends_at"), .int("last_used_at")],
                source: "tokens WHERE \(own)"),
            PersonSection(
                name: "mails", columns: ["kind", "recipient", "language", "state", .int("created_at"), .int("sent_at")],
                source: "outbox WHERE \(own)"),
        ]
    }

    func objects(on connection: any Connection) throws -> [String] {
        let list = Query.joined(columns.map { Query(words: $0.expression) }, separator: ", ")
        return try connection.rows("SELECT \(list) FROM \(source) ORDER BY 1") { row in
            let members = try columns.enumerated().map { index, column in
                // Without the alias of its table.
                let name = "\(column.expression)".split(separator: ".").last.map(String.init) ?? ""
                return switch try column.value(of: row, at: index) {
                case .int(let int): "\(JSONText.quoted(name)):\(int)"
                case .text(let text): "\(JSONText.quoted(name)):\(JSONText.quoted(text))"
                case .null, .bytes: "\(JSONText.quoted(name)):null"
                }
            }
            return "{\(members.joined(separator: ","))}"
        }
    }
}
