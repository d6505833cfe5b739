import Domain
import Testing

/// The seed page's rules: who is told what.
@Suite("Who is told")
struct NoticeTests {
    let oslo = Identifier<Site>(stored: "00000000-0000-7000-8000-000000000001")
    let bergen = Identifier<Site>(stored: "00000000-0000-7000-8000-000000000002")
    let person = Identifier<Contact>(stored: "00000000-0000-7000-8000-00000000000a")

    func told(_ notice: Notice, at site: Identifier<Site>?, _ roles: HeldRole...) -> Int {
        notice.recipients(at: site, among: [(person, Assignment(roles: Set(roles)))]).count
    }

    @Test("NOC hears of outreach and maintenance, and of nothing else", arguments: Notice.allCases)
    func noc(_ notice: Notice) {
        #expect(told(notice, at: oslo, HeldRole(.noc, at: nil)) == ([.outreach, .maintenance].contains(notice) ? 1 : 0))
    }

    @Test("Logistics, Customs and Shipping hear of logistics", arguments: [ContactRole.logistics, .customs, .shipping])
    func logistics(_ role: ContactRole) {
        #expect(told(.logistics, at: oslo, HeldRole(role, at: oslo)) == 1)
        #expect(told(.maintenance, at: oslo, HeldRole(role, at: oslo)) == 0)
    }

    @Test("a role at one site is not heard at another; one held everywhere is heard at all")
    func sites() {
        #expect(told(.maintenance, at: bergen, HeldRole(.noc, at: oslo)) == 0)
        #expect(told(.maintenance, at: bergen, HeldRole(.noc, at: nil)) == 1)
    }

    @Test("deployment status goes by the survey: all roles but Customs, and nobody before there is one")
    func deployment() {
        #expect(!Notice.deployment.roles.contains(.customs))
        #expect(Notice.deployment.roles.count == ContactRole.allCases.count - 1)
        #expect(told(.deployment, at: oslo, HeldRole(.noc, at: nil)) == 0)
    }
}
