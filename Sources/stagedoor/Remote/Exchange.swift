import CCurl
import Foundation

/// One call and its answer on a libcurl handle. Lives on the thread that holds it.
///
/// Certificates are those of the system, TLS is 1.2 or later. No redirect is followed, since the token would go along; no
/// proxy is asked, and no cookie or password of this machine is sent.
final class Exchange {
    /// The longest body that an answer keeps, of a call that was done and of one that was refused.
    private static let limits = (done: 64 << 20, refused: 1 << 20)

    private let request: WireRequest
    private let valve: Valve
    /// What is sent, and how much of it is still to come.
    private let source: InputStream?
    private var rest = 0
    private var status = 0
    private var headers: [String: [String]] = [:]
    private var body: [UInt8] = []
    private var hasBegun = false
    /// Why it was given up here.
    private var failure: Failure?
    private let detail = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    init(_ request: WireRequest, _ valve: Valve) {
        self.request = request
        self.valve = valve
        switch request.body {
        case nil: source = nil
        case .bytes(let bytes):
            source = InputStream(data: bytes)
            rest = bytes.count
        case .file(let path, let length):
            source = InputStream(fileAtPath: path)
            rest = length
        }
        detail.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit { detail.deallocate() }

    /// Blocks until the answer is there.
    func hold(_ handle: UnsafeMutableRawPointer) throws -> Answer {
        source?.open()
        defer { source?.close() }
        // libcurl would wait a second for a server that does not say at once that it wants the body.
        let lines = (request.headers + ["expect:"]).reduce(nil) { curl_slist_append($0, $1) }
        defer { curl_slist_free_all(lines) }
        // The connection stays; what points here does not.
        defer { curl_easy_reset(handle) }
        let refused = (ways(handle) + call(handle, lines) + callbacks(handle)).first { $0 != CURLE_OK }
        let outcome = refused ?? curl_easy_perform(handle)
        if outcome == CURLE_OK { return Answer(status: status, headers: headers, body: body) }
        if let failure { throw failure }
        if valve.isShut { throw CancellationError() }
        throw WireFault(
            wasSent: ccurl_get_long(handle, CURLINFO_REQUEST_SIZE) > 0, hasBegun: hasBegun, reason: reason(outcome, handle))
    }

    private func ways(_ handle: UnsafeMutableRawPointer) -> [CURLcode] {
        [
            ccurl_set_string(handle, CURLOPT_PROTOCOLS_STR, "http,https"),
            ccurl_set_long(handle, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1)),
            ccurl_set_long(handle, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)),
            ccurl_set_long(handle, CURLOPT_SSL_VERIFYPEER, 1),
            ccurl_set_long(handle, CURLOPT_SSL_VERIFYHOST, 2),
            ccurl_set_long(handle, CURLOPT_FOLLOWLOCATION, 0),
            ccurl_set_string(handle, CURLOPT_PROXY, ""),
            ccurl_set_string(handle, CURLOPT_UNIX_SOCKET_PATH, request.socket),
            ccurl_set_long(handle, CURLOPT_NOSIGNAL, 1),
            ccurl_set_long(handle, CURLOPT_CONNECTTIMEOUT, 10),
            // Less than a byte a second for two minutes.
            ccurl_set_long(handle, CURLOPT_LOW_SPEED_LIMIT, 1),
            ccurl_set_long(handle, CURLOPT_LOW_SPEED_TIME, 120),
        ]
    }

    private func call(_ handle: UnsafeMutableRawPointer, _ lines: UnsafeMutablePointer<curl_slist>?) -> [CURLcode] {
        let common = [
            ccurl_set_string(handle, CURLOPT_URL, request.url),
            ccurl_set_long(handle, CURLOPT_PATH_AS_IS, 1),
            ccurl_set_string(handle, CURLOPT_CUSTOMREQUEST, request.method),
            ccurl_set_list(handle, CURLOPT_HTTPHEADER, lines),
            // libcurl sends a call again by itself when a connection that was used before turns out to be dead. Whether a
            // call may be sent twice is not known there.
            ccurl_set_long(handle, CURLOPT_FRESH_CONNECT, request.method == "GET" ? 0 : 1),
        ]
        guard request.body != nil else { return common }
        return common + [ccurl_set_long(handle, CURLOPT_UPLOAD, 1), ccurl_set_offset(handle, CURLOPT_INFILESIZE_LARGE, rest)]
    }

    private func callbacks(_ handle: UnsafeMutableRawPointer) -> [CURLcode] {
        let own = Unmanaged.passUnretained(self).toOpaque()
        return [
            ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, detail),
            ccurl_set_pointer(handle, CURLOPT_READDATA, own),
            ccurl_set_transfer(handle, CURLOPT_READFUNCTION) { room, size, count, own in
                Exchange.at(own)?.give(UnsafeMutableRawBufferPointer(start: room, count: size * count)) ?? Int(CURL_READFUNC_ABORT)
            },
            ccurl_set_pointer(handle, CURLOPT_HEADERDATA, own),
            ccurl_set_transfer(handle, CURLOPT_HEADERFUNCTION) { line, size, count, own in
                Exchange.at(own)?.read(line: UnsafeRawBufferPointer(start: line, count: size * count))
                return size * count
            },
            ccurl_set_pointer(handle, CURLOPT_WRITEDATA, own),
            ccurl_set_transfer(handle, CURLOPT_WRITEFUNCTION) { piece, size, count, own in
                let isTaken = Exchange.at(own)?.receive(UnsafeRawBufferPointer(start: piece, count: size * count))
                return isTaken == true ? size * count : 0
            },
            ccurl_set_long(handle, CURLOPT_NOPROGRESS, 0),
            ccurl_set_pointer(handle, CURLOPT_XFERINFODATA, own),
            // Asked at least once a second.
            ccurl_set_progress(handle, CURLOPT_XFERINFOFUNCTION) { own, _, _, _, _ in Exchange.at(own)?.valve.isShut == false ? 0 : 1 },
        ]
    }

    private static func at(_ own: UnsafeMutableRawPointer?) -> Exchange? {
        own.map { Unmanaged<Exchange>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Nil when there is less to send than was promised.
    private func give(_ room: UnsafeMutableRawBufferPointer) -> Int? {
        guard rest > 0, let place = room.bindMemory(to: UInt8.self).baseAddress else { return 0 }
        let count = source?.read(place, maxLength: min(room.count, rest)) ?? 0
        guard count > 0 else {
            failure = Failure(.usage, "the file changed while it was sent: run it again")
            return nil
        }
        rest -= count
        return count
    }

    /// A line of an answer's head: `HTTP/1.1 200 OK`, or `name: value`.
    private func read(line bytes: UnsafeRawBufferPointer) {
        let line = String(decoding: bytes, as: UTF8.self)
        if line.hasPrefix("HTTP/") {
            // The head before it was that of a 1xx.
            headers = [:]
            status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        } else if let colon = line.firstIndex(of: ":") {
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespacesAndNewlines)
            headers[line[..<colon].lowercased(), default: []].append(value)
        }
    }

    private func receive(_ piece: UnsafeRawBufferPointer) -> Bool {
        let isDone = (200..<300).contains(status)
        if isDone, valve.isUsed {
            hasBegun = true
            return valve.offer(Data(piece))
        }
        guard body.count + piece.count <= (isDone ? Exchange.limits.done : Exchange.limits.refused) else {
            failure = Failure(.refused, "the server answered \(status) with more than a portal says: is the address right?")
            return false
        }
        body += piece
        return true
    }

    private func reason(_ outcome: CURLcode, _ handle: UnsafeMutableRawPointer) -> String {
        let words = String(cString: detail[0] == 0 ? curl_easy_strerror(outcome) : UnsafePointer(detail))
        switch outcome {
        case CURLE_COULDNT_RESOLVE_HOST: return "there is no host of this name"
        case CURLE_OPERATION_TIMEDOUT: return "it did not answer in time"
        case CURLE_PEER_FAILED_VERIFICATION: return "its certificate is not trusted on this machine (\(words))"
        case CURLE_SSL_CONNECT_ERROR: return "no encrypted connection came about; does it speak https there? (\(words))"
        case CURLE_COULDNT_CONNECT:
            let number = ccurl_get_long(handle, CURLINFO_OS_ERRNO)
            return number == 0 ? words : String(cString: strerror(Int32(number)))
        default: return words
        }
    }
}
