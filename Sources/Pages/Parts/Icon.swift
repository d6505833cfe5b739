import Markup

/// The few drawings of the portal, on a grid of 16, in the color of the text around them. They second a word and are
/// never alone, so a screen reader passes over them.
public enum Icon: Sendable {
    case add, search, close, menu, down, back, next, copy, check

    var markup: StaticString {
        switch self {
        case .add: #"<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M8 3v10M3 8h10"/></svg>"#
        case .search:
            #"<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><circle cx="7" cy="7" r="4"/><path d="M10 10l3.5 3.5"/></svg>"#
        case .close: #"<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M4 4l8 8M12 4l-8 8"/></svg>"#
        case .menu: #"<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M2 4h12M2 8h12M2 12h12"/></svg>"#
        case .down: #"<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M4.5 6.5L8 10l3.5-3.5"/></svg>"#
        case .back: #"<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M10 3.5L5.5 8l4.5 4.5"/></svg>"#
        case .next: #"<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M6 3.5L10.5 8 6 12.5"/></svg>"#
        case .copy: #"<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M5.5 5.5h7v8h-7zM3.5 10.5v-8h7"/></svg>"#
        case .check: #"<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M3 8.5l3.5 3.5L13 4.5"/></svg>"#
        }
    }
}

/// How a state looks: told by its word and its shape, seconded by color.
public enum Tone: Sendable {
    case ok, warning, bad, idle

    var `class`: StaticString {
        switch self {
        case .ok: "ok"
        case .warning: "warn"
        case .bad: "bad"
        case .idle: "idle"
        }
    }

    var shape: StaticString {
        switch self {
        case .ok: #"<svg viewBox="0 0 10 10" aria-hidden="true"><circle cx="5" cy="5" r="4"/></svg>"#
        case .warning: #"<svg viewBox="0 0 10 10" aria-hidden="true"><path d="M5 .5 9.8 9.5H.2z"/></svg>"#
        case .bad: #"<svg viewBox="0 0 10 10" aria-hidden="true"><path d="M1 1h8v8H1z"/></svg>"#
        case .idle: #"<svg viewBox="0 0 10 10" aria-hidden="true"><circle cx="5" cy="5" r="3.5" fill="none" stroke="currentColor"/></svg>"#
        }
    }
}

extension Sheet {
    public func icon(_ icon: Icon) { raw(icon.markup) }

    /// A state: shape and word.
    public func state(_ tone: Tone, _ word: Phrase) {
        switch tone {
        case .ok: raw("<span class=\"state ok\">")
        case .warning: raw("<span class=\"state warn\">")
        case .bad: raw("<span class=\"state bad\">")
        case .idle: raw("<span class=\"state idle\">")
        }
        raw(tone.shape)
        text(word)
        raw("</span>")
    }
}
