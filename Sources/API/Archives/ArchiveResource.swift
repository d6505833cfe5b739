import Domain

extension Archive: Resource {
    public static let shape = Shape<Archive>(
        "Archive",
        .text("id", "Its name; never used again.", .id, \.id.text),
        .text("organization", "Whose it is.", .id, \.organization.text),
        .text("state", "Waiting and making go on by themselves; ready has a file.", .choice(State.self), \.state.rawValue),
        .text("asked_at", "When it was asked for.", .text(.moment, sample: "2026-01-31T08:05:00Z"), \.askedAt.text),
        .integer("rows_done", "Rows that were written.", sample: 1250, \.done),
        .integer("rows_total", "Rows that there are; 0 while it waits.", sample: 1250, \.total),
        .optional("size", "Bytes of the file.", sample: 48_213, \.size),
        .optional(
            "sha256", "SHA-256 of the file, in hexadecimal.",
            .text(sample: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"), \.sha256),
        .optional("made_at", "When it was ready.", .text(.moment, sample: "2026-01-31T08:05:04Z")) { $0.madeAt?.text },
        .optional("ends_at", "When it is deleted.", .text(.moment, sample: "2026-02-07T08:05:04Z")) { $0.endsAt?.text })
}
