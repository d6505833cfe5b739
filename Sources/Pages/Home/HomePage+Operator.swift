import Domain
import Markup

/// What waits for the operator's staff.
extension HomePage {
    func operatorsMatters(_ h: Sheet) {
        headlessList(h)
        parkedList(h)
    }

    private func headlessList(_ h: Sheet) {
        group(h, headless.total, shown: headless.rows.count, Phrase.homeHeadless, to: h.links.organizations.query("show", "headless")) {
            for partner in headless.rows {
                h.li(.class("waits-row")) {
                    h.div {
                        h.p { h.a(partner.organization.name, .href(h.links.partner(partner.organization.id))) }
                        h.p(.class("waits-why")) {
                            if let invited = partner.invited {
                                h.status(invited)
                                h.span(invited.details.fullName)
                            } else {
                                h.span(.homeNoAdminYet)
                            }
                        }
                    }
                    h.div(.class("deeds")) { headlessDeed(h, partner) }
                }
            }
        }
    }

    private func headlessDeed(_ h: Sheet, _ partner: Headless) {
        let links = h.links.into(partner.organization.id)
        if let invited = partner.invited {
            if h.context.reader?.actor.may(.accessGrant, invited.target) == true { h.deed(.resend, to: links.userResend(invited.id)) }
        } else if h.context.reader?.actor.reach(.contactCreate).contains(.allPartners) == true {
            h.go(.partnerInviteAdmin, to: h.links.partnerAdmin(partner.organization.id))
        }
    }

    private func parkedList(_ h: Sheet) {
        group(h, parked.total, shown: parked.rows.count, Phrase.homeParked, to: h.links.mail.query("state", MailPage.State.parked.rawValue))
        {
            for mail in parked.rows {
                h.li(.class("waits-row")) {
                    h.div {
                        h.p { h.text("\(mail.recipient.text) · \(h.say(MailPage.kind(mail.kind)))") }
                        if let reason = mail.reason { h.p(reason, .class("waits-why")) }
                    }
                    h.div(.class("deeds")) { h.retry(mail) }
                }
            }
        }
    }
}
