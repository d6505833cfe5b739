public import Domain
import Storage

extension Store {
    /// The organizations whose policy suspends people who have not signed in for long. In a suspended one nobody can sign
    /// in, so that nobody is away by choice.
    public func organizationsWithInactivityLimit(_ grant: Grant<SweepRetention>) async throws -> [Organization.ID] {
        try await database.read(.wide) { connection in
            try connection.rows("SELECT id FROM organizations WHERE inactivity_days IS NOT NULL AND status = 'active' ORDER BY id") {
                Identifier(stored: try $0.text(0))
            }
        }
    }
}

/// What an inactivity sweep of one organization did.
public struct InactivityOutcome: Sendable, Hashable {
    public var suspended: [Contact.ID] = []
    /// Who stays since nobody else at the top level could still sign in; the log says so.
    public var spared: [Contact.ID] = []
}

extension Transaction where A == SweepRetention {
    /// The event that a sweep leaves instead of suspending the last Admin who can still sign in.
    static var sparedAction: String { "access.inactive" }

    /// How long before their suspension people are told of it.
    static var inactivityNotice: Moment.Span { .days(14) }

    /// Since when somebody is absent: their last sign-in, or a later resumption.
    private static var presence: Query {
        """
        CASE WHEN COALESCE(c.last_sign_in_at, c.created_at) < c.access_from THEN c.access_from ELSE COALESCE(c.last_sign_in_at, c.created_at) END
        """
    }

    /// Suspends everybody who has not signed in for as many days as the organization's policy says, the longest absent
    /// first, and tells them; whoever is two weeks short of it is told that a sign-in would help. The last Admin who can
    /// still sign in stays, and an entry warns of it, once.
    public borrowing func suspendInactive(postman: Postman) throws -> InactivityOutcome {
        var outcome = InactivityOutcome()
        ledger?.nothingChanged()
        guard let days = try organizationPolicy().inactivityDays else { return outcome }
        let limit = now - Moment.Span.days(Int64(days))
        let inactive = try rows(
            """
            SELECT \(contactColumns) FROM contacts c WHERE \(scope) AND c.status = 'active' AND \(Self.presence) <= \(limit)
            ORDER BY \(Self.presence), c.id
            """
        ) { try ContactRow($0, now: now).contact }
        for contact in inactive {
            do {
                try requireAnotherTop(than: contact)
            } catch Trouble.conflict(.lastTopLevel) {
                try warn(of: contact)
                outcome.spared.append(contact.id)
                continue
            }
            try suspend(
                contact, by: permit(SuspendAccess.self, contact.target),
                because: Record.Change("inactivity_days", plain: nil, String(days)),
                postman: postman)
            try post(.inactivitySuspended(organization: try organizationName(), days: days), to: contact, postman: postman)
            outcome.suspended.append(contact.id)
        }
        try tellAbsent(since: limit, days: days, postman: postman)
        return outcome
    }

    /// One mail for each absence.
    private borrowing func tellAbsent(since limit: Moment, days: Int, postman: Postman) throws {
        let seen = Self.presence
        let absent = try rows(
            """
            SELECT \(contactColumns), \(seen) FROM contacts c
            WHERE \(scope) AND c.status = 'active' AND \(seen) > \(limit) AND \(seen) <= \(limit + Self.inactivityNotice) ORDER BY c.id
            """
        ) { (contact: try ContactRow($0, now: now).contact, seen: Moment(milliseconds: try $0.int(ContactRow.width))) }
        for (contact, seen) in absent where try !isLastTop(contact) {
            let ends = seen + .days(Int64(days))
            try post(
                .inactivityWarning(organization: try organizationName(), days: days, endsAt: ends.milliseconds), to: contact,
                dedupe: "inactivity \(contact.id) \(seen.milliseconds)", postman: postman)
        }
    }

    /// Leaves the entry, unless it stands there since the person's last sign-in.
    private borrowing func warn(of contact: Contact) throws {
        let known = try first(
            """
            SELECT number FROM audit_entries WHERE \(scope) AND target_id = \(contact.id) AND action = \(Self.sparedAction)
                AND at > \(contact.lastSignIn ?? Moment(milliseconds: 0)) LIMIT 1
            """
        ) { try $0.int(0) }
        guard known == nil, let ledger else { return }
        try ledger.append(
            Record(action: Self.sparedAction, target: contact.id.text, label: contact.label), by: ActorStamp(actor), from: origin,
            to: organization.text, on: connection)
    }
}
