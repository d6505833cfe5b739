import CCurl

extension Conversation {
    /// What the end of the exchange means, nil if all went well.
    ///
    /// libcurl's result says where it ended; a reply of the server, where that was the reason, says how it is meant.
    func failure(_ outcome: CURLcode, detail: String) -> DeliveryFailure? {
        let code = reply.code
        switch outcome {
        case CURLE_OK:
            // libcurl goes on without signing in when the server offers no AUTH.
            if letter == nil, server.authenticates, !reply.codes.contains(235) {
                return DeliveryFailure(
                    .configuration, reason: "the mail server offers no sign-in; leave user and password out of its URL")
            }
            return nil
        case CURLE_ABORTED_BY_CALLBACK: return .aborted
        case CURLE_OPERATION_TIMEDOUT:
            return DeliveryFailure(.timeout, reason: "the mail server did not answer in time")
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT:
            return DeliveryFailure(.unreachable, reason: said("the mail server cannot be reached", detail))
        case _ where code.map { (400...499).contains($0) } == true:
            // A reply to the sign-in may repeat what was sent for it: it is never shown.
            let words = outcome == CURLE_LOGIN_DENIED ? "" : reply.text
            return DeliveryFailure(.temporary, code: code, reason: said("the mail server asks to try later", words))
        case CURLE_LOGIN_DENIED:
            return DeliveryFailure(
                .configuration, code: refusal,
                reason: "the mail server refused user and password, or knows no common way to sign in")
        case CURLE_USE_SSL_FAILED:
            return DeliveryFailure(
                .configuration, code: refusal, reason: "the mail server offers no STARTTLS; nothing was sent")
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_ENGINE_NOTFOUND:
            return DeliveryFailure(.configuration, reason: said("TLS with the mail server failed", detail))
        case _ where refusal != nil:
            // For want of encryption or sign-in (RFC 4954, section 6; RFC 3207, section 4) no letter would pass.
            let isAboutLetter = hasOffered && ![530, 534, 535, 538].contains(refusal)
            return DeliveryFailure(
                isAboutLetter ? .permanent : .configuration, code: refusal,
                reason: said("the mail server refused", reply.text))
        default:
            return DeliveryFailure(.temporary, reason: said("the connection to the mail server broke", detail))
        }
    }

    private var refusal: Int? { reply.code.flatMap { (500...599).contains($0) ? $0 : nil } }

    private func said(_ ours: String, _ theirs: String) -> String {
        let secrets = [
            server.credentials?.user, server.credentials?.password, letter?.to.localPart, letter?.from.localPart,
        ].compactMap(\.self)
        let words = redacted(theirs, secrets: secrets)
        return words.isEmpty ? ours : "\(ours): \(words)"
    }
}

extension DeliveryFailure {
    static let aborted = DeliveryFailure(.temporary, reason: "the delivery was stopped before it ended")
}
