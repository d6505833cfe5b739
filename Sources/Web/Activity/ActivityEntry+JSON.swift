import API
import Domain
import Store

extension ActivityEntry: Resource {
    public static let shape = Shape<ActivityEntry>(
        "ActivityEntry",
        .integer("number", "From 1, without gaps.", sample: 17, \.number),
        .text("at", "When, in UTC.", .text(.moment, sample: "2026-01-31T08:05:00Z"), \.at.text),
        .optional("actor", "The contact or token that acted; null for the installation itself.", .id) { $0.actor?.text },
        .optional("actor_organization", "Where the actor belongs.", .id) { $0.actorOrganization?.text },
        .boolean("by_operator", "Somebody of the operator acted here.", \.isByOperator),
        .text("level", "The level that the actor had.", .text(sample: "admin"), \.level),
        .other("name", "What people call the actor.", value) { $0.name.write(to: &$1) },
        .optional("token", "The token through which a program acted.", .id) { $0.token?.text },
        .text("action", "A permission, or the name of another event.", .text(sample: "contact.edit"), \.action),
        .text("outcome", "Done or refused.", .choice(Outcome.self), \.outcome.rawValue),
        .optional("target", "What it happened to.", .text(sample: "0198f3c0-5d2a-7c31-9b1e-2f6a8d0c4e11"), \.target),
        .other("label", "What people call the target.", value) { $0.label.write(to: &$1) },
        .list("changes", "Fields, before and after.", of: change, \.changes),
        .text("request_id", "Names the request.", .text(sample: "5f0c1a…"), \.requestID),
        .other("address", "The network address that it came from.", value) { $0.address.write(to: &$1) },
        .integer("repeats", "How often the same refusal came again within its minute.", sample: 0, \.repeats))

    private static let change = Shape<Change>(
        "ActivityChange",
        .text("field", "The field.", .text(sample: "phone"), \.field),
        .other("before", "What it was.", value) { $0.before.write(to: &$1) },
        .other("after", "What it became.", value) { $0.after.write(to: &$1) })

    /// A text, or why there is none.
    private static let value = Schema.optional(
        .either([
            .text(sample: "+4755201143"),
            .object(
                ObjectSchema(
                    name: "WithheldValue",
                    members: [
                        .init(
                            name: "erased", schema: .boolean, about: "It was personal, and has been erased.", isRequired: false,
                            isSampled: true),
                        .init(
                            name: "secret", schema: .boolean, about: "Never kept: only that it changed.", isRequired: false, isSampled: true
                        ),
                    ])),
        ]))
}

extension ActivityEntry.Value {
    fileprivate func write(to writer: inout JSONWriter) {
        switch self {
        case .nothing: writer.value(nil as String?)
        case .text(let text): writer.value(text)
        case .erased: writer.object { $0.member("erased", true) }
        case .secret: writer.object { $0.member("secret", true) }
        }
    }
}
