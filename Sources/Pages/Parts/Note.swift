import Markup

extension Sheet {
    /// Something worth knowing before going on: `.warning` for what needs somebody, `.bad` for what failed, `.ok` for what
    /// is done, `.idle` for the rest.
    public func note(_ tone: Tone, content: () -> Void) {
        div(.class("note", tone.class)) {
            raw(tone.shape)
            div(content: content)
        }
    }

    public func note(_ tone: Tone, _ phrase: Phrase) {
        note(tone) { p(phrase) }
    }

    /// The result of the last deed; read out by screen readers.
    func outcome() {
        guard let outcome = context.outcome else { return }
        div(.class("note", outcome.tone.class), .role("status")) {
            raw(outcome.tone.shape)
            div { p(outcome.phrase) }
        }
    }
}
