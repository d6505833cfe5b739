import Domain
import Markup
import Pages

/// The pages of those on their way in or out, of the account, and of the demo, each in its states.
extension Sample {
    static let lena = EmailAddress(stored: "lena.ortiz@nordlys.example")

    static let offer = InvitationPage.Offer(
        organization: "Nordlys Fiber", kind: .network, level: .engineering, name: "Lena Ortiz", email: lena, contactKind: .person,
        roles: [(.noc, ["Oslo 1", "Bergen 1"]), (.engineering, [])], sites: ["Tromsø 1"], inviter: "Ingrid Moen", isByOperator: false,
        ends: now + .days(6))

    static let people = DemoPeople(
        groups: [
            DemoPeople.Group(
                organization: "Meridian Pictures",
                personas: [
                    DemoPeople.Persona(id: id(1).text, name: "Noor Haddad", level: .operatorAdmin, access: .active),
                    DemoPeople.Persona(id: id(2).text, name: "Will Auden", level: .partnerManager, access: .active),
                ]),
            DemoPeople.Group(
                organization: "Nordlys Fiber",
                personas: [
                    DemoPeople.Persona(id: id(3).text, name: "Ingrid Moen", level: .admin, access: .active),
                    DemoPeople.Persona(id: id(4).text, name: "Tor Eriksen", level: .engineering, access: .suspended),
                    DemoPeople.Persona(
                        id: id(5).text, name: "Maximiliana Featherstonehaugh-Cholmondeley", level: .readOnly, access: .invited),
                ]),
        ], passphrase: "seven lamps under the gate")

    static let factors = OwnFactors(
        passkeys: [OwnFactors.Factor(id: "passkey.a", name: "Firefox on Linux", added: now - .days(90), lastUsed: now - .hours(6))],
        apps: [OwnFactors.Factor(id: "code.b", name: "Phone", added: now - .days(80), lastUsed: nil)], unusedRecoveryCodes: 8,
        hasPassphrase: true)

    static let sessions = [
        OwnSession(
            id: "1", device: "Firefox on Linux", address: "192.0.2.17", organization: "Nordlys Fiber", started: now - .hours(2),
            lastUsed: now, isThis: true),
        OwnSession(
            id: "2", device: "Safari on iPhone", address: "2001:db8:40:1::17", organization: "Sørnett", started: now - .hours(30),
            lastUsed: now - .hours(20), isThis: false),
    ]

    static func account(isConfirmed: Bool, pending: Bool = false, errors: [FieldError] = []) -> AccountPage {
        AccountPage(
            contact: contacts[0], email: EmailAddress(stored: "ingrid.moen@nordlys.example"),
            pendingEmail: pending ? EmailAddress(stored: "ingrid@nordlys.example") : nil,
            factors: factors, sessions: sessions, isConfirmed: isConfirmed, device: "Firefox on Linux", errors: errors)
    }

    static let held = HeldForm(target: Link("/users"), fields: [(name: "last_name", value: "Dahl"), (name: "level", value: "admin")])

    static var staleAccount: AccountPage {
        var page = account(isConfirmed: true)
        page.form.title = "Chief engineer"
        page.meanwhile = SavedMeanwhile(present: ContactForm(contacts[0]), by: "Aksel Lund", at: now - .minutes(2))
        return page
    }

    static let codes = [
        "7kq2m-x3v9d-0h4ts-rw8ne-5yb1c", "a9fze-62kpm-qd0r7-h3xvj-w4t8s", "c1ymn-5gb0k-zt9q3-ep7wd-r2h6x", "kd8vr-q0a4j-3mwth-x6c9n-2bpz7",
        "w3hq6-n9t2e-c5vkx-7a0rd-mj8gp", "0zp4b-t7ykd-x2mhq-9wcr6-v3na1", "h5tsj-8dq1c-k0vbn-m4x7z-e9yr2", "pm6gr-2wz8x-d3hqt-0c5kn-7vya9",
        "x9ben-4kjt0-q7rcm-z1hvd-8ws3p", "3vdqc-m0x5h-y8apk-r6wt2-n7zg4",
    ]

    static let matters: [MailMatter] =
        [
            .invitation(
                organization: "Nordlys Fiber", level: .engineering, inviter: "Ingrid Moen", isByOperator: false, token: "sdi_abc",
                ends: now + .days(7)),
            .invitation(
                organization: "Nordlys Fiber", level: .admin, inviter: "Noor Haddad", isByOperator: true, token: "sdi_abc",
                ends: now + .days(7)),
            .emailConfirm(organization: "Nordlys Fiber", new: "lena@nordlys.example", token: "sdm_abc", ends: now + .days(7)),
            .emailNotice(
                organization: "Nordlys Fiber", new: "lena@nordlys.example", by: "Lena Ortiz", token: "sdu_abc", ends: now + .hours(72)),
            .emailChanged(organization: "Nordlys Fiber", new: "noc2@nordlys.example", by: "Ingrid Moen"),
            .recovery(organization: "Nordlys Fiber", starter: "Ingrid Moen", token: "sdr_abc", ends: now + .hours(24)),
            .signInLink(token: "sdl_abc", ends: now + .hours(4)),
            .recoveryNotice(organization: "Nordlys Fiber", person: "Lena Ortiz", starter: "Ingrid Moen"),
            .newDevice(device: "Firefox on Linux", at: now),
            .inactivityWarning(organization: "Nordlys Fiber", days: 180, ends: now),
            .inactivitySuspended(organization: "Nordlys Fiber", days: 180),
        ] + MailMatter.SignInChange.allCases.map { .signInChanged($0, at: now, device: "Firefox on Linux") }

    static let sender = MailSender(
        origin: "https://portal.meridian.example", operatorName: "Meridian Pictures",
        support: EmailAddress(stored: "access@meridian.example"))

    static func mails(_ language: Language) -> [DemoMailPage.Mail] {
        matters.enumerated().map {
            DemoMailPage.Mail(
                id: "m\($0.offset)", recipient: lena, at: now - .minutes(Int64($0.offset)),
                letter: MailLetter($0.element, in: language, from: sender))
        }
    }

    /// By name; whether somebody is signed in who sees it.
    static let doorPages: [(name: String, page: any Page, isSignedIn: Bool)] =
        [
            ("sign-in", SignInPage(), false),
            ("sign-in-wrong", SignInPage(next: Link("/users"), email: "lena.ortiz@nordlys.example", problem: .wrong), false),
            ("sign-in-ended", SignInPage(next: Link("/users"), problem: .sessionEnded), false),
            ("sign-in-demo", SignInPage(demo: people), false),
            ("second-step", SecondStepPage(hasCode: true, hasRecoveryCode: true, hasPasskey: true, isWrong: true), false),
            ("second-step-passkey", SecondStepPage(hasCode: false, hasRecoveryCode: true, hasPasskey: true), false),
            ("sign-in-slowed", SlowedPage(email: "lena.ortiz@nordlys.example", seconds: 90), false),
            ("sign-in-link-asked", SignInLinkAskedPage(), false),
            ("sign-in-link", SignInLinkPage(token: "sdl_abc", email: lena, ends: now + .hours(4), problem: .wrong), false),
            ("cannot-sign-in", CannotSignInPage(), false),
            (
                "invitation",
                InvitationPage(token: "sdi_abc", offer: offer, way: .newSignIn(device: "Firefox on Linux"), refusal: .tooShort(missing: 3)),
                false
            ),
            ("invitation-sign-in", InvitationPage(token: "sdi_abc", offer: offer, way: .signInFirst), false),
            ("invitation-you", InvitationPage(token: "sdi_abc", offer: offer, way: .asYou("Lena Ortiz")), true),
            (
                "invitation-another",
                InvitationPage(
                    token: "sdi_abc", offer: offer,
                    way: .asAnother(EmailAddress(stored: "ingrid.moen@nordlys.example"), name: "Ingrid Moen")), true
            ),
            ("first-admin", FirstAdminPage(token: "sda_abc", firstName: "Noor", errors: [FieldError("last_name", .missing)]), false),
            ("enroll", EnrollPage(device: "Firefox on Linux", exemptFrom: now + .hours(1)), false),
            (
                "authenticator",
                AuthenticatorPage(
                    ceremony: "sdc_abc", qr: AuthenticatorPage.QR(extent: 29, path: "M4 4h7v1h-7zM4 5h1v6h-1zM10 5h1v6h-1zM6 6h3v3h-3z"),
                    key: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", name: "Phone", isWrong: true, isFirst: true), false
            ),
            ("recovery-codes", RecoveryCodesPage(codes: codes, isAfterFactor: true, next: Link("/")), true),
            (
                "confirm-held",
                ConfirmPage(
                    next: Link("/users/new"), held: held, email: EmailAddress(stored: "ingrid.moen@nordlys.example"), hasPassphrase: true,
                    hasPasskey: true, hasCode: true), true
            ),
            ("confirmed", ConfirmedPage(held: held, back: Link("/users/new")), true),
            ("account-stale", staleAccount, true),
            ("account", account(isConfirmed: false), true),
            (
                "account-open",
                account(isConfirmed: true, pending: true, errors: [FieldError("email", .emailTaken), FieldError("phone", .notAPhone)]), true
            ),
            ("passphrase", PassphrasePage(email: lena, isFirst: false, refusal: .common), true),
            (
                "confirm",
                ConfirmPage(
                    next: Link("/account"), email: lena, hasPassphrase: true, hasPasskey: true, hasCode: true, problem: .passphrase,
                    demoPassphrase: "seven lamps under the gate"), true
            ),
            (
                "confirm-code",
                ConfirmPage(next: Link("/account"), email: lena, hasPassphrase: false, hasPasskey: true, hasCode: true, problem: .code),
                true
            ),
            (
                "recovery",
                RecoveryPage(
                    token: "sdr_abc", organization: "Nordlys Fiber", name: "Lena Ortiz", email: lena, starter: "Ingrid Moen",
                    ends: now + .hours(20)), false
            ),
            (
                "email-confirm",
                EmailChangePage(
                    token: "sdm_abc", deed: .confirm, organization: "Nordlys Fiber", name: "Lena Ortiz", old: lena,
                    new: EmailAddress(stored: "lena@nordlys.example"), ends: now + .days(7)), false
            ),
            (
                "email-undo",
                EmailChangePage(
                    token: "sdu_abc", deed: .undo, organization: "Nordlys Fiber", name: "Lena Ortiz", old: lena,
                    new: EmailAddress(stored: "lena@nordlys.example"), ends: now + .hours(70), problem: Conflict.emailTaken.phrase), false
            ),
            ("email-done", EmailChangedPage(.confirm), false),
            ("email-undone", EmailChangedPage(.undo), false),
            ("demo", DemoPage(people: people), false),
            ("demo-mail", DemoMailPage(mails: mails(.english), open: "m3"), false),
            ("demo-no-mail", DemoMailPage(mails: []), false),
        ] + DeadLinkPage.Kind.allCases.map { ("dead-\($0)", DeadLinkPage($0, isExpired: $0 == .recovery), false) }
}
