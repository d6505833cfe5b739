import API
import Domain
import HTTPTypes
import Pages
import Store

/// A way back in for somebody else, started by an Admin and completed by mail.
extension RouteList {
    mutating func recoveryStart() {
        page(.post, .userRecovery, StartRecovery.self) { visit in
            let id = try visit.asked.id(of: Contact.self)
            let place = try await visit.settled()
            try visit.requireConfirmation()
            do {
                try await visit.store.startRecovery(of: id, by: visit.grant, in: place.looking, from: visit.origin, postman: visit.postman)
                return .see(place.links.user(id), .recoveryStarted)
            } catch Trouble.conflict(let conflict) {
                return try await place.usersPage(open: id, refusal: conflict.phrase, status: .conflict)
            }
        }
        api(
            .post, "/api/v1/contacts/{id}/recovery", StartRecovery.self,
            Operation("Start a recovery, which the person completes by mail", status: 202, answer: .nothing)
        ) { call in
            let id = try call.asked.id(of: Contact.self)
            try call.requireConfirmation()
            let place = try await call.place(of: id)
            return try await call.once({ Reply(.accepted) }) { once in
                try await call.store.startRecovery(
                    of: id, by: call.grant, in: place, from: call.origin, postman: call.portal.postman, once: once)
            }
        }
    }
}
