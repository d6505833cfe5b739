import Domain
import Markup

extension AccountPage {
    /// Where one is signed in, the latest used first, and how to end it.
    func sessionsPart(_ h: Sheet) {
        h.section(.class("part"), .id("sessions")) {
            h.h2(.sessions)
            h.p(.sessionsLead, .class("lead"))
            h.table(.class("rows")) {
                h.thead {
                    h.tr {
                        for name: Phrase in [.device, .address, .organizationTitle, .sessionStarted, .sessionUsed] { h.th(name) }
                        h.th { h.span(h.say(.deed), .class("unseen")) }
                    }
                }
                h.tbody {
                    for session in sessions { row(h, session) }
                }
            }
            h.div(.class("deeds")) {
                if sessions.count > 1 { h.deed(.endOtherSessions, to: h.links.accountSessionsEnd, carrying: [("which", "others")]) }
                h.careful(
                    .signOutEverywhere, consequence: .signOutEverywhereMeans, button: .signOutEverywhereNow, to: h.links.accountSessionsEnd,
                    carrying: [("which", "all")])
            }
        }
    }

    private func row(_ h: Sheet, _ session: OwnSession) {
        h.tr {
            h.td(.class("name")) { h.b(session.device) }
            h.td(session.address)
            h.td(session.organization)
            h.td(Attribute("data-label", h.say(.sessionStarted))) { h.shortMoment(session.started) }
            h.td(Attribute("data-label", h.say(.sessionUsed))) { h.shortMoment(session.lastUsed) }
            h.td(.class("deed")) {
                if session.isThis {
                    h.state(.ok, .thisSession)
                } else {
                    h.deed(.endSession, .quiet, to: h.links.accountSessionEnd(session.id))
                }
            }
        }
    }
}
