import Domain
import Markup

/// Portal access: at which level, and the deeds that fit the present state.
extension ContactPanel {
    func access(_ h: Sheet, _ filter: ContactFilter) {
        let levels = h.levelsOffered(for: contact)
        let mayGrant = h.may(.accessGrant, contact.target) && !levels.isEmpty
        h.section(.class("access")) {
            h.h3(.portalAccess)
            if mayGrant {
                if isLastAdmin {
                    h.note(.idle, Conflict.lastTopLevel.phrase)
                } else if contact.access == .suspended {
                    // At the level they have, the head of the panel resumes them.
                    h.details(.class("careful")) {
                        h.summary { h.text(.resumeAtLevel) }
                        choose(h, levels, filter)
                    }
                } else {
                    choose(h, levels, filter)
                }
            } else {
                h.p { h.b(contact.level.name) }
                h.p(contact.level.meaning, .class("hint"))
                // What else is missing has its reason above.
                if contact.id == h.context.reader?.actor.contact { h.why(.ownLevelElsewhere) }
            }
            exemption(h)
            recovering(h)
            deeds(h, mayGrant, filter)
        }
    }

    /// The levels that the reader may give, each with its meaning; none is offered that the server would refuse.
    private func choose(_ h: Sheet, _ levels: [Level], _ filter: ContactFilter) {
        if contact.details.email == nil {
            h.why(Conflict.noAddress.phrase)
            return
        }
        let present = contact.level == .none ? (levels.count == 1 ? levels.first : nil) : contact.level
        h.post(to: filter.applied(to: h.links.userAccess(contact.id)), .class("level")) {
            if let version = form.version { h.hidden("version", String(version)) }
            h.radios(
                Field(
                    "level", .level, value: form.level.isEmpty ? present?.rawValue ?? "" : form.level,
                    problem: ContactForm.problem(of: "level", in: errors)),
                levels.map { Answer($0.rawValue, $0.name, meaning: $0.meaning) })
            if levels.count < h.levelsOfOrganization.count - 1, let level = h.context.reader?.actor.level { h.why(.offersOnly(level)) }
            h.topLevelAsks(levels)
            h.submit(contact.access == .none ? .invite : contact.access == .suspended ? .resumeAtLevel : .setLevel)
        }
    }

    /// The deed that a state waits for, where the eye is first: resuming, and the link that proves a mailbox.
    func waiting(_ h: Sheet, _ filter: ContactFilter) {
        let version = form.version.map { [(name: "version", value: String($0))] } ?? []
        let mayGrant = h.may(.accessGrant, contact.target) && !h.levelsOffered(for: contact).isEmpty
        if isUnproven {
            h.note(.warning) {
                h.p(.mailboxUnproven)
                if mayGrant { h.deed(.mailLinkAgain, to: filter.applied(to: h.links.userResend(contact.id)), carrying: version) }
            }
        }
        if mayGrant, contact.access == .suspended {
            h.note(.idle) {
                h.p(.resumeMeans)
                h.deed(
                    .resumeNamed(contact.details.fullName), .primary, to: filter.applied(to: h.links.userResume(contact.id)),
                    carrying: version)
            }
        }
    }

    private func exemption(_ h: Sheet) {
        guard let moment = contact.exemptFrom else { return }
        h.why(contact.isExempt(at: h.context.now) ? .exemptSince(h.dates.absolute(moment)) : .exemptFrom(h.dates.absolute(moment)))
    }

    /// Whoever may start a recovery sees the one that is under way.
    private func recovering(_ h: Sheet) {
        guard let recovery, h.may(.recoveryStart, contact.target) else { return }
        h.note(.warning, .recoveryUnderWay(recovery.by, since: h.dates.absolute(recovery.at), until: h.dates.absolute(recovery.ends)))
    }

    private func deeds(_ h: Sheet, _ mayGrant: Bool, _ filter: ContactFilter) {
        guard contact.access != .none, !isLastAdmin else { return }
        let name = contact.details.fullName
        let version = form.version.map { [(name: "version", value: String($0))] } ?? []
        if !toldAlone.isEmpty { h.why(.onlyHolderStays(name)) }
        h.div(.class("careful-deeds")) {
            if mayGrant, contact.access == .invited || contact.access == .expired {
                h.deed(.resend, to: filter.applied(to: h.links.userResend(contact.id)), carrying: version)
            }
            if contact.access == .active, contact.id != h.context.reader?.actor.contact, h.may(.accessSuspend, contact.target) {
                h.careful(
                    .endSessions, consequence: .endSessionsMeans, button: .endSessionsOf(name), .plain,
                    to: filter.applied(to: h.links.userSessionsEnd(contact.id)), carrying: version)
            }
            if contact.access == .active, h.may(.accessSuspend, contact.target) {
                h.careful(
                    .suspend, consequence: .suspendMeans, button: .suspendNamed(name),
                    to: filter.applied(to: h.links.userSuspend(contact.id)), carrying: version)
            }
            if mayGrant {
                let isOpen = contact.access == .invited || contact.access == .expired
                h.careful(
                    isOpen ? .revokeInvitation : .revoke, consequence: isOpen ? .revokeInvitationMeans : .revokeMeans,
                    button: isOpen ? .revokeInvitationOf(name) : .revokeNamed(name), to: filter.applied(to: h.links.userRevoke(contact.id)),
                    carrying: version)
            }
            if contact.access == .active, !isUnproven, contact.id != h.context.reader?.actor.contact,
                h.may(.recoveryStart, contact.target)
            {
                h.careful(
                    .startRecovery, consequence: .recoveryMeans, button: .startRecoveryOf(name),
                    .plain, to: filter.applied(to: h.links.userRecovery(contact.id)), carrying: version)
            }
        }
    }
}

extension Sheet {
    /// Says of a top level among those offered that it needs a recent proof of who is here, where there is none.
    func topLevelAsks(_ levels: [Level]) {
        guard !isConfirmed, let top = levels.first(where: \.isTop) else { return }
        why(.topLevelAsks(top.name))
    }

    /// Every level that people of the organization on the page can have, None first.
    var levelsOfOrganization: [Level] {
        context.reader?.subject.kind == .operator ? Level.ofStaff : Level.ofPartners
    }

    /// The levels with access that the reader may give to `contact`: the matrix admits it as it is and as it would be.
    func levelsOffered(for contact: Contact) -> [Level] {
        guard may(.accessLevel, contact.target) else { return [] }
        return levelsOfOrganization.filter { level in
            level != .none && may(.accessLevel, .contact(contact.id, level: level, of: contact.organization))
        }
    }
}
