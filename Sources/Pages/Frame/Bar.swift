import Domain
import Markup

extension Sheet {
    /// The slim bar on top: where one is, search, language, me. What opens from it are popovers of the platform, which
    /// need no script and close by Escape.
    ///
    /// - Parameter isShownOnce: without the language, which would leave the page.
    func bar(isShownOnce: Bool) {
        header(.class("bar")) {
            button(.class("menu"), .type("button"), Attribute("popovertarget", "rooms")) {
                icon(.menu)
                span(.menu)
            }
            a("Stagedoor", .class("mark"), .href(links.home))
            organizationSwitch()
            search()
            languageSwitch(isShownOnce: isShownOnce)
            me(isShownOnce: isShownOnce)
        }
    }

    private func organizationSwitch() {
        guard let reader = context.reader else { return }
        if reader.others.isEmpty {
            span(.class("org")) { organizationName(reader.organization) }
        } else {
            button(.class("org"), .type("button"), Attribute("popovertarget", "organizations")) {
                organizationName(reader.organization)
                icon(.down)
            }
            div(.id("organizations"), .class("menu-sheet"), Attribute("popover", "auto")) {
                p(.switchTo, .class("menu-title"))
                for other in reader.others {
                    post(to: links.switchOrganization) {
                        hidden("organization", other.id.text)
                        button(.class("menu-item"), .type("submit")) { organizationName(other) }
                    }
                }
            }
        }
    }

    private func organizationName(_ organization: OrganizationBadge) {
        span(organization.name, .class("org-name"))
        if let numbers = organization.numbers { small(numbers) }
    }

    private func search() {
        a(.class("find"), .href(links.search), .data("data-palette", links.palette), Attribute("aria-keyshortcuts", "Control+K")) {
            icon(.search)
            span(.searchEverything)
            kbd("Ctrl K")
        }
    }

    /// The other language, by its own name.
    func languageSwitch(isShownOnce: Bool) {
        guard !isShownOnce else { return span(.languageLater, .class("why language")) }
        let other: Language = context.language == .english ? .spanish : .english
        post(to: links.preferences, .class("language")) {
            hidden("back", context.here.text)
            hidden("language", other.rawValue)
            button(other.ownName, .type("submit"), .class("bar-link"), .lang(other.rawValue))
        }
    }

    private func me(isShownOnce: Bool) {
        guard let reader = context.reader else { return }
        button(.class("me"), .type("button"), .label(say(.menuOf(reader.actor.name))), Attribute("popovertarget", "me")) {
            text(reader.initials)
        }
        div(.id("me"), .class("menu-sheet"), Attribute("popover", "auto")) {
            p(.class("menu-title")) {
                b(reader.actor.name)
                small(say(.levelAt(reader.actor.level.name, reader.organization.name)))
            }
            a(say(.account), .class("menu-item"), .href(links.account))
            if !isShownOnce { themeSwitch() }
            post(to: links.signOut) { button(say(.signOut), .type("submit"), .class("menu-item")) }
        }
    }

    private func themeSwitch() {
        post(to: links.preferences, .class("themes")) {
            hidden("back", context.here.text)
            span(.theme, .class("label"))
            for theme in Theme.allCases {
                button(
                    say(theme.name), .type("submit"), .name("theme"), .value(theme.rawValue),
                    Attribute("aria-pressed", theme == context.theme ? "true" : "false"))
            }
        }
    }

    func demoStrip() {
        guard context.isDemo else { return }
        aside(.class("strip demo"), .label(say(.demo))) {
            span(.demoWorld)
            a(.demoTools, links.demo)
        }
    }

    /// Staff inside a partner are told so on every page, and that the partner is told, too.
    func lookingStrip() {
        guard let looking = context.reader?.looking else { return }
        aside(.class("strip looking"), .label(looking.name)) {
            span(.lookingAt(looking.name))
            a(.leavePartner, links.partner(looking.id))
        }
    }

    /// Go anywhere, find anyone. The script opens it by Ctrl-K; without one, the link in the bar leads to a page of its own.
    func palette() {
        dialog(.id("palette"), .label(say(.searchEverything))) {
            element("form", [.action(links.search), .role("search")]) {
                input(
                    .type("search"), .name("q"), .label(say(.searchEverything)), Attribute("placeholder", say(.searchEverything)),
                    Attribute("autocomplete", "off"), .role("combobox"), Attribute("aria-expanded", "true"),
                    Attribute("aria-controls", "palette-list"))
            }
            ul(.id("palette-list"), .role("listbox"), .label(say(.searchResults)), Attribute("data-empty", say(.nothingFound))) {}
            p(.paletteKeys, .class("hint"))
        }
    }
}
