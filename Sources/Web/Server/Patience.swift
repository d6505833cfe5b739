import Hummingbird
import NIOCore
import NIOHTTPTypes

/// Ends a connection whose request does not arrive in time: a trickle of bytes keeps no place occupied.
final class Patience: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    private let limits: PortalServer.Limits
    private var deadline: Scheduled<Void>?
    /// Bytes of the body since the deadline was set.
    private var received = 0

    init(_ limits: PortalServer.Limits) {
        self.limits = limits
    }

    func channelActive(context: ChannelHandlerContext) {
        expect(within: .seconds(limits.headSeconds), context)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: expect(within: .seconds(limits.bodySeconds), context)
        case .body(let part):
            // A file has as long again for every megabyte.
            received += part.readableBytes
            if received >= Door.bodyLimit { expect(within: .seconds(limits.bodySeconds), context) }
        // Between requests the server's own idle limit counts; the next head has as long again.
        case .end: expect(within: .seconds(limits.idleSeconds + limits.headSeconds), context)
        }
        context.fireChannelRead(data)
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        deadline?.cancel()
    }

    private func expect(within time: TimeAmount, _ context: ChannelHandlerContext) {
        received = 0
        deadline?.cancel()
        let channel = context.channel
        deadline = context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
    }
}
