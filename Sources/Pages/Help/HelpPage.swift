import Domain
import Markup

/// Help: whom to write to, what levels and roles mean, and what to do when one cannot sign in. Every refusal leads here.
public struct HelpPage: Page {
    public var admins: [ErrorPage.Admin]

    /// - Parameter admins: the Admins of the reader's own organization.
    public init(admins: [ErrorPage.Admin]) {
        self.admins = admins
    }

    public var title: Phrase { .helpTitle }
    public var room: Room? { .help }

    public func body(_ h: Sheet) {
        h.heading(.helpTitle, lead: .helpLead)
        whom(h)
        h.part(.helpLevels, lead: .helpLevelsLead) {
            h.dl(.class("facts")) {
                for level in h.levelsOfOrganization { h.fact(level.name) { h.text(level.meaning) } }
            }
            h.p { h.a(.theWholeTable, h.links.permissions) }
        }
        h.part(.helpRoles, lead: .helpRolesLead) {
            h.dl(.class("facts")) {
                for role in ContactRole.allCases { h.fact(role.name) { h.text(role.told) } }
            }
            h.p { h.a(.toldTitle, h.links.told) }
        }
        h.part(.helpSignIn) {
            h.ul {
                for way: Phrase in [.helpLostPassphrase, .helpLostFactor, .helpNoCodes, .helpOldInvitation, .helpSuspended] { h.li(way) }
            }
            h.p { h.a(.helpCannotSignIn, h.links.cannotSignIn) }
        }
        h.part(.export) {
            h.ul {
                for rule: Phrase in [.helpExportWhat, .helpExportChunks, .helpExportFormulas] { h.li(rule) }
            }
        }
        h.part(.helpKeys) {
            h.dl(.class("facts")) {
                h.fact(.verbatim("Ctrl K")) { h.text(.searchEverything) }
                h.fact(.verbatim("↑ ↓")) { h.text(.helpKeysRows) }
                h.fact(.helpEscape) { h.text(.helpKeysEscape) }
            }
        }
    }

    private func whom(_ h: Sheet) {
        h.part(.helpWhom) {
            h.dl(.class("facts")) {
                if !admins.isEmpty {
                    h.fact(.helpAdmins) {
                        h.ul(.class("plain")) { for admin in admins { person(h, admin) } }
                        h.why(.helpAdminsFor)
                    }
                }
                h.fact(.helpOperator(h.context.operatorName)) {
                    if let support = h.context.support {
                        h.a(support.text, .href(.mail(to: support.text)))
                        h.why(.helpOperatorFor)
                    } else {
                        h.text(.helpNoSupport)
                    }
                }
            }
            h.why(.helpRequestNumber)
        }
    }

    private func person(_ h: Sheet, _ helper: ErrorPage.Admin) {
        h.li {
            h.text(helper.name)
            if let email = helper.email {
                h.text(" ")
                h.a(email.text, .href(.mail(to: email.text)))
            }
        }
    }
}
