import Logging
import ServiceLifecycle
import Web

/// The work beside answering requests.
enum Workers {
    static func services(_ installation: Installation, _ settings: Settings, _ logger: Logger) throws -> [any Service] { [] }
}
