import Domain
import Markup

/// What a request gets that cannot be answered as asked: what happened, which rule, and what to do next. Never more
/// than the reader may know.
public struct ErrorPage: Page {
    public enum Reason: Sendable {
        /// 403. The matrix said no; `helpers` are the Admins of the reader's own organization.
        case refused(Refusal, helpers: [Admin])
        /// 403. The form did not come from a page of this session.
        case staleForm
        /// 404. Not there, or not to be known of.
        case notFound
        /// 405
        case wrongMethod
        /// 409
        case conflict(Conflict)
        /// 413
        case tooLarge
        /// 421. The demo, under a name that is not this machine's.
        case misdirected
        /// 422. Where there is no page to show the errors on.
        case invalid([FieldError])
        /// 429
        case tooMany(seconds: Int)
        /// 500
        case fault
        /// 503
        case unavailable
    }

    /// Somebody who can do what the reader may not.
    public struct Admin: Sendable, Hashable {
        public var name: String
        public var email: EmailAddress?

        public init(name: String, email: EmailAddress?) {
            self.name = name
            self.email = email
        }

        public init(_ details: ContactDetails) {
            self.init(name: details.fullName, email: details.email)
        }
    }

    public var reason: Reason
    /// The form that was sent and could not be taken for now.
    public var held: HeldForm?

    public init(_ reason: Reason, held: HeldForm? = nil) {
        self.reason = reason
        self.held = held
    }

    public var isShownOnce: Bool { held != nil }

    /// The status code that goes with it (RFC 9110, RFC 6585).
    public var status: Int {
        switch reason {
        case .refused, .staleForm: 403
        case .notFound: 404
        case .wrongMethod: 405
        case .conflict: 409
        case .tooLarge: 413
        case .misdirected: 421
        case .invalid: 422
        case .tooMany: 429
        case .fault: 500
        case .unavailable: 503
        }
    }

    public var title: Phrase {
        switch reason {
        case .refused(let refusal, _): .notAllowed(refusal.level.name)
        case .staleForm: .formTooOld
        case .notFound: .notFoundTitle
        case .wrongMethod: .wrongMethodTitle
        case .conflict: .conflictTitle
        case .tooLarge: .tooLargeTitle
        case .misdirected: .misdirectedTitle
        case .invalid(let errors): .fieldsToMend(errors.count)
        case .tooMany: .tooManyTitle
        case .fault: .faultTitle
        case .unavailable: .unavailableTitle
        }
    }

    public func body(_ h: Sheet) {
        h.section(.class("question")) {
            h.p(String(status), .class("code"))
            h.h1(title)
            explanation(h)
            if held != nil { h.p(.stillHere) }
            h.div(.class("deeds")) {
                if let held { h.deed(.sendAgain, .primary, to: held.target, carrying: held.fields) }
                h.go(
                    h.context.reader == nil ? .signInTitle : .toHome, held == nil ? .primary : .plain,
                    to: h.context.reader == nil ? h.links.signIn : h.links.home)
                h.go(.helpTitle, to: h.context.reader == nil ? h.links.cannotSignIn : h.links.help)
            }
            h.p(h.say(.requestNumber(h.context.requestID)), .class("why"))
        }
    }

    private func explanation(_ h: Sheet) {
        switch reason {
        case .refused(let refusal, let helpers): refused(h, refusal, helpers)
        case .staleForm: h.p(.formTooOldWhy)
        case .notFound: h.p(.notFoundWhy)
        case .wrongMethod: h.p(.wrongMethodWhy)
        case .conflict(let conflict): h.p(conflict.phrase)
        case .tooLarge: h.p(.tooLargeWhy)
        case .misdirected: h.p(.misdirectedWhy)
        case .invalid(let errors):
            h.ul { for error in errors { h.li("\(error.field): \(h.say(error.problem.phrase))") } }
        case .tooMany(let seconds): h.p(.tooManyWhy(Dates.span(seconds: UInt64(max(60, seconds)))))
        case .fault: h.p(.faultWhy)
        case .unavailable: h.p(.unavailableWhy)
        }
    }

    private func refused(_ h: Sheet, _ refusal: Refusal, _ helpers: [Admin]) {
        h.dl(.class("facts")) {
            h.fact(.asked) { h.text(refusal.permission.name) }
            h.fact(.theRule) {
                h.text(Matrix.reason(refusal.permission, at: refusal.level))
                h.text(" ")
                h.a(.theWholeTable, h.links.permissions)
            }
            if !helpers.isEmpty { h.fact(.whoCanHelp) { people(h, helpers) } }
        }
    }

    private func people(_ h: Sheet, _ helpers: [Admin]) {
        h.ul(.class("plain")) {
            for helper in helpers {
                h.li {
                    h.text(helper.name)
                    if let email = helper.email {
                        h.text(" ")
                        h.a(email.text, .href(.mail(to: email.text)))
                    }
                }
            }
        }
    }
}
