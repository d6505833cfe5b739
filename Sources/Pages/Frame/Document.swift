import Domain
import Markup

extension Sheet {
    /// The whole document around `page`. There is no inline style and no inline script, so that the policy can be strict.
    func document(_ page: some Page) {
        raw("<!doctype html>")
        element("html", [.lang(context.language.rawValue), Attribute("data-theme", context.theme.rawValue)]) {
            element("head") { head(page.title(for: context)) }
            element(
                "body",
                [
                    .class(isAtDoor(page) ? "door" : "portal"), .data("data-here", context.here), Attribute("data-leave", say(.unsaved)),
                    context.reader?.actor.contact.map { Attribute("data-reader", $0.text) } ?? .nothing,
                    Attribute("data-restored", say(.typedIsBack)),
                    Attribute("data-once", if: page.isShownOnce), context.unsaved.map { Attribute("data-unsaved", $0) } ?? .nothing,
                ]
            ) {
                a(say(.skipToContent), .class("skip"), .href(toID: "main"))
                if isAtDoor(page) { door(page) } else { portal(page) }
            }
        }
    }

    private func isAtDoor(_ page: some Page) -> Bool {
        context.reader == nil || page.frame == .door
    }

    private func head(_ title: Phrase) {
        meta(Attribute("charset", "utf-8"))
        meta(.name("viewport"), Attribute("content", "width=device-width, initial-scale=1"))
        meta(.name("color-scheme"), Attribute("content", colorScheme))
        let place = context.reader.map { [$0.subject.name] } ?? []
        self.title(([say(title)] + place + ["Stagedoor"]).joined(separator: " · "))
        link(Attribute("rel", "stylesheet"), .href(Assets.styles.link))
        link(Attribute("rel", "icon"), .href(Assets.icon.link), .type("image/svg+xml"))
        element("script", [.src(Assets.script.link), Attribute("nonce", context.nonce), Attribute("defer")])
    }

    /// Told before the styles arrive, so that the first paint has the right background.
    private var colorScheme: StaticString {
        switch context.theme {
        case .auto: "light dark"
        case .light: "light"
        case .dark: "dark"
        }
    }

    private func portal(_ page: some Page) {
        demoStrip()
        bar(isShownOnce: page.isShownOnce)
        lookingStrip()
        div(.class("frame")) {
            navigation(page.room)
            main(.id("main"), Attribute("tabindex", "-1")) {
                outcome()
                page.body(self)
            }
        }
        palette()
    }

    private func door(_ page: some Page) {
        demoStrip()
        header(.class("bar")) {
            a("Stagedoor", .class("mark"), .href(links.home))
            languageSwitch(isShownOnce: page.isShownOnce)
        }
        main(.id("main"), .class("narrow"), Attribute("tabindex", "-1")) {
            outcome()
            page.body(self)
        }
        footer(.class("foot")) {
            if let support = context.support {
                span(.supportAt)
                text(" ")
                a(support.text, .href(.mail(to: support.text)))
            }
        }
    }
}
