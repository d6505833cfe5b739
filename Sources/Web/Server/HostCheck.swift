import NIOCore
import NIOHTTP1

/// RFC 9112, section 3.2: a request of HTTP/1.1 without a Host, and any with two or with what is no host and port, is answered
/// with 400, and the connection ends.
final class HostCheck: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    private var isOver = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isOver { return }
        if case .head(let head) = unwrapInboundIn(data), !HostCheck.isFine(head) {
            isOver = true
            context.fireErrorCaught(HTTPParserError.invalidHeaderToken)
            return
        }
        context.fireChannelRead(data)
    }

    static func isFine(_ head: HTTPRequestHead) -> Bool {
        let hosts = head.headers["host"]
        guard let host = hosts.first else { return head.version.major == 1 && head.version.minor == 0 }
        return hosts.count == 1 && isHost(host)
    }

    /// `uri-host [":" port]` (RFC 3986, 3.2.2 and 3.2.3), without percent-encoding, which no host of ours has.
    static func isHost(_ text: String) -> Bool {
        let bytes = text.utf8
        guard let first = bytes.first, bytes.count <= 255 else { return false }
        let end =
            first == UInt8(ascii: "[")
            ? bytes.firstIndex(of: UInt8(ascii: "]")).map(bytes.index(after:)) : bytes.firstIndex(of: UInt8(ascii: ":"))
        if first == UInt8(ascii: "["), end == nil { return false }
        let name = bytes[..<(end ?? bytes.endIndex)], rest = bytes[(end ?? bytes.endIndex)...]
        guard !name.isEmpty, rest.isEmpty || rest.first == UInt8(ascii: ":") else { return false }
        let isLiteral = first == UInt8(ascii: "[")
        let isNamed = (isLiteral ? name.dropFirst().dropLast() : name).allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: ":"): isLiteral
            default: "-._~!$&'()*+,;=".utf8.contains(byte)
            }
        }
        return isNamed && rest.dropFirst().allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } && rest.count <= 6
    }
}
