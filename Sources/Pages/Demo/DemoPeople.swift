import Domain
import Markup

/// The made-up people of the demo, in whose place anybody may step with one click.
public struct DemoPeople: Sendable {
    public struct Persona: Sendable, Hashable, Identifiable {
        public var id: String
        public var name: String
        public var level: Level
        public var access: AccessStatus
        public var email: String
        /// What their authenticator app shows now; nil for whoever has none.
        public var code: String?

        public init(id: String, name: String, level: Level, access: AccessStatus, email: String = "", code: String? = nil) {
            self.id = id
            self.name = name
            self.level = level
            self.access = access
            self.email = email
            self.code = code
        }
    }

    public struct Group: Sendable, Hashable {
        public var organization: String
        /// Nobody of a suspended organization can sign in.
        public var isSuspended: Bool
        public var personas: [Persona]

        public init(organization: String, isSuspended: Bool = false, personas: [Persona]) {
            self.organization = organization
            self.isSuspended = isSuspended
            self.personas = personas
        }
    }

    public var groups: [Group]
    /// Everybody's passphrase, for those who want to see the real way in.
    public var passphrase: String

    public init(groups: [Group], passphrase: String) {
        self.groups = groups
        self.passphrase = passphrase
    }
}

extension Sheet {
    /// On the sign-in page, beneath the real way in.
    ///
    /// - Parameter next: where to go afterwards; nil for the home page.
    func demoPeople(_ demo: DemoPeople, next: Link? = nil) {
        section(.class("part")) {
            h2(.demoPeopleTitle)
            p(.demoPeopleLead, .class("lead"))
            personas(demo, next: next)
            p(.class("why")) {
                a(.demoRealWay, links.demo)
                text(" · ")
                a(.demoReadMail, links.demoMails)
            }
        }
    }

    /// One fold for each organization; the first is open.
    ///
    /// - Parameters:
    ///   - withWay: also what each of them signs in with.
    ///   - next: where to go afterwards; nil for the home page.
    func personas(_ demo: DemoPeople, withWay: Bool = false, next: Link? = nil) {
        for (position, group) in demo.groups.enumerated() {
            details(.class("personas"), .open(position == 0)) {
                summary {
                    b(group.organization)
                    small(.people(group.personas.count))
                    icon(.down)
                }
                if group.isSuspended { why(.partnerIsSuspended) }
                post(to: links.demoSignIn) {
                    if let next { hidden("next", next.text) }
                    for persona in group.personas {
                        let canSignIn = persona.access == .active && !group.isSuspended
                        self.persona(persona, isButton: canSignIn)
                        if withWay, canSignIn { way(of: persona) }
                    }
                }
            }
        }
    }

    private func way(of persona: DemoPeople.Persona) {
        p(.class("persona-way")) {
            span(persona.email)
            if let shown = persona.code { code(shown) } else { small(.demoNoCode) }
        }
    }

    /// Whoever could not sign in either is shown with the reason, and is no button.
    private func persona(_ persona: DemoPeople.Persona, isButton: Bool) {
        if isButton {
            button(.class("persona"), .type("submit"), .name("persona"), .value(persona.id)) {
                span(persona.name)
                small(persona.level.name)
            }
        } else {
            p(.class("persona")) {
                span(persona.name)
                small {
                    text(persona.level.name)
                    text(" · ")
                    text(persona.access.name)
                }
            }
        }
    }
}
