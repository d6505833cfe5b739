import Domain
import Markup

/// The organization as one file: how far one is that is being made, and those that can be taken.
public struct ArchivesPage: Page {
    public var archives: [Archive]

    public init(archives: [Archive]) {
        self.archives = archives
    }

    public var title: Phrase { .archivesTitle }
    public var room: Room? { .organization }

    private var isUnderWay: Bool { archives.contains { $0.state.isUnderWay } }

    public func body(_ h: Sheet) {
        h.heading(.archivesTitle, lead: .archivesLead) { h.go(.organizationTitle, .quiet, to: h.links.organization) }
        // Looked at again by the script, as long as something is under way.
        h.div(.id("archives"), isUnderWay ? Attribute("data-watch", "1000") : .nothing) {
            if archives.isEmpty {
                h.empty(.archivesNone, .archivesNoneWhy) { ask(h) }
            } else {
                h.div(.class("tools")) {
                    h.p(.archivesCount(archives.count), .class("count"))
                    h.div(.class("deeds")) { if isUnderWay { h.go(.archivesLookAgain, to: h.links.archives) } else { ask(h) } }
                }
                table(h)
            }
        }
        h.part(.archivesWhat) {
            h.ul(.class("steps")) {
                for fact: Phrase in [.archivesHolds, .archivesLacks, .archivesKept(Archive.most), .archivesRecorded, .archivesImport] {
                    h.li(fact)
                }
            }
        }
    }

    private func ask(_ h: Sheet) {
        if h.isConfirmed {
            h.deed(.archiveAsk, .primary, to: h.links.archives)
        } else {
            h.confirmFirst(.archiveConfirmFirst, next: h.links.archives)
        }
    }

    private func table(_ h: Sheet) {
        h.table(.class("rows"), .role("table"), .label(h.say(.archivesTitle))) {
            h.thead(.role("rowgroup")) {
                h.tr(.role("row")) {
                    for column: Phrase in [.archiveAsked, .status, .archiveSize, .archiveEnds] {
                        h.th(h.say(column), .role("columnheader"), Attribute("scope", "col"))
                    }
                    h.th(.role("columnheader"), Attribute("scope", "col")) { h.span(h.say(.deed), .class("unseen")) }
                }
            }
            h.tbody(.role("rowgroup")) { for archive in archives { row(h, archive) } }
        }
    }

    private func row(_ h: Sheet, _ archive: Archive) {
        h.tr(.role("row")) {
            h.td(.role("cell"), .class("entry")) { h.shortMoment(archive.askedAt) }
            h.td(.role("cell")) { state(h, archive) }
            h.td(.role("cell"), .class("fact"), Attribute("data-label", h.say(.archiveSize))) {
                h.text(archive.size.map { .bytes($0) } ?? .verbatim("–"))
            }
            h.td(.role("cell"), .class("fact"), Attribute("data-label", h.say(.archiveEnds))) {
                if let ends = archive.endsAt, archive.state == .ready { h.shortMoment(ends) } else { h.text("–") }
            }
            h.td(.role("cell"), .class("deed")) {
                h.div(.class("deeds")) {
                    if archive.state == .ready { h.go(.archiveTake, to: h.links.archiveFile(archive.id)) }
                    h.careful(
                        archive.state.isUnderWay ? .archiveStop : .archiveRemove, consequence: .archiveRemoveMeans,
                        button: .archiveRemoveNow, to: h.links.archiveRemove(archive.id))
                }
            }
        }
    }

    private func state(_ h: Sheet, _ archive: Archive) {
        switch archive.state {
        case .waiting: h.state(.idle, .archiveWaits)
        case .making:
            h.state(.idle, .archiveMade(archive.done, of: archive.total))
            h.element(
                "progress",
                [
                    Attribute("max", String(max(archive.total, 1))), Attribute("value", String(archive.done)),
                    .label(h.say(.archiveMade(archive.done, of: archive.total))),
                ]
            ) {}
        case .ready:
            h.state(.ok, .archiveReady(archive.total))
            if let hash = archive.sha256 {
                h.details {
                    h.summary(.archiveSum)
                    h.code(hash)
                }
            }
        case .failed: h.state(.bad, .archiveFailed)
        }
    }
}
