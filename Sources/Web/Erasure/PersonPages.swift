import Domain
import HTTPTypes
import Markup
import Pages
import Store

/// What is held about somebody, and its erasure, on their request: a page of the Operator admin's.
extension RouteList {
    mutating func personPages() {
        page(.get, .userErase, ErasePerson.self) { visit in
            try visit.requireConfirmation()
            let id = try visit.asked.id(of: Contact.self)
            let place = try await visit.settled()
            let (contact, standing) = try await place.contact(id)
            try place.grant.require(contact.target)
            let refusal: Conflict? = id == visit.actor.contact ? .ownContact : standing.isLastTop ? .lastTopLevel : nil
            let gaps = try await place.named(place.gapsOpened(by: [Remaining(contact)]))
            return place.page(Confirmation.erasing(contact, lastFor: gaps, refusal: refusal, links: place.links))
        }
        page(.post, .userErase, ErasePerson.self) { visit in
            try visit.requireConfirmation()
            let id = try visit.asked.id(of: Contact.self)
            let place = try await visit.settled()
            let opened = try await place.gapsOpened(by: id)
            let erased = try await place.store.erasePerson(
                id, in: place.subject, by: place.grant, from: place.origin, postman: place.postman)
            let outcome: Outcome = erased.others.isEmpty ? .personErased : .personErasedHere
            return .see(place.links.users.query("done", outcome.rawValue).opening(opened))
        }
        page(.get, .userPerson, ExportPerson.self) { visit in
            try visit.requireConfirmation()
            let id = try visit.asked.id(of: Contact.self)
            let place = try await visit.settled()
            let bytes = try await place.store.exportPerson(id, in: place.subject, by: place.grant, from: place.origin)
            return .file("person-\(id).json", "application/json", .bytes(bytes))
        }
    }
}
