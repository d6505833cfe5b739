import CQRCode

/// A text as a QR code (ISO/IEC 18004), encoded by libqrencode in byte mode with error correction level M.
public struct QRCode: Sendable, Hashable {
    /// Modules of white that a reader needs on each side.
    public static let quietZone = 4

    /// Modules a side, without the quiet zone.
    public let size: Int
    private let modules: [Bool]

    /// Nil when `text` is empty or longer than a code of level M holds (2,331 bytes).
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, bytes.count <= 2331,
            let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M)
        else { return nil }
        defer { QRcode_free(code) }
        size = Int(code.pointee.width)
        modules = UnsafeBufferPointer(start: code.pointee.data, count: size * size).map { $0 & 1 == 1 }
    }

    /// Modules a side, with the quiet zone: the width and height of the path's view box.
    public var extent: Int { size + 2 * Self.quietZone }

    /// Whether the module is dark. Outside of the code, in the quiet zone, none is.
    public subscript(row row: Int, column column: Int) -> Bool {
        guard (0..<size).contains(row), (0..<size).contains(column) else { return false }
        return modules[row * size + column]
    }

    /// The dark modules as the data of one SVG path, a rectangle for each run in a row, one unit a module, in a view
    /// box of `0 0 extent extent`.
    public func path() -> String {
        var path = ""
        for row in 0..<size {
            var column = 0
            while column < size {
                let start = column
                while self[row: row, column: column] { column += 1 }
                if column > start {
                    let width = column - start
                    path += "M\(start + Self.quietZone) \(row + Self.quietZone)h\(width)v1h-\(width)z"
                }
                column += 1
            }
        }
        return path
    }
}
