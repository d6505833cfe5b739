import HTTPTypes

/// What every answer carries, refusals and errors included.
enum Headers {
    static func complete(_ reply: inout Reply, nonce: String, requestID: String, isHTTPS: Bool) {
        reply.headers[.requestID] = requestID
        reply.headers[.xContentTypeOptions] = "nosniff"
        // With no-referrer, browsers send `Origin: null` with our own forms; other sites still learn nothing.
        reply.headers[.referrerPolicy] = "same-origin"
        reply.headers[.permissionsPolicy] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        reply.headers[.crossOriginOpener] = "same-origin"
        reply.headers[.crossOriginResource] = "same-origin"
        reply.headers[.frameOptions] = "DENY"
        if isHTTPS { reply.headers[.strictTransportSecurity] = "max-age=63072000; includeSubDomains" }
        if reply.headers[.contentSecurityPolicy] == nil {
            reply.headers[.contentSecurityPolicy] = """
                default-src 'none'; script-src 'nonce-\(nonce)'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                font-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'
                """
        }
        // Pages hold people's data: nothing keeps a copy. Assets say otherwise themselves.
        if reply.headers[.cacheControl] == nil { reply.headers[.cacheControl] = "no-store" }
        if reply.headers[.vary] == nil { reply.headers[.vary] = "Cookie, Accept-Language" }
    }
}
