import CCurl

/// Sets options of a libcurl handle; one that this libcurl lacks is a failure, never skipped.
struct Options {
    private let handle: UnsafeMutableRawPointer

    init(_ handle: UnsafeMutableRawPointer) { self.handle = handle }

    func set(_ option: CURLoption, _ value: Int) throws(DeliveryFailure) {
        try require(ccurl_set_long(handle, option, value))
    }

    func set(_ option: CURLoption, _ value: curl_usessl) throws(DeliveryFailure) {
        try set(option, Int(value.rawValue))
    }

    func set(size option: CURLoption, _ value: Int) throws(DeliveryFailure) {
        try require(ccurl_set_offset(handle, option, curl_off_t(value)))
    }

    /// libcurl keeps a copy of the text.
    func set(_ option: CURLoption, _ value: String?) throws(DeliveryFailure) {
        try require(ccurl_set_string(handle, option, value))
    }

    func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer) throws(DeliveryFailure) {
        try require(ccurl_set_pointer(handle, option, value))
    }

    /// libcurl keeps the pointer: the list must outlive the exchange.
    func set(_ option: CURLoption, _ value: UnsafeMutablePointer<curl_slist>?) throws(DeliveryFailure) {
        try require(value == nil ? CURLE_OUT_OF_MEMORY : ccurl_set_list(handle, option, value))
    }

    func set(transfer option: CURLoption, _ value: curl_read_callback) throws(DeliveryFailure) {
        try require(ccurl_set_transfer(handle, option, value))
    }

    func set(progress option: CURLoption, _ value: curl_xferinfo_callback) throws(DeliveryFailure) {
        try require(ccurl_set_progress(handle, option, value))
    }

    func set(debug option: CURLoption, _ value: curl_debug_callback) throws(DeliveryFailure) {
        try require(ccurl_set_debug(handle, option, value))
    }

    private func require(_ outcome: CURLcode) throws(DeliveryFailure) {
        if outcome == CURLE_OK { return }
        let why = String(cString: curl_easy_strerror(outcome))
        throw DeliveryFailure(.configuration, reason: "libcurl refuses an option: \(why)")
    }
}
