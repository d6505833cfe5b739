import Domain
import Markup

/// Ten recovery codes, shown this once: to copy, to print, to keep as a file.
public struct RecoveryCodesPage: Page {
    public var codes: [String]
    /// What was just added with them, such as the first second factor.
    public var isAfterFactor: Bool
    public var next: Link

    public init(codes: [String], isAfterFactor: Bool = false, next: Link) {
        self.codes = codes
        self.isAfterFactor = isAfterFactor
        self.next = next
    }

    public var title: Phrase { .recoveryCodes }
    public var room: Room? { .account }
    public var frame: Frame { .door }
    public var isShownOnce: Bool { true }

    public func body(_ h: Sheet) {
        if isAfterFactor { h.note(.ok, .factorWorks) }
        h.h1(.recoveryCodes)
        h.p(.recoveryCodesKeep, .class("lead"))
        h.ol(.class("codes")) {
            for code in codes { h.li { h.code(code) } }
        }
        h.div(.class("deeds")) {
            h.post(to: h.links.accountRecoveryCodesText) {
                for code in codes { h.hidden("code", code) }
                h.submit(.keepAsFile)
            }
            h.copyButton(codes.joined(separator: "\n"))
            h.button(.class("button quiet"), .type("button"), Attribute("data-print")) { h.text(.print) }
        }
        h.note(.warning, .recoveryCodesOnce)
        h.div(.class("deeds")) { h.go(.keptThem, .primary, to: next) }
    }
}
