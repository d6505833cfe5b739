import Domain

/// `PUT /api/v1/contacts/{id}/access`.
public enum AccessBody {
    public static let shape = RequestShape(
        "Access",
        [
            .init(
                "level", "The level that the contact shall have; none revokes the access.", .choice(Level.offered.map(\.rawValue)),
                isRequired: true)
        ])
}

extension Level {
    /// The levels that can be asked for. Which of them fit the organization is the store's to say.
    public static var offered: [Level] { ofPartners + ofStaff.dropFirst() }
}
