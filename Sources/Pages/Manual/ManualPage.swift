import Domain
import Markup

/// How a program uses the portal: the rules that hold everywhere, then every call with an example that runs.
///
/// Calls, fields and examples are the interface's own words, which are English in every language.
public struct ManualPage: Page {
    public struct Group: Sendable {
        public var noun: String
        public var calls: [Call]

        public init(_ noun: String, _ calls: [Call]) {
            self.noun = noun
            self.calls = calls
        }
    }

    public struct Call: Sendable {
        /// One member of a request, or one parameter.
        public struct Item: Sendable {
            public var name: String
            public var about: String
            public var isRequired: Bool

            public init(_ name: String, _ about: String, isRequired: Bool) {
                self.name = name
                self.about = about
                self.isRequired = isRequired
            }
        }

        /// Unique on the page.
        public var id: String
        public var method: String
        public var path: String
        public var summary: String
        public var permission: Permission
        public var parameters: [Item]
        public var members: [Item]
        /// A command line.
        public var example: String
        public var status: Int
        /// What the answer looks like; nil where there is none.
        public var answer: String?

        public init(
            id: String, method: String, path: String, summary: String, permission: Permission, parameters: [Item], members: [Item],
            example: String, status: Int, answer: String?
        ) {
            self.id = id
            self.method = method
            self.path = path
            self.summary = summary
            self.permission = permission
            self.parameters = parameters
            self.members = members
            self.example = example
            self.status = status
            self.answer = answer
        }
    }

    public var groups: [Group]
    /// The first thing to try.
    public var first: String
    public var document: Link

    public init(groups: [Group], first: String, document: Link) {
        self.groups = groups
        self.first = first
        self.document = document
    }

    public var title: Phrase { .manualTitle }
    public var room: Room? { .account }

    public func body(_ h: Sheet) {
        h.heading(.manualTitle, lead: .manualLead) {
            h.go(.tokensManage, .primary, to: h.links.tokens)
            h.go(.manualDocument, .quiet, to: document)
        }
        h.part(.manualStart) {
            h.p(.manualToken)
            code(h, first)
        }
        h.part(.manualRules) {
            h.dl(.class("facts")) {
                for (name, rule) in Phrase.manualRulesList { h.fact(name) { h.text(rule) } }
            }
        }
        for group in groups {
            h.section(.class("part"), .id(group.noun), Attribute("lang", "en")) {
                h.h2(.verbatim(group.noun))
                for call in group.calls { self.call(h, call) }
            }
        }
    }

    private func call(_ h: Sheet, _ call: Call) {
        h.details(.class("call"), .id(call.id)) {
            h.summary {
                h.code("\(call.method) \(call.path)")
                h.span(call.summary)
            }
            h.div {
                h.p(.class("hint"), Attribute("lang", h.context.language.rawValue)) {
                    h.text(.manualNeeds)
                    h.text(" ")
                    h.a(h.say(call.permission.name), .href(h.links.permissions))
                }
                if call.permission.isForPeopleOnly {
                    h.p(.class("hint"), Attribute("lang", h.context.language.rawValue)) { h.text(.manualInPerson) }
                }
                list(h, .manualParameters, call.parameters)
                list(h, .manualMembers, call.members)
                code(h, call.example)
                h.p(.manualAnswer(call.status), .class("hint"))
                if let answer = call.answer { h.div(.class("copyable")) { h.code(answer, .class("lines")) } }
            }
        }
    }

    private func list(_ h: Sheet, _ name: Phrase, _ items: [Call.Item]) {
        guard !items.isEmpty else { return }
        h.p(name, .class("hint"))
        h.dl(.class("facts")) {
            for item in items {
                h.div {
                    h.dt {
                        h.code(item.name)
                        if item.isRequired { h.small(.manualRequired) }
                    }
                    h.dd { h.text(item.about) }
                }
            }
        }
    }

    private func code(_ h: Sheet, _ text: String) {
        h.div(.class("copyable")) {
            h.code(text)
            h.copyButton(text)
        }
    }
}
