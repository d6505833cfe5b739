import Foundation

/// The standard output. Its reader may leave at any time (`stagedoor … | head`): the command then ends, as quietly as one
/// that the signal of a closed pipe ends, and with its exit code.
enum StandardOutput {
    static func write(_ bytes: some Sequence<UInt8>) throws {
        try Array(bytes).withUnsafeBytes { rest in
            var rest = rest
            while !rest.isEmpty {
                let written = Foundation.write(STDOUT_FILENO, rest.baseAddress, rest.count)
                if written >= 0 {
                    rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
                } else if errno == EPIPE {
                    exit(128 + SIGPIPE)
                } else if errno != EINTR {
                    throw Failure(.usage, "the output cannot be written: \(String(cString: strerror(errno)))")
                }
            }
        }
    }
}

/// Tells the result of a command. What cannot be written is lost, as with every program.
func say(_ text: String, terminator: String = "\n") {
    try? StandardOutput.write("\(text)\(terminator)".utf8)
}
