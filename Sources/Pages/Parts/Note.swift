import Domain
import Markup

extension Sheet {
    /// Something worth knowing before going on: `.warning` for what needs somebody, `.bad` for what failed, `.ok` for what
    /// is done, `.idle` for the rest.
    public func note(_ tone: Tone, content: () -> Void) {
        div(.class("note", tone.class)) {
            raw(tone.shape)
            div(content: content)
        }
    }

    public func note(_ tone: Tone, _ phrase: Phrase) {
        note(tone) { p(phrase) }
    }

    /// The result of the last deed; read out by screen readers.
    func outcome() {
        guard let outcome = context.outcome else { return }
        div(.class("note", outcome.tone.class), .role("status")) {
            raw(outcome.tone.shape)
            div { p(context.outcomeInWords ?? (outcome == .contactInvited && !context.sendsMail ? .invitedWithoutMail : outcome.phrase)) }
        }
        gapsOpened()
    }

    /// The gaps that the last deed opened, each with the way to close it.
    private func gapsOpened() {
        guard !context.opened.isEmpty else { return }
        note(.warning) {
            p { b(.gapsOpened(context.opened.count)) }
            ul(.class("plain gaps")) {
                for gap in context.opened.prefix(Sheet.gapsShown) { gapLine(gap) { text(.gapNow(gap.notice, at: gap.site?.called)) } }
                if context.opened.count > Sheet.gapsShown { li { a(.homeMore(context.opened.count - Sheet.gapsShown), links.told) } }
            }
        }
    }

    /// So many gaps are listed; the rest stands on the page of who is told.
    static let gapsShown = 6

    /// One gap in words, and what closes it.
    func gapLine(_ gap: UsersPage.Gap, words: () -> Void) {
        li(.class("gap")) {
            span(content: words)
            closing(gap)
        }
    }

    /// The way to whoever could take the role; for those who may give none, the reason.
    func closing(_ gap: UsersPage.Gap) {
        if may(.contactAssign) {
            a(
                .class("button"), .href(links.gap(gap.notice, at: gap.site?.id, back: context.here)), Attribute("data-pick"),
                .label(say(.giveRoleFor(gap.notice, at: gap.site?.called)))
            ) { text(.homeGiveRole) }
        } else {
            why(.whyNoAssign(isStaff: context.reader?.actor.level.isStaff ?? false))
        }
    }
}
