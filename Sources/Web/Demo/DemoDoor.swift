import Domain
import Pages
import Store

/// What the demo shows of itself at its door.
public enum DemoDoor {
    /// Everybody's passphrase.
    public static let passphrase = "an open door for the demo"
}

extension Portal {
    /// The made-up people by organization.
    func demoPeople() async throws -> DemoPeople {
        let codes = try await store.demoCodes(box: box)
        var groups: [DemoPeople.Group] = []
        for persona in try await store.personas() {
            let one = DemoPeople.Persona(
                id: persona.contact.text, name: persona.name, level: persona.level, access: persona.access,
                email: persona.email?.text ?? "", code: codes[persona.contact])
            if groups.last?.organization == persona.organizationName {
                groups[groups.count - 1].personas.append(one)
            } else {
                groups.append(
                    DemoPeople.Group(
                        organization: persona.organizationName, isSuspended: persona.organizationStatus == .suspended, personas: [one]))
            }
        }
        return DemoPeople(groups: groups, passphrase: DemoDoor.passphrase)
    }
}
