import Domain
import Markup

/// What the demo has besides the portal: everybody's place, and everybody's mail.
public struct DemoPage: Page {
    public var people: DemoPeople

    public init(people: DemoPeople) {
        self.people = people
    }

    public var title: Phrase { .demoTools }
    public var frame: Frame { .door }

    public func body(_ h: Sheet) {
        h.h1(.demoTools)
        h.p(.demoPeopleLead, .class("lead"))
        h.div(.class("deeds")) { h.go(.demoReadMail, to: h.links.demoMails) }
        h.personas(people, withWay: true)
        h.part(.demoRealWay) {
            h.p(.demoRealWayMeans)
            h.p {
                h.text(.demoPassphrase)
                h.text(" ")
                h.code(people.passphrase)
            }
            h.div(.class("deeds")) {
                h.go(.signInTitle, to: h.links.signIn)
                h.go(.demoNewCodes, .quiet, to: h.links.demo)
            }
        }
    }
}
