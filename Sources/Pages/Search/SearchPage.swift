import Domain
import Markup

/// The results of a search for anything: the page behind the command palette, and its whole without a script.
public struct SearchPage: Page {
    public var words: String
    public var findings: [Finding]

    public init(words: String, findings: [Finding]) {
        self.words = words
        self.findings = findings
    }

    public var title: Phrase { .searchTitle }

    public func body(_ h: Sheet) {
        h.heading(.searchTitle)
        h.element("form", [.class("filters"), .action(h.links.search), .role("search")]) {
            h.input(
                .type("search"), .name("q"), .value(words), .label(h.say(.searchEverything)),
                Attribute("placeholder", h.say(.searchEverything)),
                Attribute("autocomplete", "off"), Attribute("autofocus", if: words.isEmpty))
            h.button(h.say(.search), .type("submit"), .class("button"))
        }
        if findings.isEmpty { return h.empty(.searchNothing(words), .nothingFound) }
        h.ul(.class("plain findings")) {
            for finding in findings {
                h.li(.class("waits-row")) {
                    h.a(finding.label, .href(finding.link))
                    h.small(finding.note)
                }
            }
        }
    }
}

/// One thing that a search found.
public struct Finding: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        case page, contact, site, organization
    }

    public var kind: Kind
    public var label: String
    /// Where it is, in a few words.
    public var hint: String
    public var link: Link

    public init(_ kind: Kind, _ label: String, hint: String = "", to link: Link) {
        self.kind = kind
        self.label = label
        self.hint = hint
        self.link = link
    }

    /// What it is, and where.
    public var note: Phrase {
        let name = kind.name
        return hint.isEmpty ? name : Phrase(en: "\(name.en) · \(hint)", es: "\(name.es) · \(hint)")
    }

    /// The pages that the reader may open and whose names have words beginning like those of `text`; the first ones
    /// when it is empty.
    public static func pages(_ text: String, for context: PageContext) -> [Finding] {
        guard let reader = context.reader else { return [] }
        let sheet = Sheet(context), links = context.links
        var pages: [(Phrase, Link)] = [(.home, links.home)]
        if reader.actor.level.isStaff { pages += [(.organizationsTitle, links.organizations), (.staffTitle, links.staff)] }
        if sheet.mayMakePartners { pages.append((.partnerAdd, links.organizationNew)) }
        if reader.actor.reach(.mailView).contains(.allPartners) { pages.append((.mailTitle, links.mail)) }
        if !reader.actor.level.isStaff || reader.looking != nil {
            pages += [
                (.usersTitle, links.users), (.toldTitle, links.told), (.sitesTitle, links.sites), (.organizationTitle, links.organization),
            ]
            if sheet.may(.contactCreate) { pages.append((.addContact, links.userNew)) }
            if sheet.may(.siteEdit) { pages.append((.siteAdd, links.siteNew)) }
        }
        if sheet.may(.activityView) { pages.append((.activityTitle, links.activity)) }
        if sheet.may(.tokenView) { pages += [(.tokensTitle, links.tokens), (.manualTitle, links.manual)] }
        pages += [(.account, links.account), (.permissionsTitle, links.permissions), (.helpTitle, links.help)]
        let words = text.searchWords
        return pages.filter { page in
            let names = sheet.say(page.0).searchWords
            return words.allSatisfy { word in names.contains { $0.hasPrefix(word) } }
        }.map { Finding(.page, sheet.say($0.0), hint: reader.looking?.name ?? "", to: $0.1) }
    }
}
