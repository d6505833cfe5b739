import Domain
import Markup

/// What one signs in with. It can be changed after a recent proof of who one is; until then the page shows it and says so.
extension AccountPage {
    func signingIn(_ h: Sheet) {
        h.section(.class("part"), .id("signing-in")) {
            h.h2(.signingIn)
            if isConfirmed {
                h.p(.signingInLead, .class("lead"))
            } else {
                h.confirmFirst(.confirmFirst, next: h.links.account.anchor("signing-in"))
            }
            address(h)
            passphrase(h)
            passkeys(h)
            apps(h)
            recoveryCodes(h)
        }
    }

    private func address(_ h: Sheet) {
        way(h, .email, .signInAddressMeans) {
            h.p { h.b(email.text) }
            if isUnproven { h.note(.warning, .ownMailboxUnproven) }
            if let pendingEmail { h.note(.warning, .emailChangePending(pendingEmail.text)) }
            guard isConfirmed, h.may(.contactEdit, contact.target) else { return }
            h.post(to: h.links.accountEmail, .class("line")) {
                if let version = form.version { h.hidden("version", String(version)) }
                h.field(
                    Field(
                        "email", .newEmail, value: errors.contains { $0.field == "email" } ? form.email : "",
                        hint: .ownEmailIsConfirmed,
                        problem: errors.first { $0.field == "email" }?.problem, prefix: "email"), type: "email", autocomplete: "email")
                h.submit(.changeEmail)
            }
        }
    }

    private func passphrase(_ h: Sheet) {
        way(h, .passphrase, factors.hasPassphrase ? .passphraseSet : .passphraseNotSet) {
            if isConfirmed { h.go(factors.hasPassphrase ? .changePassphrase : .setPassphrase, to: h.links.accountPassphrase) }
        }
    }

    private func passkeys(_ h: Sheet) {
        way(h, .passkeys, .passkeysMean) {
            list(h, factors.passkeys, removal: .removePasskeyMeans, link: h.links.accountPasskey, naming: h.links.accountPasskeyName)
            if isConfirmed {
                h.passkeyForm(
                    PasskeyForm(
                        deed: .create, label: .addPasskey, target: h.links.accountPasskeys, options: h.links.accountPasskeyOptions,
                        complaint: .passkeyNotAdded)
                ) {
                    h.field(Field("name", .passkeyName, value: device, hint: .passkeyNameMeans, need: .free, prefix: "passkey"))
                }
            }
        }
    }

    private func apps(_ h: Sheet) {
        way(h, .authenticatorApps, .appsMean) {
            list(h, factors.apps, removal: .removeAppMeans, link: h.links.accountTOTPKey, naming: h.links.accountTOTPName)
            if isConfirmed { h.deed(.addApp, to: h.links.accountTOTP) }
        }
    }

    private func recoveryCodes(_ h: Sheet) {
        way(h, .recoveryCodes, .recoveryCodesMean) {
            h.state(factors.unusedRecoveryCodes > 2 ? .ok : .warning, .recoveryCodesLeft(factors.unusedRecoveryCodes))
            if isConfirmed {
                if factors.unusedRecoveryCodes == 0 {
                    h.deed(.makeRecoveryCodes, to: h.links.accountRecoveryCodes)
                } else {
                    h.careful(
                        .makeRecoveryCodes, consequence: .makeRecoveryCodesMeans, button: .replaceRecoveryCodes, .plain,
                        to: h.links.accountRecoveryCodes)
                }
            }
        }
    }

    /// One way to sign in: its name and meaning at the left, what there is of it at the right.
    private func way(_ h: Sheet, _ name: Phrase, _ meaning: Phrase, content: () -> Void) {
        h.section(.class("way")) {
            h.div {
                h.h3(name)
                h.p(meaning, .class("hint"))
            }
            h.div(content: content)
        }
    }

    private func rename(_ h: Sheet, _ factor: OwnFactors.Factor, at link: Link) {
        h.details(.class("rename")) {
            h.summary(.renameFactor)
            h.post(to: link, .class("line")) {
                h.field(
                    Field("name", .passkeyName, value: factor.name, prefix: factor.id),
                    Attribute("maxlength", String(OwnFactors.Factor.nameLimit)))
                h.submit(.saveName)
            }
        }
    }

    private func list(_ h: Sheet, _ factors: [OwnFactors.Factor], removal: Phrase, link: (String) -> Link, naming: (String) -> Link) {
        guard !factors.isEmpty else { return h.p(.noneYet, .class("why")) }
        h.ul(.class("plain factors")) {
            for factor in factors {
                h.li {
                    h.b(factor.name)
                    h.small(.addedAndUsed(h.dates.date(factor.added), factor.lastUsed.map(h.dates.short)))
                    if isConfirmed {
                        rename(h, factor, at: naming(factor.id))
                        h.careful(.removeFactor, consequence: removal, button: .removeFactorNamed(factor.name), to: link(factor.id))
                    }
                }
            }
        }
    }
}
