/// What a browser is called in lists and mails: "Firefox on Windows". Of what browsers send, nothing more is kept.
public enum DeviceName {
    /// The name for a `User-Agent` header (RFC 9110, 10.1.5); the first product's name for programs.
    public static func text(for agent: String) -> String {
        let agent = String(agent.prefix(512))
        let system = systems.first { agent.contains($0.mark) }?.name
        let browser = browsers.first { agent.contains($0.mark) }?.name ?? program(agent)
        guard let system else { return browser }
        return "\(browser) on \(system)"
    }

    // The order matters: Edge and Opera call themselves Chrome, and Chrome calls itself Safari.
    private static let browsers: [(mark: String, name: String)] = [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ]

    // Android calls itself Linux, and iPhones like Mac OS X.
    private static let systems: [(mark: String, name: String)] = [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
        ("Mac OS X", "macOS"), ("Linux", "Linux"),
    ]

    private static func program(_ agent: String) -> String {
        let name = agent.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        return name.isEmpty ? "Unknown program" : String(name.prefix(40))
    }
}
