import Domain
import Markup

/// Who the contact is and what it is told: one form with one button, as far as the reader may change them.
extension ContactPanel {
    func particulars(_ h: Sheet, _ filter: ContactFilter) {
        let mayEdit = h.may(.contactEdit, contact.target)
        let mayAssign = h.may(.contactAssign, contact.target)
        if mayEdit || mayAssign {
            h.post(to: filter.applied(to: h.links.user(contact.id)), .class("particulars")) {
                if let version = form.version { h.hidden("version", String(version)) }
                for (name, value) in form.asOpened(ContactForm(contact)) { h.hidden(name, value) }
                h.section { if mayEdit { detailFields(h) } else { detailFacts(h) } }
                h.section { if mayAssign { h.assignmentFields(form, sites, errors) } else { roleFacts(h) } }
                h.div(.class("deeds")) { h.submit(meanwhile == nil ? .save : .saveMine, .primary) }
            }
        } else {
            h.section { detailFacts(h) }
            h.section { roleFacts(h) }
        }
        reasons(h, mayEdit, mayAssign)
    }

    private func detailFields(_ h: Sheet) {
        h.detailFields(form, theirs: meanwhile?.present, errors: errors, zones: sites.map(\.timeZone), emailHint: emailHint)
    }

    private var emailHint: Phrase? {
        if let pendingEmail { return .emailPendingAt(pendingEmail.text) }
        return contact.access == .active || contact.access == .suspended ? .emailIsConfirmed : nil
    }

    private func detailFacts(_ h: Sheet) {
        let details = contact.details
        h.given(.email, details.email?.text ?? "")
        h.given(.phone, details.phone?.spaced ?? "")
        if !details.title.text.isEmpty { h.given(.jobTitle, details.title.text) }
        h.given(.language, h.say(details.language.name))
        if let zone = details.timeZone { h.given(.timeZone, zone.text) }
    }

    private func roleFacts(_ h: Sheet) {
        let names = SiteNames(sites)
        h.h3(.roles)
        h.p(.class("told")) { h.heldRoles(names.places(of: contact.assignment.roles)) }
        let without = contact.assignment.sites.subtracting(contact.assignment.roles.compactMap(\.site))
        if !without.isEmpty { h.p(h.say(.alsoAt(names.all.filter { without.contains($0.id) }.map(\.called)))) }
    }

    /// One sentence for what is missing, not one for each missing field.
    private func reasons(_ h: Sheet, _ mayEdit: Bool, _ mayAssign: Bool) {
        guard let level = h.context.reader?.actor.level else { return }
        if !mayEdit {
            h.why(.notYours(level, to: contact.level))
        } else if !mayAssign {
            h.why(contact.id == h.context.reader?.actor.contact ? .ownRolesElsewhere : .notYours(level, to: contact.level))
        }
    }
}

extension Sheet {
    /// The fields that everyone has of themselves.
    func detailFields(_ form: ContactForm, theirs: ContactForm?, errors: [FieldError], zones: [String], emailHint: Phrase? = .reachable) {
        func make(_ name: String, _ label: Phrase, _ value: KeyPath<ContactForm, String>, hint: Phrase? = nil, need: Need = .free) -> Field
        {
            let other = theirs.flatMap { $0[keyPath: value] == form[keyPath: value] ? nil : $0[keyPath: value] }
            return Field(
                name, label, value: form[keyPath: value], hint: hint, problem: ContactForm.problem(of: name, in: errors), need: need,
                theirs: other)
        }
        field(make("first_name", .firstName, \.firstName, need: .required))
        field(make("last_name", .lastName, \.lastName))
        field(make("email", .email, \.email, hint: emailHint), type: "email")
        field(make("phone", .phone, \.phone, hint: form.phone.isEmpty ? .phoneExample : nil), type: "tel")
        field(make("title", .jobTitle, \.title))
        choice(make("language", .language, \.language), options: Language.allCases.map { ($0.rawValue, $0.ownName) })
        suggestField(make("time_zone", .timeZone, \.timeZone, hint: form.timeZone.isEmpty ? .timeZoneExample : nil), list: "zones")
        zoneSuggestions(zones)
    }

    /// The zones of the organization's sites and the reader's own: nearly always the one that is meant.
    private func zoneSuggestions(_ zones: [String]) {
        element("datalist", [.id("zones")]) {
            for zone in Set(zones + [context.zone.name]).sorted() { option(zone, .value(zone)) }
        }
    }
}

extension ContactForm {
    /// The label of a field by its name, for the summary of what is wrong.
    static func label(_ name: String) -> Phrase {
        switch name.prefix(while: { $0 != "[" }) {
        case "first_name": .firstName
        case "last_name": .lastName
        case "email": .email
        case "phone": .phone
        case "title": .jobTitle
        case "time_zone": .timeZone
        case "language": .language
        case "kind": .kind
        case "sites": .sitesTitle
        case "roles": .roles
        case "level": .level
        default: .verbatim(name)
        }
    }

    /// `NOC at Oslo 1, Bergen 1`, for showing beside another choice.
    func rolesInWords(_ names: SiteNames, _ language: Language) -> Phrase {
        let held = roles.map(ContactForm.parts).compactMap { part in
            ContactRole(rawValue: part.role).map { HeldRole($0, at: part.site.isEmpty ? nil : Site.ID(stored: part.site)) }
        }
        let groups = names.places(of: Set(held)).map { group in
            let roles = group.roles.map { $0.name[language] }.joined(separator: ", ")
            return roles + " " + (group.sites.isEmpty ? Phrase.everywhere[language] : group.sites.joined(separator: ", "))
        }
        return .verbatim(groups.isEmpty ? "–" : groups.joined(separator: " · "))
    }
}
