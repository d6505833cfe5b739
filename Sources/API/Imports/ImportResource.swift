import Domain

extension Import: Versioned {
    public static let shape = Shape<Import>(
        "Import",
        .text("id", "Its name; never used again.", .id, \.id.text),
        .text("organization", "Where it stands: whose rows it brings, or the operator for files of several.", .id, \.organization.text),
        .text("kind", "What the rows are.", .choice(Kind.self), \.kind.rawValue),
        .text("format", "How the file is written.", .choice(Format.self), \.format.rawValue),
        .text("name", "What the file is called.", .text(limit: 120, sample: "people.csv"), \.name.text),
        .text("state", "uploaded is to be checked, checked to be applied.", .choice(State.self), \.state.rawValue),
        .optional("problem", "Why it came to an end before its time.", .text(sample: "accessEnded")) {
            $0.problem.map { caseName(of: $0) }
        },
        .list("columns", "The columns of the file, and what each is taken for.", of: ImportColumn.shape, \.columns),
        .integer("rows", "How many rows the file has.", sample: 120, \.rows),
        .integer("done", "How many of them the present or last phase is through with.", sample: 120, \.done),
        .integer("created", "Rows that are new.", sample: 4, \.tally.created),
        .integer("changed", "Rows that change something.", sample: 2, \.tally.changed),
        .integer("same", "Rows that say what is so already.", sample: 113, \.tally.same),
        .integer("refused", "Rows that are not taken.", sample: 1, \.tally.refused),
        .text("person", "Who set it going.", .text(sample: "Lena Dahl"), \.person),
        .text("created_at", "When the upload began.", .text(.moment, sample: "2026-01-31T08:05:00Z"), \.createdAt.text),
        .integer("version", "Grows with every step that somebody takes; it is the ETag.", sample: 2, \.version))

    /// `PATCH /api/v1/imports/{id}`.
    public static let mapping = RequestShape(
        "ImportMapping",
        [
            .init(
                "columns",
                "By the name of a column the field that it is taken for, or null to leave it out. Columns that are not named stay.",
                .map(.optional(.choice(ImportField.allCases.map(\.rawValue)))), isRequired: true)
        ])

    /// Reads ``mapping``: empty for what is left out.
    public static func mapping(_ body: inout Body) throws -> [String: String] {
        let columns = try body.members(of: "columns")
        try body.finish()
        return try Dictionary(
            columns.map { member in
                switch member.value {
                case .null: (member.name, "")
                case .string(let field): (member.name, field)
                default: throw Trouble.invalid([FieldError("columns", .notOneOf(ImportField.allCases.map(\.rawValue)))])
                }
            }
        ) { first, _ in first }
    }
}

extension ImportColumn: Resource {
    public static let shape = Shape<ImportColumn>(
        "ImportColumn",
        .text("name", "As the file calls it.", .text(sample: "E-mail"), \.name),
        .list("samples", "What the first rows have there.", of: .text(sample: "lena.dahl@example.com"), \.samples) { $0.value($1) },
        .optional("field", "What it is taken for; null for a column that is left out.", .choice(ImportField.allCases.map(\.rawValue))) {
            $0.field?.rawValue
        })
}

/// What became of a row, in the caller's language.
public struct ImportRowResult: Resource {
    let row: ImportRow
    let detail: String
    let errors: [Problem.Field]

    public init(_ row: ImportRow, detail: String, errors: [Problem.Field]) {
        self.row = row
        self.detail = detail
        self.errors = errors
    }

    public static let shape = Shape<ImportRowResult>(
        "ImportRow",
        .integer("row", "Its place among the rows, from 1.", sample: 7, \.row.number),
        .integer("line", "Where it stands in the file.", sample: 8, \.row.line),
        .optional("outcome", "What becomes of it; null before the check came to it.", .choice(ImportOutcome.Name.self)) {
            $0.row.outcome?.name.rawValue
        },
        .text("label", "What it is about.", .text(sample: "Lena Dahl, lena.dahl@example.com"), \.row.label),
        .optional("target", "The contact, site or organization, once it is known.", .id, \.row.target),
        .list("changes", "What differs.", of: ImportOutcome.FieldChange.shape) {
            if case .changed(let changes)? = $0.row.outcome { changes } else { [] }
        },
        .text("detail", "Why it is refused.", .text(sample: ""), \.detail).when { !$0.detail.isEmpty },
        .list("errors", "Fields that were not taken.", of: Problem.Field.shape, \.errors).when { !$0.errors.isEmpty })
}

extension ImportOutcome.FieldChange: Resource {
    public static let shape = Shape<ImportOutcome.FieldChange>(
        "FieldChange",
        .text("field", "The field.", .text(sample: "phone"), \.field),
        .text("before", "What was there.", .text(sample: "+4755201143"), \.before),
        .text("after", "What is there then.", .text(sample: "+4755201144"), \.after))
}
