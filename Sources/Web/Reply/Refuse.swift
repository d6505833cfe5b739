import API
import Domain
import HTTPTypes
import Hummingbird
import Logging
import Markup
import Pages
import Store

extension Portal {
    /// The one place where an error becomes an answer: a page for people, problem details for programs.
    func refuse(_ error: any Error, _ asked: Asked) async -> Reply {
        let mishap = Mishap(error)
        if mishap.status == .internalServerError || DatabaseTrouble(error) != nil {
            log("request failed", error, asked)
        }
        var reply = asked.path.hasPrefix("/api/") || asked.wantsJSON ? mishap.problem(asked) : await page(for: mishap, asked)
        if let refusal = mishap.refusal { reply.headers[.permission] = refusal.cell }
        if let seconds = mishap.retryAfter { reply.headers[.retryAfter] = String(seconds) }
        if let allowed = mishap.allowed { reply.headers[.allow] = allowed }
        if mishap.status == .unauthorized { reply.headers[.wwwAuthenticate] = "Bearer" }
        return reply
    }
}

extension Portal {
    /// The one place where a log speaks of a request: by its id and its route. Paths, queries and bodies hold secrets.
    func log(_ message: String, _ error: any Error, _ asked: Asked) {
        var route = asked.route
        #if DEBUG
        if Planted.fault == .pathInLog { route = asked.path }
        #endif
        logger.error("\(message)", metadata: ["request": "\(asked.requestID)", "route": "\(route)", "error": "\(error)"])
    }
}

/// An error, sorted: which status, and what may be said of it.
struct Mishap {
    /// How many wrong fields an answer names.
    static let mostFields = 100

    var status: HTTPResponse.Status
    /// The stable name of the problem.
    var kind: String
    var detail: Phrase
    var fields: [FieldError] = []
    var refusal: Refusal?
    var conflict: Conflict?
    var stale: StaleResource?
    var results: [OperationResult] = []
    var retryAfter: Int?
    var allowed: String?
    /// The proof is missing for a deed whose form was filled in.
    var isAboutDeed = false

    init(_ error: any Error) {
        switch error {
        case let refusal as Refusal:
            self.init(.forbidden, "not-permitted", refusal.phrase)
            self.refusal = refusal
        case Trouble.notFound:
            self.init(.notFound, "not-found", .problemNotFound)
        case Trouble.invalid(let errors):
            self.init(.unprocessableContent, "invalid-fields", .problemInvalid)
            // A body of a megabyte may have a hundred thousand members that nobody asked for.
            fields = Array(errors.prefix(Mishap.mostFields))
        case Trouble.conflict(.staleVersion(let current)):
            self.init(.preconditionFailed, "stale-version", Conflict.staleVersion(current: current).phrase)
            conflict = .staleVersion(current: current)
        case Trouble.conflict(.matchedVersion(let current)):
            self.init(.preconditionFailed, "version-matches", Conflict.matchedVersion(current: current).phrase)
            stale = StaleResource(version: current, changed: [])
        case let stale as StaleResource:
            self.init(.preconditionFailed, "stale-version", Conflict.staleVersion(current: stale.version).phrase)
            self.stale = stale
        case let refused as BulkRefused:
            self.init(.conflict, "bulk-refused", Conflict.bulk([]).phrase)
            results = refused.results
        case Trouble.conflict(.keyReused):
            self.init(.unprocessableContent, "idempotency-key-reused", Conflict.keyReused.phrase)
        case Trouble.conflict(.tooManyMails(let limit, let perHour)):
            self.init(.tooManyRequests, "conflict", Conflict.tooManyMails(to: limit, perHour: perHour).phrase)
            conflict = .tooManyMails(to: limit, perHour: perHour)
            retryAfter = Int(MailLimits.period.milliseconds / 1000)
        case Trouble.conflict(let conflict):
            self.init(.conflict, "conflict", conflict.phrase)
            self.conflict = conflict
        case let problem as ImportProblem:
            self.init(.unprocessableContent, "unreadable-file", problem.phrase)
        case Trouble.proofNeeded:
            self.init(BadRequest.confirmationNeeded)
            isAboutDeed = true
        case is JSON.Fault:
            self.init(.badRequest, "malformed-json", .problemMalformed)
        case let method as MethodNotAllowed:
            self.init(.methodNotAllowed, "method-not-allowed", .problemMethod)
            allowed = method.allowed
        case let bad as BadRequest:
            self.init(bad)
        default: self.init(DatabaseTrouble(error))
        }
    }

    private init(_ trouble: DatabaseTrouble?) {
        switch trouble {
        case .unavailable:
            self.init(.serviceUnavailable, "unavailable", .problemUnavailable)
            retryAfter = 2
        case .noSpace:
            self.init(.serviceUnavailable, "no-space", .problemUnavailable)
            retryAfter = 60
        case .mistake, nil: self.init(.internalServerError, "internal", .problemInternal)
        }
    }

    private init(_ bad: BadRequest) {
        switch bad {
        case .malformed: self.init(.badRequest, "malformed", .problemMalformed)
        case .unsupportedMediaType: self.init(.unsupportedMediaType, "unsupported-media-type", .problemMediaType)
        case .tooLarge: self.init(.contentTooLarge, "too-large", .problemTooLarge)
        case .crossSite: self.init(.forbidden, "cross-site", .problemCrossSite)
        case .misdirected: self.init(.misdirectedRequest, "misdirected", .problemMisdirected)
        case .tooManyRequests(let seconds):
            self.init(.tooManyRequests, "too-many-requests", .problemTooMany)
            retryAfter = seconds
        case .overloaded:
            self.init(.serviceUnavailable, "overloaded", .problemUnavailable)
            retryAfter = 2
        case .confirmationNeeded: self.init(.forbidden, "confirmation-needed", .problemConfirm)
        case .enrollmentNeeded: self.init(.forbidden, "second-factor-needed", .problemEnroll)
        case .nobody: self.init(.unauthorized, "not-signed-in", .problemNobody)
        case .preconditionFailed: self.init(.preconditionFailed, "stale-version", Conflict.staleVersion(current: nil).phrase)
        }
    }

    private init(_ status: HTTPResponse.Status, _ kind: String, _ detail: Phrase) {
        self.status = status
        self.kind = kind
        self.detail = detail
    }

    func problem(_ asked: Asked) -> Reply {
        Reply(status, headers: [.contentType: "application/problem+json"], .bytes(details(asked).json))
    }

    func details(_ asked: Asked) -> Problem {
        let language = asked.language
        return Problem(
            kind: kind, title: status.reasonPhrase, status: status.code, detail: detail[language],
            fields: fields.map { Problem.Field($0, in: language) },
            permission: refusal?.cell, conflict: kind == "conflict" ? conflict.map { caseName(of: $0) } : nil, version: stale?.version,
            changed: stale?.changed ?? [], results: results, requestID: asked.requestID)
    }
}

/// A change for a version that is no longer the present one, with what became of it since.
struct StaleResource: Error {
    let version: Int64
    /// Names of fields, as far as the log tells.
    let changed: [String]
}

extension Problem.Field {
    init(_ error: FieldError, in language: Language) {
        self.init(field: error.field, code: caseName(of: error.problem), detail: error.problem.phrase[language])
    }
}
