import Hummingbird
enum Placeholder { static let r = Router() }
