import Domain
import Markup

/// The keys with which programs act: one's own, and for Admins all of the organization; and the form for a new one.
public struct TokensPage: Page {
    public var tokens: [Token]
    /// The secret that was just made, shown this once, and the token it belongs to.
    public var made: (token: Token, secret: String)?
    /// A new one can be made: in one's own organization, after a recent proof of who one is.
    public var canMake: Bool
    public var isConfirmed: Bool
    /// The id of the token that the form makes: sent twice, it makes one.
    public var next: Token.ID
    public var form: TokenForm
    public var errors: [FieldError]

    public init(
        tokens: [Token], made: (token: Token, secret: String)? = nil, canMake: Bool, isConfirmed: Bool, next: Token.ID,
        form: TokenForm = TokenForm(), errors: [FieldError] = []
    ) {
        self.tokens = tokens
        self.made = made
        self.canMake = canMake
        self.isConfirmed = isConfirmed
        self.next = next
        self.form = form
        self.errors = errors.ofFields
    }

    public var title: Phrase { .tokensTitle }
    public var room: Room? { .account }
    public var isShownOnce: Bool { made != nil }

    public func body(_ h: Sheet) {
        h.heading(.tokensTitle, lead: .tokensLead) {
            if !tokens.isEmpty { h.go(.export, .quiet, to: h.links.tokensExport) }
            h.go(.manualTitle, .quiet, to: h.links.manual)
        }
        if let made { shown(h, made.token, made.secret) }
        if tokens.isEmpty { h.empty(.tokensNone, .tokensNoneWhy) } else { table(h) }
        if canMake {
            h.part(.tokenNew, lead: .tokenNewLead) {
                if isConfirmed { maker(h) } else { h.confirmFirst(.confirmFirst, next: h.links.tokens) }
            }
        }
    }

    private func shown(_ h: Sheet, _ token: Token, _ secret: String) {
        h.note(.ok) {
            h.p(.tokenSecretOnce(token.name.text))
            h.p(.class("copyable")) {
                h.code(secret)
                h.copyButton(secret)
            }
        }
    }

    // MARK: the list

    private func table(_ h: Sheet) {
        h.table(.class("rows"), .role("table"), .label(h.say(.tokensTitle))) {
            h.thead(.role("rowgroup")) {
                h.tr(.role("row")) {
                    for name: Phrase in [.tokenName, .tokenOwner, .level, .tokenLastUsed, .tokenEnds, .status] {
                        h.th(h.say(name), .role("columnheader"), Attribute("scope", "col"))
                    }
                    h.th(.role("columnheader"), Attribute("scope", "col")) { h.span(h.say(.deed), .class("unseen")) }
                }
            }
            h.tbody(.role("rowgroup")) { for token in tokens { row(h, token) } }
        }
    }

    private func row(_ h: Sheet, _ token: Token) {
        h.tr(.role("row")) {
            h.td(.role("cell"), .class("entry")) {
                h.b(token.name.text)
                h.small("…\(token.hint)")
            }
            h.td(.role("cell")) { h.text(owner(h, token)) }
            h.td(.role("cell")) {
                h.text(token.level.name)
                if let permissions = token.permissions {
                    h.small { h.text(.tokenPermissions(permissions.sorted { $0.rawValue < $1.rawValue }.map(\.name))) }
                }
            }
            h.td(.role("cell"), .class("fact"), Attribute("data-label", h.say(.tokenLastUsed))) {
                if let used = token.lastUsedAt {
                    h.shortMoment(used)
                    if let from = token.lastUsedFrom { h.small(from) }
                } else {
                    h.text(.tokenNeverUsed)
                }
            }
            h.td(.role("cell"), .class("fact"), Attribute("data-label", h.say(.tokenEnds))) { h.shortMoment(token.endsAt) }
            h.td(.role("cell"), .class("fact")) {
                h.state(token.state.tone, token.state.name)
                if token.lacksMaker, token.state == .paused { h.small(h.say(.tokenMakerLost(token.person ?? h.say(.somebodyGone)))) }
            }
            h.td(.role("cell"), .class("deed")) { h.div(.class("deeds")) { deeds(h, token) } }
        }
    }

    private func owner(_ h: Sheet, _ token: Token) -> String {
        let person = token.person ?? h.say(.somebodyGone)
        return token.owner == nil ? h.say(.tokenOfOrganization(person)) : person
    }

    private func deeds(_ h: Sheet, _ token: Token) {
        guard token.state == .active || token.state == .paused, h.may(.tokenEdit, token.target) else { return }
        let carried = [(name: "version", value: String(token.version))]
        if token.lacksMaker {
            if canMake, isConfirmed {
                h.deed(.tokenTakeOver, .primary, to: h.links.tokenTakeOver(token.id), carrying: carried)
            } else {
                h.why(.tokenLacksMaker)
            }
        } else if token.state == .active {
            h.deed(.tokenPause, .quiet, to: h.links.tokenPause(token.id), carrying: carried)
        } else {
            h.deed(.tokenResume, .quiet, to: h.links.tokenResume(token.id), carrying: carried)
        }
        if canMake, isConfirmed, !token.lacksMaker, token.owner == nil || token.owner == h.context.reader?.actor.contact {
            h.careful(
                .tokenRotate, consequence: .tokenRotateMeans, button: .tokenRotateNow, .plain, to: h.links.tokenRotate(token.id),
                carrying: carried)
        }
        h.careful(
            .tokenEnd, consequence: .tokenEndMeans, button: .tokenEndNow(token.name.text), to: h.links.tokenEnd(token.id), carrying: carried
        )
    }

    // MARK: a new one

    private func maker(_ h: Sheet) {
        guard let reader = h.context.reader else { return }
        let levels = Level.ofPeople.filter { Matrix.covers(reader.actor.level, $0) }
        h.post(to: h.links.tokens, .class("form")) {
            h.hidden("id", next.text)
            h.problems(errors, named: TokenForm.label)
            h.field(Field("name", .tokenName, value: form.name, hint: .tokenNameMeans, problem: problem("name")))
            if h.may(.tokenEdit, .belonging(of: reader.organization.id)) {
                h.radios(
                    Field("owner", .tokenOwner, value: form.owner, problem: problem("owner")),
                    [
                        Answer("person", .tokenMine, meaning: .tokenMineMeans),
                        Answer("organization", .tokenOurs, meaning: .tokenOursMeans),
                    ])
            }
            h.choice(
                Field(
                    "level", .level, value: form.level.isEmpty ? levels.first?.rawValue ?? "" : form.level, hint: .tokenLevelMeans,
                    problem: problem("level")),
                options: levels.map { ($0.rawValue, h.say($0.name)) })
            h.field(
                Field("days", .tokenDays, value: form.days, hint: .tokenDaysMean, problem: problem("days")),
                Attribute("inputmode", "numeric"))
            h.details(.class("careful"), .id("f-permissions")) {
                h.summary { h.text(.tokenLess) }
                h.fieldset(.class("group")) {
                    h.legend(.tokenLessMeans)
                    for permission in Matrix.permissionsForTokens(at: reader.actor.level) {
                        h.checkbox(
                            "permissions", value: permission.rawValue, checked: form.permissions.contains(permission.rawValue),
                            permission.name)
                    }
                }
            }
            h.div(.class("deeds")) { h.submit(.tokenMake, .primary) }
        }
    }

    private func problem(_ name: String) -> FieldProblem? {
        errors.first { $0.field.prefix { $0 != "[" } == name }?.problem
    }
}

/// A token as it was asked for.
public struct TokenForm: Sendable, Equatable {
    public var name = ""
    public var owner = "person"
    public var level = ""
    public var days = "90"
    public var permissions: Set<String> = []

    public init() {}

    /// From the items of a posted form, decoded.
    public init(items: some Sequence<(name: String, value: String)>) {
        for (name, value) in items {
            switch name {
            case "name": self.name = value
            case "owner": owner = value
            case "level": level = value
            case "days": days = value
            case "permissions": permissions.insert(value)
            default: break
            }
        }
    }

    public var input: TokenInput {
        var input = TokenInput()
        (input.name, input.owner, input.level, input.days, input.permissions) = (
            name, owner, level, days, permissions.isEmpty ? nil : permissions.sorted()
        )
        return input
    }

    static func label(_ field: String) -> Phrase {
        switch field.prefix(while: { $0 != "[" }) {
        case "name": .tokenName
        case "owner": .tokenOwner
        case "days": .tokenDays
        case "permissions": .permissionsTitle
        default: .level
        }
    }
}
