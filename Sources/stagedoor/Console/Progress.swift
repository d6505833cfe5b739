import Foundation

/// How far long work has come: one line on the terminal that is written over. Where nobody watches it writes nothing.
struct Progress {
    let what: String
    private let isWatched = isatty(STDERR_FILENO) == 1

    init(_ what: String) {
        self.what = what
    }

    func show(_ done: Int64, of total: Int64) {
        guard isWatched, total > 0 else { return }
        FileHandle.standardError.write(Data("\(Progress.anew)\(what) \(Progress.bar(done, of: total))".utf8))
    }

    /// Leaves a clean line.
    func end() {
        guard isWatched else { return }
        FileHandle.standardError.write(Data(Progress.anew.utf8))
    }

    /// Begins the line again.
    static let anew = "\r\u{1B}[K"

    static func bar(_ done: Int64, of total: Int64) -> String {
        let part = min(Double(done) / Double(total), 1), width = 30
        let filled = Int(part * Double(width))
        return
            "[\(String(repeating: "=", count: filled))\(String(repeating: " ", count: width - filled))] \(Int(part * 100)) %  \(done) of \(total) rows"
    }
}
