public import Domain

extension Archive {
    /// What an archive on disk holds.
    public struct Contents: Sendable, Hashable {
        public let organization: Organization.ID
        public let name: String
        /// As its manifest says: RFC 3339, in UTC.
        public let madeAt: String
        public let sites: Int64
        public let contacts: Int64
        public let entries: Int64
        /// What PeeringDB calls the organization.
        let peeringDB: [String]
    }

    /// Reads an archive from end to end without bringing it in: each line is one that this program would write, and the
    /// log's chain holds.
    ///
    /// - Throws: ``UnfitArchive``.
    public static func check(_ path: String) throws -> Contents {
        try ArchiveFile(path).checked()
    }
}

extension ArchiveFile {
    func checked() throws -> Archive.Contents {
        var known = Known()
        for member in ArchiveMember.allCases {
            try eachLine(of: member) { line, number in
                guard try fits(line, in: member, &known) else {
                    throw damaged("line \(number) of \(member.rawValue) is not one that this program would write")
                }
            }
        }
        let lines = Dictionary(uniqueKeysWithValues: manifest.members.map { ($0.name, $0.lines) })
        guard let organization = Organization.ID(manifest.organization), lines[ArchiveMember.organization.rawValue] == 1 else {
            throw damaged("it must hold one organization")
        }
        return Archive.Contents(
            organization: organization, name: manifest.name, madeAt: manifest.made_at, sites: lines[ArchiveMember.sites.rawValue] ?? 0,
            contacts: lines[ArchiveMember.contacts.rawValue] ?? 0, entries: lines[ArchiveMember.activity.rawValue] ?? 0,
            peeringDB: known.peeringDB)
    }

    /// What later lines have to fit, in memory that does not grow with contacts: ids grow from line to line, and the
    /// database knows the rest.
    private struct Known {
        var last: (member: ArchiveMember, id: String)?
        var entry: (number: Int64, hash: String) = (0, "")
        var peeringDB: [String] = []
    }

    private func fits(_ line: String, in member: ArchiveMember, _ known: inout Known) throws -> Bool {
        func grows(_ id: String) -> Bool {
            defer { known.last = (member, id) }
            return known.last.map { $0.member != member || $0.id.utf8.lexicographicallyPrecedes(id.utf8) } ?? true
        }
        switch member {
        case .organization: return ArchivedOrganization(line: line)?.organization?.id.text == manifest.organization
        case .sites: return ArchivedSite(line: line).map { $0.details != nil && grows($0.id) } ?? false
        case .contacts: return ArchivedContact(line: line).map { $0.contact != nil && grows($0.id) } ?? false
        case .portalUsers: return ArchivedPortalUser(line: line).map { $0.access != nil && grows($0.contact) } ?? false
        case .externalIDs:
            guard let id = ArchivedExternalID(line: line), id.isFit(of: manifest.organization) else { return false }
            if id.kind == ExternalKind.organization.rawValue { known.peeringDB.append(id.external_id) }
            return grows(id.key)
        case .activity:
            guard let archived = ArchivedEntry(line: line), archived.repeats >= 0, archived.entry.chain == manifest.organization else {
                return false
            }
            let entry = archived.entry
            defer { known.entry = (entry.number, entry.hash) }
            return entry.number == known.entry.number + 1 && EntryBody.hash(after: known.entry.hash, entry.body.utf8) == entry.hash
                && entry.fitsItsBody
        }
    }
}

extension Line {
    /// Nil for what the portal would have written otherwise.
    fileprivate init?(exactly text: String, limit: Int = 120) {
        guard let line = try? Line(text, limit: limit), line.text == text else { return nil }
        self = line
    }
}

extension TimeZoneName {
    /// Also of a zone that this machine does not know: another one did.
    fileprivate init?(archived text: String) {
        guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        self.init(stored: text)
    }
}

// What a line says, as values of the domain: nil for what nobody could have entered.

extension ArchivedOrganization {
    var organization: Organization? {
        guard let id = Organization.ID(id), id.text == self.id, let name = Line(exactly: name), !name.text.isEmpty,
            let kind = Organization.Kind(rawValue: kind), Organization.Kind.ofPartners.contains(kind),
            let status = Organization.Status(rawValue: status),
            version >= 1, asns == asns.sorted(), Set(asns).count == asns.count
        else { return nil }
        let numbers = asns.filter { (1...4_294_967_294).contains($0) }.map(ASN.init(stored:))
        let domains = policy.email_domains.compactMap { text in (try? DomainName(text)).flatMap { $0.text == text ? $0 : nil } }
        guard numbers.count == asns.count, domains.count == policy.email_domains.count,
            policy.inactivity_days.map({ (30...730).contains($0) }) ?? true
        else { return nil }
        return Organization(
            id: id, name: name, kind: kind, status: status, asns: numbers,
            policy: Policy(allowsExemption: policy.allows_exemption, emailDomains: domains, inactivityDays: policy.inactivity_days),
            version: version)
    }
}

extension ArchivedSite {
    var details: SiteDetails? {
        guard Site.ID(id)?.text == id, version >= 1, let code = try? SiteCode(code), code.text == self.code, let name = Line(exactly: name),
            let address = Line(exactly: address, limit: 300), let zone = TimeZoneName(archived: time_zone)
        else { return nil }
        return SiteDetails(code: code, name: name, address: address, timeZone: zone, isZoneGuessed: time_zone_guessed == true)
    }
}

extension ArchivedContact {
    var contact: (details: ContactDetails, assignment: Assignment)? {
        guard Contact.ID(id)?.text == id, version >= 1, let kind = Contact.Kind(rawValue: kind),
            let language = Language(rawValue: language),
            let first = Line(exactly: first_name), let last = Line(exactly: last_name),
            let title = Line(exactly: title), email != nil || phone != nil
        else { return nil }
        let address = email.flatMap { text in (try? EmailAddress(text)).flatMap { $0.text == text ? $0 : nil } }
        let number = phone.flatMap { PhoneNumber(exactly: $0) }
        let zone = time_zone.flatMap(TimeZoneName.init(archived:))
        guard (address == nil) == (email == nil), (number == nil) == (phone == nil), (zone == nil) == (time_zone == nil),
            let assignment = assignment(kind)
        else { return nil }
        return (
            ContactDetails(
                firstName: first, lastName: last, email: address, phone: number, title: title, timeZone: zone, language: language),
            assignment
        )
    }

    private func assignment(_ kind: Contact.Kind) -> Assignment? {
        let places = sites.compactMap { Site.ID($0) }
        let held = roles.compactMap { role -> HeldRole? in
            guard let name = ContactRole(rawValue: role.role) else { return nil }
            guard let site = role.site else { return HeldRole(name, at: nil) }
            return Site.ID(site).map { HeldRole(name, at: $0) }
        }
        let assignment = Assignment(kind: kind, sites: Set(places), roles: Set(held))
        // Written again they would be the same: sorted, each once, and every role's site among the sites.
        guard held.count == roles.count, assignment.sites.sorted().map(\.text) == sites,
            assignment.roles.sorted().map(\.word) == held.map(\.word)
        else { return nil }
        return assignment
    }
}

extension ArchivedPortalUser {
    /// The level, and the state in which somebody of it arrives.
    var access: (level: Level, status: AccessStatus)? {
        guard Contact.ID(contact)?.text == contact, let level = Level(rawValue: level), level != .none, Level.ofPartners.contains(level)
        else { return nil }
        return (level, suspended ? .suspended : .invited)
    }
}

extension ArchivedExternalID {
    /// What the lines are sorted by.
    fileprivate var key: String { "\(source)\0\(kind)\0\(external_id)" }

    fileprivate func isFit(of organization: String) -> Bool {
        guard let source = ImportSource(rawValue: source), let kind = ExternalKind(rawValue: kind),
            (1...ImportSource.longestName).contains(external_id.utf8.count), !external_id.utf8.contains(0),
            Identifier<Contact>(target)?.text == target
        else { return false }
        if kind == .organization, source != .peeringDB || target != organization { return false }
        return source == .file ? fields == "{}" : (try? Coded.value(fields, as: Base.self)) != nil
    }
}

extension StoredEntry {
    /// The columns and values beside the body are those that the body speaks of.
    var fitsItsBody: Bool {
        guard let parsed = AuditBody(body), parsed.chain == chain, parsed.number == number, parsed.at == at, parsed.action == action,
            parsed.outcome == outcome, parsed.actor.id == actor, parsed.target == target
        else { return false }
        let digests = parsed.digests
        return values.allSatisfy { name, value in
            value.salt.utf8.count == EntryBody.saltLength && digests[name] == EntryBody.digest(salt: value.salt, value: value.value)
        }
    }
}
