@_spi(Authenticator) import Domain

/// Who background work acts as: a column of the matrix like everybody else.
enum Worker {
    static let actor = Actor(contact: nil, organization: nil, level: .worker, name: "Stagedoor")
}
