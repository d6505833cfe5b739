import Foundation
import Synchronization

/// What a command shows: its words on the standard output, and on a terminal how far it is. The bar stands on the standard
/// error and nowhere else, so that output can be read by programs.
final class Screen: Sendable {
    private struct State {
        /// The numbers of a mark that has not come to its end.
        var mark: [UInt8]?
        var isDrawn = false
    }

    private static let begin: UInt8 = 1
    private let state = Mutex(State())
    private let isTerminal = isatty(STDERR_FILENO) == 1

    /// Says in the midst of words how far it is: no text of ours holds this character.
    static func mark(_ done: Int64, of total: Int64) -> String { "\u{1}\(done) \(total)\n" }

    /// Shows the next part of what a command says.
    func show(_ part: Data) {
        state.withLock { state in
            var words: [UInt8] = []
            for byte in part {
                if state.mark != nil {
                    if byte == UInt8(ascii: "\n") {
                        draw(&state)
                    } else {
                        state.mark?.append(byte)
                    }
                } else if byte == Self.begin {
                    state.mark = []
                } else {
                    words.append(byte)
                }
            }
            guard !words.isEmpty else { return }
            if state.isDrawn {
                FileHandle.standardError.write(Data(Progress.anew.utf8))
                state.isDrawn = false
            }
            try? StandardOutput.write(words)
        }
    }

    private func draw(_ state: inout State) {
        let numbers = String(decoding: state.mark ?? [], as: UTF8.self).split(separator: " ").compactMap { Int64($0) }
        state.mark = nil
        guard isTerminal, numbers.count == 2, numbers[1] > 0 else { return }
        FileHandle.standardError.write(Data("\(Progress.anew)\(Progress.bar(numbers[0], of: numbers[1]))".utf8))
        state.isDrawn = true
    }
}
