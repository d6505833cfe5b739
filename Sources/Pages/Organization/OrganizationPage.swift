import Domain
import Markup

/// The organization: what the operator keeps of it, and what it decides for its own people.
public struct OrganizationPage: Page {
    public var organization: Organization
    public var sites: Int
    /// People who sign in without a second factor, or will.
    public var exempt: Int
    public var form: PolicyForm
    public var errors: [FieldError]
    public var isStale: Bool

    public init(
        organization: Organization, sites: Int, exempt: Int, form: PolicyForm? = nil, errors: [FieldError] = [], isStale: Bool = false
    ) {
        self.organization = organization
        self.sites = sites
        self.exempt = exempt
        self.form = form ?? PolicyForm(organization)
        self.errors = errors.ofFields
        self.isStale = isStale
    }

    public var title: Phrase { .organizationTitle }
    public var room: Room? { .organization }

    public func body(_ h: Sheet) {
        h.heading(.verbatim(organization.name.text)) {
            if h.may(.organizationEdit), !organization.isOperator { h.go(.organizationEditDetails, to: h.links.partner(organization.id)) }
        }
        facts(h)
        h.part(.policyTitle, lead: .policyLead) {
            if h.may(.policyEdit) { policyForm(h) } else { policyFacts(h) }
        }
        if h.may(.organizationArchive) { h.part(.archivesTitle, lead: .archivesLead) { h.go(.archivesOpen, to: h.links.archives) } }
    }

    private func facts(_ h: Sheet) {
        h.dl(.class("facts")) {
            h.fact(.kind) { h.text("\(h.say(organization.kind.name)): \(h.say(organization.kind.meaning))") }
            if !organization.isOperator {
                h.fact(.asNumbers) { h.text(organization.asns.isEmpty ? "–" : organization.asns.map { "AS\($0)" }.joined(separator: ", ")) }
            }
            h.fact(.status) { h.state(organization.status == .active ? .ok : .bad, organization.status.name) }
            h.fact(.sitesTitle) { h.a(.siteCount(sites), h.links.sites) }
        }
        if !h.may(.organizationEdit) { h.why(.organizationHowToChange(h.context.operatorName)) }
    }

    private func policyForm(_ h: Sheet) {
        if isStale { h.note(.warning) { h.p(Conflict.staleVersion(current: nil).phrase) } }
        if !h.isConfirmed { h.confirmFirst(.policyConfirmFirst, next: h.links.organization) }
        h.post(to: h.links.organizationPolicy, .class("form")) {
            h.problems(errors, named: PolicyForm.label)
            h.hidden("version", String(form.version))
            h.fieldset(.class("group")) {
                h.legend(.policySecondFactor)
                h.checkbox("allows_exemption", checked: form.allowsExemption, .policyExemption, meaning: .policyExemptionMeans(exempt))
            }
            h.longField(
                Field(
                    "email_domains", .policyDomains, value: form.emailDomains, hint: .policyDomainsHint, problem: problem("email_domains"),
                    need: .optional), rows: 3)
            h.field(
                Field(
                    "inactivity_days", .policyInactivity, value: form.inactivityDays, hint: .policyInactivityHint,
                    problem: problem("inactivity_days"), need: .optional),
                type: "text", autocomplete: "off", Attribute("inputmode", "numeric"))
            h.div(.class("deeds")) { h.submit(.policySave, .primary) }
        }
    }

    private func problem(_ name: String) -> FieldProblem? {
        errors.first { $0.field == name }?.problem
    }

    private func policyFacts(_ h: Sheet) {
        let policy = organization.policy
        h.dl(.class("facts")) {
            h.fact(.policySecondFactor) { h.text(policy.allowsExemption ? .policyExemption : .policyEveryone) }
            h.fact(.policyDomains) {
                h.text(policy.emailDomains.isEmpty ? h.say(.policyAnyDomain) : policy.emailDomains.map(\.text).joined(separator: ", "))
            }
            h.fact(.policyInactivity) { h.text(policy.inactivityDays.map { Phrase.days($0) } ?? .policyNever) }
        }
        if let level = h.context.reader?.actor.level { h.why(Matrix.reason(.policyEdit, at: level)) }
    }
}

/// The organization's own policy as it was typed.
public struct PolicyForm: Sendable, Equatable {
    public var allowsExemption = false
    /// One a line, or with commas or spaces between.
    public var emailDomains = ""
    public var inactivityDays = ""
    public var version: Int64 = 0

    public init(_ organization: Organization) {
        allowsExemption = organization.policy.allowsExemption
        emailDomains = organization.policy.emailDomains.map(\.text).joined(separator: "\n")
        inactivityDays = organization.policy.inactivityDays.map(String.init) ?? ""
        version = organization.version
    }

    /// From the items of a posted form, decoded. An absent box is a box not ticked.
    public init(items: some Sequence<(name: String, value: String)>) {
        for (name, value) in items {
            switch name {
            case "allows_exemption": allowsExemption = true
            case "email_domains": emailDomains = value
            case "inactivity_days": inactivityDays = value
            case "version": version = Int64(value) ?? 0
            default: break
            }
        }
    }

    public var input: OrganizationInput {
        var input = OrganizationInput()
        input.allowsExemption = allowsExemption
        input.emailDomains = emailDomains.split { $0.isWhitespace || $0 == "," || $0 == ";" }.map(String.init)
        input.inactivityDays = inactivityDays
        return input
    }

    static func label(_ field: String) -> Phrase { field == "email_domains" ? .policyDomains : .policyInactivity }
}
