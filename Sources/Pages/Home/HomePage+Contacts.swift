import Domain
import Markup

/// What waits in the reader's own organization.
extension HomePage {
    func invitations(_ h: Sheet) {
        var filter = ContactFilter()
        filter.statuses = [.invited, .expired]
        group(h, lapsing.total, shown: lapsing.rows.count, Phrase.homeLapsing, to: filter.applied(to: h.links.users)) {
            for contact in lapsing.rows {
                row(h, contact) {
                    h.status(contact)
                    h.small(contact.level.name)
                } deeds: {
                    if h.may(.accessGrant, contact.target) { h.deed(.resend, to: h.links.userResend(contact.id)) }
                }
            }
        }
    }

    func gapList(_ h: Sheet) {
        let shown = gaps.prefix(6)
        group(h, gaps.count, shown: shown.count, Phrase.homeGaps, to: h.links.told) {
            for gap in shown {
                h.li(.class("waits-row")) {
                    h.div {
                        h.p { h.b(gap.notice.name) }
                        h.p { h.text(.homeGap(gap.notice, at: gap.site?.called)) }
                    }
                    h.div(.class("deeds")) { h.closing(gap) }
                }
            }
        }
    }

    func unseenList(_ h: Sheet) {
        var filter = ContactFilter()
        filter.statuses = [.active]
        filter.sort = .lastSignIn
        group(h, unseen.total, shown: unseen.rows.count, Phrase.homeUnseen, to: filter.applied(to: h.links.users)) {
            for contact in unseen.rows {
                row(h, contact) {
                    if let last = contact.lastSignIn { h.span(.lastSeen(h.dates.full(last))) } else { h.span(.neverSeen) }
                    h.small(contact.level.name)
                } deeds: {
                    if h.may(.accessSuspend, contact.target), contact.id != h.context.reader?.actor.contact {
                        h.careful(
                            .suspend, consequence: .suspendMeans,
                            more: (alone[contact.id] ?? []).map { .onlyToldOf($0.notice, at: $0.site?.called) },
                            button: .suspendNamed(contact.details.fullName),
                            to: h.links.userSuspend(contact.id),
                            carrying: [("version", String(contact.version))])
                    }
                }
            }
        }
    }

    func pendingList(_ h: Sheet) {
        group(h, pending.total, shown: pending.rows.count, Phrase.homePending, to: nil) {
            for change in pending.rows {
                row(h, change.contact) {
                    h.span(.emailPendingAt(change.address.text))
                    h.span(.linkWorksUntil(h.dates.full(change.ends)))
                } deeds: {
                    let isMine = change.contact.id == h.context.reader?.actor.contact
                    h.go(isMine ? .account : .homeLook, to: isMine ? h.links.account : h.links.user(change.contact.id))
                }
            }
        }
    }

    func exemptList(_ h: Sheet) {
        group(h, exempt.total, shown: exempt.rows.count, Phrase.homeExempt, to: nil) {
            for contact in exempt.rows {
                row(h, contact) {
                    if let moment = contact.exemptFrom {
                        h.span(
                            contact.isExempt(at: h.context.now)
                                ? .homeExemptSince(h.dates.date(moment)) : .homeExemptFrom(h.dates.full(moment)))
                    }
                } deeds: {
                    h.go(.homeLook, to: h.links.user(contact.id))
                }
            }
            h.li { h.p { h.a(.homeExemptPolicy, h.links.organization) } }
        }
    }

    private func row(_ h: Sheet, _ contact: Contact, about: () -> Void, deeds: () -> Void) {
        h.li(.class("waits-row")) {
            h.div {
                h.p { h.a(contact.details.fullName, .href(h.links.user(contact.id))) }
                h.p(.class("waits-why"), content: about)
            }
            h.div(.class("deeds"), content: deeds)
        }
    }

    /// One kind of thing that waits; its heading counts, and leads to what it counts. Nothing when there is none.
    func group(_ h: Sheet, _ count: Int, shown: Int, _ title: (Int) -> Phrase, to link: Link?, rows: () -> Void) {
        guard count > 0 else { return }
        h.section(.class("part waits")) {
            h.h2 {
                if let link { h.a(title(count), link) } else { h.text(title(count)) }
            }
            h.ul(.class("plain"), content: rows)
            if count > shown, let link { h.p { h.a(.homeMore(count - shown), link) } }
        }
    }
}
