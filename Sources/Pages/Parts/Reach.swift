import Domain
import Markup

extension Sheet {
    /// How to reach somebody now: a number to tap, an address to tap, and what time it is where they are.
    ///
    /// - Parameter zone: what time is told; nil where it stands elsewhere.
    func reach(_ details: ContactDetails, at zone: TimeZoneName? = nil) {
        p(.class("reach")) {
            if let phone = details.phone {
                a(.class("button ring"), .href(.telephone(phone.text)), .label(say(.callNamed(details.fullName, phone.spaced)))) {
                    text(.call)
                    raw(" ")
                    span(phone.spaced, .class("number"))
                }
            }
            if let email = details.email {
                a(.class("button"), .href(.mail(to: email.text)), .label(say(.mailNamed(details.fullName, email.text)))) { text(.mailDeed) }
            }
            if let zone { small(.timeThere(clock(in: zone))) }
        }
    }
}
