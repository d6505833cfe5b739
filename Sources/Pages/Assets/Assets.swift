import Markup

/// The files that every page needs, embedded in the program. Their names carry a hash of their content, so that they
/// can be kept for ever by whoever fetches them (`Cache-Control: public, max-age=31536000, immutable`).
public struct Asset: Sendable {
    /// Such as `/assets/stagedoor-1f2e3d4c.css`.
    public let path: String
    public let contentType: String
    public let bytes: [UInt8]

    let link: Link

    fileprivate init(_ name: String, _ ending: String, _ contentType: String, _ bytes: [UInt8]) {
        link = Path.asset.link("\(name)-\(Asset.hash(bytes)).\(ending)")
        path = link.text
        self.contentType = contentType
        self.bytes = bytes
    }

    /// FNV-1a, 64 bits: enough to tell versions of our own files apart, and no secret depends on it.
    private static func hash(_ bytes: [UInt8]) -> String {
        String(bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }, radix: 16)
    }
}

public enum Assets {
    public static let styles = Asset("stagedoor", "css", "text/css; charset=utf-8", PackageResources.stagedoor_css)
    public static let script = Asset("stagedoor", "js", "text/javascript; charset=utf-8", PackageResources.stagedoor_js)
    public static let icon = Asset("icon", "svg", "image/svg+xml", PackageResources.icon_svg)

    public static let all = [styles, script, icon]
}
