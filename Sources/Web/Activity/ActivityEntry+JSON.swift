import API
import Domain
import Store

extension ActivityEntry {
    /// As `/api/v1/activity` says it; moments in milliseconds since 1970.
    func write(to writer: inout JSONWriter) {
        writer.object {
            $0.member("number", number)
            $0.member("at", at.milliseconds)
            $0.member("actor", actor?.text)
            $0.member("actor_organization", actorOrganization?.text)
            $0.member("by_operator", isByOperator)
            $0.member("level", level)
            $0.name("name")
            name.write(to: &$0)
            $0.member("action", action)
            $0.member("outcome", outcome.rawValue)
            $0.member("target", target)
            $0.name("label")
            label.write(to: &$0)
            $0.name("changes")
            $0.array(changes) { writer, change in
                writer.object {
                    $0.member("field", change.field)
                    $0.name("before")
                    change.before.write(to: &$0)
                    $0.name("after")
                    change.after.write(to: &$0)
                }
            }
            $0.member("request_id", requestID)
            $0.name("address")
            address.write(to: &$0)
            $0.member("repeats", repeats)
        }
    }
}

extension ActivityEntry.Value {
    fileprivate func write(to writer: inout JSONWriter) {
        switch self {
        case .nothing: writer.value(nil as String?)
        case .text(let text): writer.value(text)
        case .erased: writer.object { $0.member("erased", true) }
        case .secret: writer.object { $0.member("secret", true) }
        }
    }
}
