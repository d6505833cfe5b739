import CCurl
import Synchronization

/// One exchange with the server on one libcurl handle. Lives on one lane, from there to ``close()``.
final class Conversation {
    let server: SMTPServer
    let limits: SMTPClient.Limits
    let letter: Letter?
    let abort: Abort
    private(set) var reply = Reply()
    private let message: [UInt8]
    private var sent = 0
    /// Whether the server knows yet that there is a letter: before that, no refusal is about it.
    private(set) var hasOffered = false
    private var isLeaving = false
    private var handle: UnsafeMutableRawPointer?
    private var recipients: UnsafeMutablePointer<curl_slist>?
    private let detail = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    /// Once in the life of the process, before the first handle.
    private static let library = ccurl_start()

    init(server: SMTPServer, limits: SMTPClient.Limits, letter: Letter?, abort: Abort) {
        self.server = server
        self.limits = limits
        self.letter = letter
        self.abort = abort
        message = letter?.rendered() ?? []
        detail.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit { detail.deallocate() }

    /// Blocks until the exchange is over.
    func hold() -> Result<Void, DeliveryFailure> {
        if abort.isSet.load(ordering: .relaxed) { return .failure(.aborted) }
        ccurl_block_sigpipe()
        guard Self.library == CURLE_OK, let handle = curl_easy_init() else {
            return .failure(DeliveryFailure(.configuration, reason: "libcurl cannot be started"))
        }
        self.handle = handle
        do throws(DeliveryFailure) {
            try connect(Options(handle))
            try converse(Options(handle))
        } catch {
            return .failure(error)
        }
        let outcome = curl_easy_perform(handle)
        guard let failure = failure(outcome, detail: String(cString: detail)) else { return .success(()) }
        return .failure(failure)
    }

    /// Ends the connection; must be called once.
    func close() {
        if let handle {
            // libcurl would wait two minutes for the answer to its QUIT; with our end closed it sees the end at once.
            var socket = curl_socket_t(-1)
            if ccurl_get_socket(handle, &socket) == CURLE_OK, socket >= 0 { shutdown(socket, Int32(SHUT_RD)) }
            curl_easy_cleanup(handle)
        }
        curl_slist_free_all(recipients)
    }

    private func connect(_ options: Options) throws(DeliveryFailure) {
        try options.set(CURLOPT_URL, server.curlURL)
        try options.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        try options.set(CURLOPT_PROXY, "")
        try options.set(CURLOPT_NOSIGNAL, 1)
        try options.set(CURLOPT_CONNECTTIMEOUT_MS, min(limits.connectMilliseconds, limits.totalMilliseconds))
        try options.set(CURLOPT_TIMEOUT_MS, limits.totalMilliseconds)
        try options.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, max(1, limits.totalMilliseconds / 1000))
        try options.set(CURLOPT_USE_SSL, server.encryption == .none ? CURLUSESSL_NONE : CURLUSESSL_ALL)
        try options.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        try options.set(CURLOPT_SSL_VERIFYPEER, 1)
        try options.set(CURLOPT_SSL_VERIFYHOST, 2)
        if let file = server.authorityFile {
            try options.set(CURLOPT_CAINFO, file)
            // The system's folder would be believed as well.
            try options.set(CURLOPT_CAPATH, nil as String?)
        }
        if let credentials = server.credentials {
            try options.set(CURLOPT_USERNAME, credentials.user)
            try options.set(CURLOPT_PASSWORD, credentials.password)
        }
    }

    private func converse(_ options: Options) throws(DeliveryFailure) {
        let own = Unmanaged.passUnretained(self).toOpaque()
        try options.set(CURLOPT_ERRORBUFFER, UnsafeMutableRawPointer(detail))
        try options.set(CURLOPT_VERBOSE, 1)
        try options.set(CURLOPT_DEBUGDATA, own)
        try options.set(debug: CURLOPT_DEBUGFUNCTION) { _, kind, text, count, own in
            Conversation.at(own)?.overhear(kind, UnsafeRawBufferPointer(start: text, count: text == nil ? 0 : count))
            return 0
        }
        // Else the reply to NOOP would go to standard output.
        try options.set(transfer: CURLOPT_WRITEFUNCTION) { _, size, count, _ in size * count }
        try options.set(CURLOPT_NOPROGRESS, 0)
        try options.set(CURLOPT_XFERINFODATA, own)
        try options.set(progress: CURLOPT_XFERINFOFUNCTION) { own, _, _, _, _ in
            Conversation.at(own)?.abort.isSet.load(ordering: .relaxed) == true ? 1 : 0
        }
        guard let letter else { return try options.set(CURLOPT_CUSTOMREQUEST, "NOOP") }

        try options.set(CURLOPT_MAIL_FROM, "<\(letter.from.address)>")
        recipients = curl_slist_append(nil, "<\(letter.to.address)>")
        try options.set(CURLOPT_MAIL_RCPT, recipients)
        try options.set(CURLOPT_UPLOAD, 1)
        try options.set(size: CURLOPT_INFILESIZE_LARGE, message.count)
        try options.set(CURLOPT_READDATA, own)
        try options.set(transfer: CURLOPT_READFUNCTION) { buffer, size, count, own in
            guard let buffer, let conversation = Conversation.at(own) else { return Int(CURL_READFUNC_ABORT) }
            return conversation.give(UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
        }
    }

    private static func at(_ own: UnsafeMutableRawPointer?) -> Conversation? {
        own.map { Unmanaged<Conversation>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Keeps the server's replies. That to QUIT, which libcurl sends after a refusal too, says nothing of the letter.
    private func overhear(_ kind: curl_infotype, _ text: UnsafeRawBufferPointer) {
        if kind == CURLINFO_HEADER_OUT {
            hasOffered = hasOffered || text.starts(with: "MAIL FROM:".utf8)
            isLeaving = text.starts(with: "QUIT".utf8)
        }
        if kind == CURLINFO_HEADER_IN, !isLeaving { reply.take(line: text) }
    }

    private func give(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        let piece = message[sent...].prefix(buffer.count)
        buffer.copyBytes(from: piece)
        sent += piece.count
        return piece.count
    }
}
