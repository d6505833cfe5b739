import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Ends a connection whose other side does not keep up, so that a trickle of bytes keeps no place occupied: a request's head
/// has a fixed time, a body and an answer a minimum rate (``Pace``). A body's time stands still while we are the ones who do
/// not read, and an answer's while we have nothing to send.
final class Patience: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let limits: PortalServer.Limits
    private let visitors: Visitors
    private var place: Visitors.Place?

    private var request: Pace
    private var answer: Pace
    /// Between a request's head and its end.
    private var isReading = false
    /// Requests whose answer is not sent to its end.
    private var unanswered = 0
    /// Parts handed to the socket that it has not taken.
    private var unsent = 0
    /// For the next head; nil while a request is read or answered.
    private var headExpiry: NIODeadline?

    private var look: Scheduled<Void>?
    private var lookAt = NIODeadline.distantFuture

    init(_ limits: PortalServer.Limits, _ visitors: Visitors) {
        (self.limits, self.visitors) = (limits, visitors)
        request = Pace(bytes: limits.paceBytes, in: .seconds(limits.paceSeconds))
        answer = request
    }

    // MARK: - The connection

    func handlerAdded(context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        // Behind the decoder, where a request still has all of its lines.
        if let decoder = try? pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self) {
            try? pipeline.addHandler(HostCheck(), position: .after(decoder))
        }
    }

    func channelActive(context: ChannelHandlerContext) {
        if let address = context.channel.remoteAddress?.ipAddress {
            place = visitors.enter(address)
            guard place != nil else { return context.close(promise: nil) }
        }
        headExpiry = .now() + .seconds(limits.headSeconds)
        watch(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        leave()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { leave() }

    private func leave() {
        look?.cancel()
        look = nil
        if let place { visitors.leave(place) }
        place = nil
    }

    // MARK: - The request

    func read(context: ChannelHandlerContext) {
        if isReading {
            request.wait(at: .now())
            watch(context)
        }
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let now = NIODeadline.now()
        request.rest(at: now)
        switch unwrapInboundIn(data) {
        case .head:
            (isReading, headExpiry) = (true, nil)
            unanswered += 1
            request.renew()
        case .body(let part): request.move(part.readableBytes, at: now)
        case .end:
            isReading = false
            awaitHead(context, at: now)
        }
        context.fireChannelRead(data)
    }

    // MARK: - The answer

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .body(var bytes):
            // In pieces, each of which is progress once it is sent.
            while bytes.readableBytes > limits.paceBytes, let piece = bytes.readSlice(length: limits.paceBytes) {
                send(.body(piece), limits.paceBytes, promise: nil, context)
            }
            send(.body(bytes), bytes.readableBytes, promise: promise, context)
        case .head(let head):
            if unsent == 0 { answer.renew() }
            send(.head(head), 0, promise: promise, context)
        case .end(let trailers): send(.end(trailers), 0, isEnd: true, promise: promise, context)
        }
    }

    private func send(
        _ part: HTTPResponsePart, _ size: Int, isEnd: Bool = false, promise: EventLoopPromise<Void>?, _ context: ChannelHandlerContext
    ) {
        let sent = promise ?? context.eventLoop.makePromise()
        unsent += 1
        answer.wait(at: .now())
        watch(context)
        sent.futureResult.assumeIsolated().whenSuccess { [self] in
            let now = NIODeadline.now()
            unsent -= 1
            answer.move(size, at: now)
            if unsent == 0 { answer.rest(at: now) }
            guard isEnd else { return }
            // Zero also for the answer to what was no request.
            unanswered = max(0, unanswered - 1)
            awaitHead(context, at: now)
        }
        context.write(wrapOutboundOut(part), promise: sent)
    }

    // MARK: - The clock

    /// Between requests the server's own idle limit counts; the next head has as long again.
    private func awaitHead(_ context: ChannelHandlerContext, at now: NIODeadline) {
        guard unanswered == 0, !isReading else { return }
        headExpiry = now + .seconds(limits.idleSeconds + limits.headSeconds)
        watch(context)
    }

    private var expiry: NIODeadline? {
        [headExpiry, isReading ? request.expiry : nil, unsent > 0 ? answer.expiry : nil].compactMap(\.self).min()
    }

    /// Looks again at the next moment at which something may be over: one timer, whatever it is set for.
    private func watch(_ context: ChannelHandlerContext) {
        guard let expiry, look == nil || expiry < lookAt else { return }
        look?.cancel()
        lookAt = expiry
        look = context.eventLoop.assumeIsolated().scheduleTask(deadline: expiry) { [self] in
            look = nil
            guard let expiry = self.expiry else { return }
            if expiry > .now() { return watch(context) }
            if unsent > 0 { Patience.cut(context.channel) } else { context.close(promise: nil) }
        }
    }

    /// Ends a connection in the middle of an answer so that its reader sees it: by a reset, since an orderly end is that of an
    /// answer without a length (RFC 9112, 6.3).
    static func cut(_ channel: any Channel) {
        resetting(channel).whenComplete { _ in channel.close(promise: nil) }
    }

    /// The same, and waits until it is done.
    static func cut(_ channel: any Channel) async {
        try? await resetting(channel).get()
        try? await channel.close()
    }

    private static func resetting(_ channel: any Channel) -> EventLoopFuture<Void> {
        guard let options = channel as? any SocketOptionProvider else { return channel.eventLoop.makeSucceededVoidFuture() }
        return options.unsafeSetSocketOption(level: .socket, name: .so_linger, value: Linger(isOn: 1, seconds: 0))
    }

    /// `struct linger` of sys/socket.h.
    private struct Linger {
        let isOn: CInt
        let seconds: CInt
    }
}
