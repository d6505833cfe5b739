import Mail
import Testing

func letter(
    to recipient: String = "maya@north.example", id: String = "0190b5f0-0000-7000-8000-000000000001",
    name: String = "Maya Ortiz", subject: String = "Your invitation", text: String = "Hello Maya,\n\nwelcome.\n",
    html: String = "<!doctype html><p>Hello Maya,<p>welcome.", language: String = "en"
) throws -> Letter {
    try Letter(
        id: id, from: Mailbox("portal@stage.example", name: "Stagedoor"), to: Mailbox(recipient, name: name),
        replyTo: Mailbox("help@stage.example"), subject: subject, text: text, html: html,
        date: 1_795_254_060_999, language: language)
}

func client(_ url: String, timeout: Duration = .seconds(20), lanes: Int = 2) throws -> SMTPClient {
    try SMTPClient(SMTPServer(url), connectTimeout: timeout, timeout: timeout, lanes: lanes)
}

/// The failure that an attempt must end with; without a letter, that of a check.
func failure(_ client: SMTPClient, delivering letter: Letter? = nil) async throws -> DeliveryFailure {
    do throws(DeliveryFailure) {
        if let letter { try await client.deliver(letter) } else { try await client.check() }
    } catch {
        return error
    }
    throw Unexpected()
}

private struct Unexpected: Error, CustomStringConvertible {
    var description: String { "the attempt succeeded where a failure was expected" }
}
