import Credentials
import Domain
import HTTPTypes
import Pages
import Store

/// Keys with which programs act.
extension RouteList {
    mutating func tokenPages() {
        page(.get, .tokens, ViewTokens.self) { visit in try await visit.tokensPage() }
        page(.post, .tokens, EditTokens.self) { visit in
            try visit.requireConfirmation()
            let form = TokenForm(items: visit.form.pairs)
            do {
                let new = try form.input.validated()
                let id = visit.form["id"].flatMap { Token.ID($0) }
                let made = try await visit.store.write(visit.grant, from: visit.origin) { [postman = visit.postman] in
                    try $0.create(new, as: id, postman: postman)
                }
                return try await visit.tokensPage(made: made)
            } catch Trouble.conflict(.alreadyExists) {
                // The answer with the secret was loaded again.
                return .see(visit.links.tokens)
            } catch Trouble.invalid(let errors) {
                return try await visit.tokensPage(form: form, errors: errors, status: .unprocessableContent)
            }
        }
        page(.post, .tokenRotate, EditTokens.self) { visit in
            try visit.requireConfirmation()
            let id = try visit.asked.id(of: Token.self), version = visit.formVersion
            return try await visit.tokensPage(
                made: try await visit.store.write(visit.grant, in: visit.looking, from: visit.origin) {
                    try $0.rotate(id, overlap: .hours(24), expecting: version)
                })
        }
        for (path, outcome, isPaused) in [(Path.tokenPause, Outcome.tokenPaused, true), (.tokenResume, .tokenResumed, false)] {
            page(.post, path, EditTokens.self) { visit in
                try await visit.change(outcome) { try $0.setPaused(isPaused, $1, expecting: $2) }
            }
        }
        page(.post, .tokenTakeOver, EditTokens.self) { visit in
            try visit.requireConfirmation()
            return try await visit.change(.tokenTakenOver) { try $0.takeOver($1, expecting: $2) }
        }
        page(.post, .tokenEnd, EditTokens.self) { visit in
            try await visit.change(.tokenEnded) { try $0.end($1, expecting: $2) }
        }
    }
}

extension Visit where A == EditTokens {
    fileprivate func change(
        _ outcome: Outcome, _ change: @escaping @Sendable (borrowing Transaction<EditTokens>, Token.ID, ExpectedVersion) throws -> Token
    ) async throws -> Reply {
        let id = try asked.id(of: Token.self), version = formVersion
        _ = try await store.write(grant, in: looking, from: origin) { try change($0, id, version) }
        return .see(links.tokens, outcome)
    }
}

extension Visit {
    fileprivate func tokensPage(
        made: TokenChange? = nil, form: TokenForm = TokenForm(), errors: [FieldError] = [], status: HTTPResponse.Status = .ok
    ) async throws -> Reply {
        let tokens = try await store.read(try actor.grant(ViewTokens.self), in: looking) { try $0.tokens() }
        let shown = made.flatMap { made in made.secret.map { (token: made.token, secret: $0.text) } }
        return page(
            TokensPage(
                tokens: tokens, made: shown, canMake: looking == nil, isConfirmed: isConfirmed,
                next: store.freshTokenID(), form: form, errors: errors), status: status)
    }
}
