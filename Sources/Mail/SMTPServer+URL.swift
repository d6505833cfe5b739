extension SMTPServer {
    /// Reads the URL. Nothing is looked up and no file is opened here.
    public init(_ url: String) throws(SMTPURLFault) {
        let encryptedFromStart: Bool
        let rest: Substring
        if url.hasPrefix("smtp://") {
            (encryptedFromStart, rest) = (false, url.dropFirst(7))
        } else if url.hasPrefix("smtps://") {
            (encryptedFromStart, rest) = (true, url.dropFirst(8))
        } else {
            throw .scheme
        }

        let authorityEnd = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        let tail = rest[authorityEnd...]
        // A raw "/", "?" or "#" in a password ends the authority early and leaves the "@" behind it.
        if tail.contains("@") || tail.contains("#") { throw .percentEncoding }
        let path = tail.prefix { $0 != "?" }
        guard path.isEmpty || path == "/" else { throw .path }
        let parameters = try Parameters(tail.dropFirst(path.count).dropFirst())

        var place = rest[..<authorityEnd]
        var credentials: Credentials?
        if let at = place.lastIndex(of: "@") {
            credentials = try Credentials(place[..<at])
            place = place[place.index(after: at)...]
        }
        let (host, port) = try splitPlace(place)
        let local = isLoopback(host)

        let encryption: Encryption
        switch (encryptedFromStart, parameters.tls) {
        case (true, nil), (true, "required"): encryption = .implicit
        case (true, "none"): throw .tlsContradiction
        case (false, "required"): encryption = .startTLS
        case (false, "none"): encryption = .none
        case (false, nil): encryption = local ? .none : .startTLS
        default: throw .tls
        }
        if encryption == .none {
            if credentials != nil, !local { throw .passwordInTheClear }
            if parameters.ca != nil { throw .tlsContradiction }
        }
        if let ca = parameters.ca, !ca.hasPrefix("/") { throw .authorityFile }
        if let name = parameters.ehlo, !isHostName(name[...]) { throw .greetingName }

        let usual: UInt16 =
            switch encryption {
            case .implicit: 465
            case .startTLS: 587
            case .none: 25
            }
        self.init(
            host: host, port: port ?? usual, encryption: encryption,
            authorityFile: parameters.ca, greetingName: parameters.ehlo, credentials: credentials)
    }
}

extension SMTPServer.Credentials {
    /// `user:password`; the first colon divides, as in RFC 3986, section 3.2.1.
    fileprivate init(_ text: Substring) throws(SMTPURLFault) {
        guard let colon = text.firstIndex(of: ":") else { throw .credentials }
        user = try percentDecoded(text[..<colon])
        password = try percentDecoded(text[text.index(after: colon)...])
        if user.isEmpty || password.isEmpty { throw .credentials }
        if hasControlCharacter(user) || hasControlCharacter(password) { throw .controlCharacter }
    }
}

private struct Parameters {
    var tls, ca, ehlo: String?

    init(_ query: Substring) throws(SMTPURLFault) {
        for pair in query.split(separator: "&") {
            let name = pair.prefix { $0 != "=" }
            let value = try percentDecoded(pair.dropFirst(name.count + 1))
            if hasControlCharacter(value) { throw .controlCharacter }
            let known: WritableKeyPath<Parameters, String?>
            switch name {
            case "tls": known = \.tls
            case "ca": known = \.ca
            case "ehlo": known = \.ehlo
            default: throw .unknownParameter
            }
            if self[keyPath: known] != nil { throw .repeatedParameter }
            self[keyPath: known] = value
        }
    }
}

private func splitPlace(_ place: Substring) throws(SMTPURLFault) -> (host: String, port: UInt16?) {
    let host: Substring
    let rest: Substring
    if place.hasPrefix("["), let close = place.firstIndex(of: "]") {
        host = place[place.index(after: place.startIndex)..<close]
        rest = place[place.index(after: close)...]
        guard host.contains(":"), host.allSatisfy({ $0.isASCII && $0.isHexDigit || $0 == ":" || $0 == "." }) else {
            throw .host
        }
    } else {
        host = place.prefix { $0 != ":" }
        rest = place.dropFirst(host.count)
        guard isHostName(host) else { throw .host }
    }
    if rest.isEmpty { return (String(host), nil) }
    let digits = rest.dropFirst()
    guard rest.first == ":", digits.allSatisfy({ ("0"..."9").contains($0) }), let port = UInt16(digits), port > 0 else {
        throw .port
    }
    return (String(host), port)
}

/// Whether mail to this host stays on this machine, by its spelling alone: a name that merely resolves to a loopback
/// address is not believed.
private func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "::1" { return true }
    let octets = host.split(separator: ".", omittingEmptySubsequences: false)
    return octets.count == 4 && octets[0] == "127" && octets.allSatisfy { UInt8($0) != nil }
}

private func percentDecoded(_ text: Substring) throws(SMTPURLFault) -> String {
    var bytes: [UInt8] = []
    var units = text.utf8.makeIterator()
    while let unit = units.next() {
        if unit != UInt8(ascii: "%") {
            bytes.append(unit)
            continue
        }
        guard let high = hexValue(units.next()), let low = hexValue(units.next()) else { throw .percentEncoding }
        bytes.append(high << 4 | low)
    }
    guard let decoded = String(validating: bytes, as: UTF8.self) else { throw .percentEncoding }
    return decoded
}

private func hexValue(_ unit: UInt8?) -> UInt8? {
    unit.flatMap { Character(Unicode.Scalar($0)).hexDigitValue }.flatMap { UInt8(exactly: $0) }
}
