import Foundation

/// Where a command gets its token from: never the command line, which everybody on the machine can read.
enum TokenSource {
    /// The content of the file, or of STAGEDOOR_TOKEN.
    static func read(file: String?, warn: (String) -> Void) throws -> String {
        let token: String
        if let file {
            guard let bytes = FileManager.default.contents(atPath: file) else {
                throw Failure(.usage, "the token's file \(file) cannot be read")
            }
            let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int ?? 0
            if mode & 0o077 != 0 { warn("others on this machine can read the token in \(file): chmod 600 \(file)") }
            token = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        } else {
            token = ProcessInfo.processInfo.environment["STAGEDOOR_TOKEN"]?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        }
        guard !token.isEmpty else {
            throw Failure(
                .usage,
                "a server wants a token: set STAGEDOOR_TOKEN, or write it into a file that only you can read and name it with --token-file; the portal makes tokens under My account"
            )
        }
        guard token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Failure(.usage, "what stands where the token should be is none: it begins with sdt_ and has no spaces")
        }
        return token
    }
}
