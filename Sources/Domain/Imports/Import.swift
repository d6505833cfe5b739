/// A file on its way into the portal: uploaded, its columns understood, tried row by row, then applied.
///
/// `uploading → uploaded → checking → checked → applying → applied`; mapping its columns anew leads from `checked` back
/// to `uploaded`. From any of them before the end it can be cancelled. A file that cannot be read is none.
public struct Import: Sendable, Hashable, Identifiable {
    public typealias ID = Identifier<Import>

    public enum Kind: String, Sendable, CaseIterable, Codable {
        case contacts, sites, organizations
        /// A dump of PeeringDB: organizations with their ASNs, facilities as sites, points of contact as contacts.
        case peeringDB = "peeringdb"

        /// Only the operator's own imports have it.
        public var isOperators: Bool { self == .organizations || self == .peeringDB }

        /// - Throws: the refusal of whoever may make nothing of this kind.
        public func require(of actor: Actor) throws(Refusal) {
            switch self {
            case .contacts: _ = try actor.grant(CreateContact.self)
            case .sites: _ = try actor.grant(EditSites.self)
            case .organizations, .peeringDB: _ = try actor.grant(CreateOrganization.self)
            }
        }
    }

    public enum Format: String, Sendable, CaseIterable {
        /// RFC 4180; its first line names the columns.
        case csv
        /// A list of objects, or an object with such lists in it.
        case json
        /// An object a line.
        case jsonLines = "ndjson"

        /// As files of this format end; nil for all other endings.
        public init?(ending: String) {
            switch ending.lowercased() {
            case "csv": self = .csv
            case "json": self = .json
            case "jsonl", "ndjson": self = .jsonLines
            default: return nil
            }
        }

        public var mediaType: String {
            switch self {
            case .csv: "text/csv"
            case .json: "application/json"
            case .jsonLines: "application/x-ndjson"
            }
        }
    }

    public enum State: String, Sendable, CaseIterable, Codable {
        case uploading, uploaded, checking, checked, applying, applied, cancelled

        /// The server is at work on it.
        public var isUnderWay: Bool { self == .checking || self == .applying }
    }

    public let id: ID
    /// Whose rows it brings; for files of several organizations the operator.
    public let organization: Identifier<Organization>
    public let kind: Kind
    public let format: Format
    /// What the file was called.
    public let name: Line
    public let state: State
    /// Why it came to an end before its time.
    public let problem: ImportProblem?
    public let columns: [ImportColumn]
    public let rows: Int64
    /// How many rows the present phase is through with.
    public let done: Int64
    public let tally: ImportTally
    /// Who brought it.
    public let person: String
    public let createdAt: Moment
    public let version: Int64

    public init(
        id: ID, organization: Identifier<Organization>, kind: Kind, format: Format, name: Line, state: State, problem: ImportProblem?,
        columns: [ImportColumn], rows: Int64, done: Int64, tally: ImportTally, person: String, createdAt: Moment, version: Int64
    ) {
        self.id = id
        self.organization = organization
        self.kind = kind
        self.format = format
        self.name = name
        self.state = state
        self.problem = problem
        self.columns = columns
        self.rows = rows
        self.done = done
        self.tally = tally
        self.person = person
        self.createdAt = createdAt
        self.version = version
    }

    /// How many files of one organization are kept at a time, and how many bytes the text of their rows takes as it came: what
    /// the trial writes beside a row is a small multiple of that at most.
    public static let mostKept: Int64 = 100
    public static let mostBytes: Int64 = 1_000_000_000

    /// Its rows may come to an invitation: they ask for levels, or give another address to contacts that they know otherwise,
    /// and an invitation that is open follows the address.
    public var mayInvite: Bool {
        let fields = Set(columns.compactMap(\.field))
        return kind == .peeringDB || fields.contains(.level) || fields.contains(.email) && !fields.isDisjoint(with: [.id, .externalID])
    }
}

/// How many rows came to what.
public struct ImportTally: Sendable, Hashable {
    public var created: Int64
    public var changed: Int64
    public var same: Int64
    public var refused: Int64

    public init(created: Int64 = 0, changed: Int64 = 0, same: Int64 = 0, refused: Int64 = 0) {
        self.created = created
        self.changed = changed
        self.same = same
        self.refused = refused
    }

    public mutating func count(_ outcome: ImportOutcome) {
        switch outcome {
        case .created: created += 1
        case .changed: changed += 1
        case .same: same += 1
        case .refused: refused += 1
        }
    }
}

/// What the dry run says would become of a row, and the report says has become of it.
public enum ImportOutcome: Sendable, Hashable, Codable {
    case created
    /// Each field with what it was and what it is.
    case changed([FieldChange])
    case same
    case refused(ImportRefusal)

    public enum Name: String, Sendable, CaseIterable {
        case created, changed, same, refused
    }

    public var name: Name {
        switch self {
        case .created: .created
        case .changed: .changed
        case .same: .same
        case .refused: .refused
        }
    }

    public struct FieldChange: Sendable, Hashable, Codable {
        public let field: String
        public let before: String
        public let after: String

        public init(_ field: String, _ before: String, _ after: String) {
            self.field = field
            self.before = before
            self.after = after
        }
    }
}

/// Why a row is not taken.
public enum ImportRefusal: Sendable, Hashable, Codable, Error {
    case invalid([FieldError])
    case refused(Refusal)
    case conflict(Conflict)
    case notFound
    /// Nothing in the row says which one it means: no external id, no email, no code.
    case nameless
    /// An earlier row, at this line of the file, is about the same one.
    case twice(line: Int64)
    /// There is no organization of this name or id.
    case unknownOrganization
    /// More cells than the file has columns: a separator inside a cell that no quotes hold.
    case tooManyCells(Int, columns: Int)
}

/// Why a file, or the rest of it, is not taken.
public enum ImportProblem: Sendable, Hashable, Codable, Error {
    case empty
    /// Neither UTF-8 nor another encoding in which each byte is a character: UTF-16, or no text at all.
    case notText
    case unclosedQuote(line: Int64)
    case notJSON(line: Int64)
    /// Arrays and objects lie in each other deeper than any row needs.
    case tooDeep(line: Int64)
    /// An object has two members of one name: readers differ on which of them counts.
    case memberTwice(String, line: Int64)
    /// A line or an object beyond all bounds.
    case rowTooLong(line: Int64)
    case tooManyColumns
    case tooManyRows
    case columnTwice(String)
    /// A file of columns, and nothing in them.
    case noRows
    /// Nothing in the file is of the kind that was asked for.
    case nothingInside
    /// Whoever brought it may not import any more.
    case accessEnded
    /// A fault of ours, which the server's log explains.
    case ourFault
}

/// A row of the file, with what became of it.
public struct ImportRow: Sendable, Hashable {
    public let number: Int64
    /// Where it stands in the file.
    public let line: Int64
    /// What it is about, as the file says.
    public let label: String
    /// Nil before the dry run came to it.
    public let outcome: ImportOutcome?
    /// The contact, site or organization, once it is known.
    public let target: String?

    public init(number: Int64, line: Int64, label: String, outcome: ImportOutcome?, target: String?) {
        self.number = number
        self.line = line
        self.label = label
        self.outcome = outcome
        self.target = target
    }
}
