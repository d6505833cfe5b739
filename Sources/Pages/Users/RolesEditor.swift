import Domain
import Markup

extension Sheet {
    /// Kind, roles by site, and sites without a role.
    ///
    /// A role is one line that says where it is held and opens to a box per place. Plain boxes: it works without a
    /// script, and with two sites as with fifty.
    func assignmentFields(_ form: ContactForm, _ sites: [SiteName], _ errors: [FieldError]) {
        hidden("assignment", "1")
        rolesEditor(form, sites, errors)
        if !sites.isEmpty { sitesEditor(form, sites, errors, .worksAt) }
        choice(
            Field("kind", .kind, value: form.kind, problem: ContactForm.problem(of: "kind", in: errors)),
            options: Contact.Kind.allCases.map { ($0.rawValue, say($0.name)) })
    }

    /// Roles that are held come first; the others wait behind one line, unless nothing is held at all.
    func rolesEditor(_ form: ContactForm, _ sites: [SiteName], _ errors: [FieldError]) {
        fieldset(.class("group roles-editor")) {
            legend(.roles)
            p(.rolesHint, .class("hint"))
            if let problem = ContactForm.problem(of: "roles", in: errors) { p(say(problem.phrase), .class("problem"), .id("f-roles")) }
            let held = ContactRole.allCases.filter { role in form.roles.contains { $0.hasPrefix(role.rawValue + "@") } }
            for role in held { roleLine(role, form, sites) }
            let others = ContactRole.allCases.filter { !held.contains($0) }
            if held.isEmpty {
                for role in others { roleLine(role, form, sites) }
            } else {
                details(.class("more")) {
                    summary {
                        icon(.add)
                        text(Phrase.moreRoles)
                    }
                    for role in others { roleLine(role, form, sites) }
                }
            }
        }
    }

    private func roleLine(_ role: ContactRole, _ form: ContactForm, _ sites: [SiteName]) {
        let everywhere = "\(role.rawValue)@*"
        let isEverywhere = form.roles.contains(everywhere)
        let held = sites.filter { form.roles.contains("\(role.rawValue)@\($0.id.text)") }
        details(.class("place", "held", if: isEverywhere || !held.isEmpty)) {
            summary {
                span(role.name, .class("place-name"))
                span(.class("place-where")) { places(isEverywhere, held) }
                icon(.down)
            }
            div(.class("place-choices")) {
                p(role.told, .class("hint"))
                checkbox("roles", value: everywhere, checked: isEverywhere, .atEverySite)
                for site in sites {
                    checkbox("roles", value: "\(role.rawValue)@\(site.id.text)", checked: held.contains(site), .verbatim(site.called))
                }
            }
        }
    }

    private func places(_ isEverywhere: Bool, _ held: [SiteName]) {
        if isEverywhere { text(.everywhere) } else if held.isEmpty { raw("–") } else { text(held.map(\.called).joined(separator: ", ")) }
    }

    /// Sites that need no role, behind one line named `label`.
    func sitesEditor(_ form: ContactForm, _ sites: [SiteName], _ errors: [FieldError], _ label: Phrase) {
        let chosen = sites.filter { form.sites.contains($0.id.text) }
        fieldset(.class("group roles-editor")) {
            legend(.sitesTitle)
            if let problem = ContactForm.problem(of: "sites", in: errors) { p(say(problem.phrase), .class("problem"), .id("f-sites")) }
            details(.class("place", "held", if: !chosen.isEmpty)) {
                summary {
                    span(label, .class("place-name"))
                    span(.class("place-where")) { places(false, chosen) }
                    icon(.down)
                }
                div(.class("place-choices")) {
                    p(.sitesHint, .class("hint"))
                    for site in sites { checkbox("sites", value: site.id.text, checked: chosen.contains(site), .verbatim(site.called)) }
                }
            }
        }
    }
}
