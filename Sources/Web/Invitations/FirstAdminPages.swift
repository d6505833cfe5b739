import Domain
import HTTPTypes
import Pages
import Store

/// The first Operator admin comes by a link that the server printed. It looks like an invitation's, and is told from one
/// by its prefix.
extension Knock {
    var isFirstAdmin: Bool { token.hasPrefix("sda_") }

    func firstAdminPage() async throws -> Reply {
        guard try await store.isFirstAdminLinkOpen(token) else { return page(DeadLinkPage(.firstAdmin), status: .gone) }
        return page(FirstAdminPage(token: token))
    }

    func createFirstAdmin() async throws -> Reply {
        guard try await store.isFirstAdminLinkOpen(token) else { return page(DeadLinkPage(.firstAdmin), status: .gone) }
        do {
            let admin = try introduction()
            let hash = try await portal.chosenPassphrase(form, avoiding: [admin.firstName.text, admin.lastName.text, admin.email.text])
            return .signedIn(
                try await store.createFirstAdmin(
                    token, admin, as: .passphrase(hash: hash), browser: browser, from: origin, postman: portal.postman),
                next: nil)
        } catch Trouble.invalid(let errors) {
            return again(errors, nil)
        } catch let refusal as PassphraseRefusal {
            return again([], refusal)
        } catch Trouble.conflict(.linkUsedOrExpired) {
            return page(DeadLinkPage(.firstAdmin), status: .gone)
        }
    }

    private func introduction() throws -> FirstAdmin {
        var check = FieldCheck()
        let first = check.required("first_name", form["first_name"]) { raw throws(FieldProblem) in try Line(raw, limit: 80) }
        let last = check.required("last_name", form["last_name"]) { raw throws(FieldProblem) in try Line(raw, limit: 80) }
        let email = check.required("email", form["email"]) { raw throws(FieldProblem) in try EmailAddress(raw) }
        try check.finish()
        guard let first, let last, let email else { throw Trouble.invalid([]) }
        return FirstAdmin(firstName: first, lastName: last, email: email, language: context.language)
    }

    private func again(_ errors: [FieldError], _ refusal: PassphraseRefusal?) -> Reply {
        page(
            FirstAdminPage(
                token: token, firstName: form["first_name"] ?? "", lastName: form["last_name"] ?? "", email: form["email"] ?? "",
                errors: errors, refusal: refusal), status: .unprocessableContent)
    }
}
