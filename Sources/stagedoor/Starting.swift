import Credentials
import Domain
import Foundation
import Logging
import Mail
import NIOCore
import Storage
import Store

/// What can be wrong at start, each with the file or address, the setting that names it, and what to do.
enum Starting {
    // MARK: settings

    /// What is wrong with a setting is said before anything is opened.
    static func check(_ configured: Configured) throws {
        if Logger.Level(rawValue: configured.logLevel) == nil {
            let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            throw SettingsError("STAGEDOOR_LOG_LEVEL is \(configured.logLevel): write one of \(levels)")
        }
        if let text = configured.support, (try? EmailAddress(text)) == nil {
            throw SettingsError("STAGEDOOR_SUPPORT_EMAIL is \(text): write an address such as help@lumen.example")
        }
        for proxy in configured.proxies where !isAddress(proxy) {
            throw SettingsError(
                "STAGEDOOR_PROXIES names \(proxy): write the addresses of the proxies, such as 127.0.0.1, with commas between; no names, no networks"
            )
        }
        if let url = configured.smtp {
            do { _ = try SMTPServer(url) } catch { throw SettingsError("STAGEDOOR_SMTP_URL cannot be used: \(error)") }
        }
        if let address = configured.mailFrom {
            do { _ = try Mailbox(address) } catch {
                throw SettingsError("STAGEDOOR_MAIL_FROM is \(address) (\(error)): write an address such as portal@lumen.example")
            }
        }
        // The longest of the sockets that stand beside the file (unix(7): 107 bytes).
        if let socket = configured.database.beside("console/api"), socket.utf8.count > 107 {
            throw SettingsError(
                "the path of STAGEDOOR_DATABASE is too long, \(socket): no socket can stand there (\(socket.utf8.count) bytes, at most 107); choose a shorter folder"
            )
        }
    }

    private static func isAddress(_ text: String) -> Bool {
        var four = in_addr(), six = in6_addr()
        return inet_pton(AF_INET, text, &four) == 1 || inet_pton(AF_INET6, text, &six) == 1
    }

    // MARK: files

    /// - Throws: ``SettingsError`` when the folder of checkpoints cannot be made or written to.
    static func requireCheckpoints(at path: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw SettingsError("the folder of the checkpoints, \(path), cannot be made (\(reason(error))): \(checkpointsMend)")
        }
        guard access(path, W_OK | X_OK) == 0 else {
            throw SettingsError("the folder of the checkpoints, \(path), cannot be written to (\(system(errno))): \(checkpointsMend)")
        }
    }

    private static let checkpointsMend =
        "make it for the server's user (install -d -m 700 -o USER), or name another with STAGEDOOR_CHECKPOINTS"

    static func keys(_ problem: KeyringProblem, at path: String) -> SettingsError {
        let folder = (path as NSString).deletingLastPathComponent
        let place = folder.isEmpty ? "." : folder
        return switch problem {
        case .missing:
            SettingsError(
                "there are no keys at \(path), and the database has data that they sealed: restore the file from the backup, or name it with STAGEDOOR_KEYS"
            )
        case .exposed(let mode):
            SettingsError(
                "others may read the keys at \(path) (mode \(String(mode, radix: 8))), or another user owns them: chmod 600 it, make the server's user its owner, and rotate the keys; STAGEDOOR_KEYS names the file"
            )
        case .malformed:
            SettingsError("\(path) holds no keys: restore it from the backup, or name another file with STAGEDOOR_KEYS")
        case .exists:
            SettingsError("there are keys at \(path) already: put the file aside, or name another with STAGEDOOR_KEYS")
        case .system(ENOENT):
            SettingsError(
                "the folder \(place) for the keys is not there: make it for the server's user (install -d -m 700 -o USER \(place)), or name another file with STAGEDOOR_KEYS"
            )
        case .system(let code):
            SettingsError(
                "the keys at \(path) cannot be read or made (\(system(code))): let the server's user write to \(place), or name another file with STAGEDOOR_KEYS"
            )
        }
    }

    /// The settings file that STAGEDOOR_CONFIG or --config names, or the one of the system.
    static func configFile(_ error: any Error, at path: String) -> SettingsError {
        let why = access(path, R_OK) == 0 ? "\(error)" : system(errno)
        return SettingsError(
            "the settings file \(path) cannot be read (\(why)): let the server's user read it, or name another with STAGEDOOR_CONFIG")
    }

    // MARK: database

    static func folder(_ error: any Error, of path: String) -> SettingsError {
        let folder = (path as NSString).deletingLastPathComponent
        return SettingsError(
            "the folder \(folder) for the database cannot be made (\(reason(error))): make it for the server's user, or name another file with STAGEDOOR_DATABASE"
        )
    }

    /// ``UnfitDatabase`` says what to do by itself.
    static func database(_ error: any Error, _ database: DatabaseURL) -> any Error {
        guard let fault = error as? Fault else { return error }
        let message = fault.message.split(whereSeparator: \.isNewline).joined(separator: " ")
        return switch database {
        case .sqlite:
            SettingsError(
                "the database \(database) cannot be opened (\(message)): let the server's user read and write the file and its folder, see that it is a database of Stagedoor, or name another with STAGEDOOR_DATABASE"
            )
        case .postgres:
            SettingsError(
                "the database \(database) cannot be opened (\(message)): see that PostgreSQL runs and lets this user in, or correct STAGEDOOR_DATABASE"
            )
        }
    }

    // MARK: addresses

    /// Nil for what is not about an address.
    static func address(_ error: any Error, _ configured: Configured) -> SettingsError? {
        let why: String
        switch error {
        case let problem as IOError: why = system(problem.errnoCode)
        case is SocketAddressError.UnknownHost: why = "there is no such host"
        case let problem as SocketAddressError: why = "\(problem)"
        default: return nil
        }
        let ports = ["STAGEDOOR_PORT \(configured.port)"] + (configured.metricsPort.map { ["STAGEDOOR_METRICS_PORT \($0)"] } ?? [])
        return SettingsError(
            "the server cannot listen on STAGEDOOR_BIND \(configured.bind), \(ports.joined(separator: " and ")) (\(why)): correct these, or end what listens there"
        )
    }

    static func port(_ code: Int32, _ port: Int, on address: String, _ setting: String) -> SettingsError? {
        switch code {
        case EADDRINUSE:
            SettingsError("port \(port) is taken on \(address): end what listens there, or choose another with \(setting)")
        case EACCES:
            SettingsError(
                "port \(port) may not be opened by this user: choose one above 1023 with \(setting), and let a proxy listen on \(port)")
        case EADDRNOTAVAIL:
            SettingsError("this machine has no address \(address): write one of its own, such as 127.0.0.1, in STAGEDOOR_BIND")
        default: nil
        }
    }

    // MARK: words

    private static func system(_ code: Int32) -> String { String(cString: strerror(code)) }

    private static func reason(_ error: any Error) -> String {
        let error = error as NSError
        let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError
        for known in [error, cause] {
            if let known, known.domain == NSPOSIXErrorDomain { return system(Int32(known.code)) }
        }
        return error.localizedDescription
    }
}
