import Domain
import Markup

/// Sets an authenticator app up: scan or type the key, then prove by a code that it works.
public struct AuthenticatorPage: Page {
    /// A QR code as the path of its dark modules in a square of `extent` modules.
    public struct QR: Sendable, Hashable {
        public var extent: Int
        public var path: String

        public init(extent: Int, path: String) {
            self.extent = extent
            self.path = path
        }
    }

    public var ceremony: String
    /// Nil when the text is too long for one; the key is enough.
    public var qr: QR?
    /// The key in base32.
    public var key: String
    public var name: String
    public var isWrong: Bool
    /// True while the reader has no second factor yet.
    public var isFirst: Bool

    public init(ceremony: String, qr: QR?, key: String, name: String, isWrong: Bool = false, isFirst: Bool) {
        self.ceremony = ceremony
        self.qr = qr
        self.key = key
        self.name = name
        self.isWrong = isWrong
        self.isFirst = isFirst
    }

    public var title: Phrase { .setUpApp }
    public var room: Room? { .account }
    public var frame: Frame { .door }
    public var isShownOnce: Bool { true }

    public func body(_ h: Sheet) {
        h.h1(.setUpApp)
        h.part(.scanKey, lead: .scanKeyHow) {
            if let qr { drawing(h, qr) }
            h.p(.orTypeKey, .class("hint"))
            h.p(.class("key")) {
                h.code(grouped)
                h.copyButton(key)
            }
        }
        h.part(.proveApp) {
            if isWrong { h.note(.bad, Conflict.codeWrong.phrase) }
            h.post(to: h.links.accountTOTP) {
                h.hidden("ceremony", ceremony)
                h.field(Field("name", .appName, value: name, hint: .appNameMeans, need: .free))
                h.field(Field("code", .code, hint: .codeHint), autocomplete: "one-time-code", Attribute("inputmode", "numeric"))
                h.div(.class("deeds")) {
                    h.submit(.addApp, .primary)
                    h.go(.goBack, to: isFirst ? h.links.enroll : h.links.account)
                }
            }
        }
    }

    private func drawing(_ h: Sheet, _ qr: QR) {
        h.svg(
            .class("qr"), Attribute("viewBox", "0 0 \(qr.extent) \(qr.extent)"), .role("img"), .label(h.say(.qrMeans)),
            Attribute("shape-rendering", "crispEdges")
        ) {
            h.element("path", [Attribute("d", qr.path)])
        }
    }

    /// In fours, to be read and typed.
    private var grouped: String {
        var text = ""
        for (position, letter) in key.enumerated() {
            if position > 0, position % 4 == 0 { text += " " }
            text.append(letter)
        }
        return text
    }
}
