/// Everybody's passphrase in the demo, shown on its sign-in page.
enum DemoDoor {
    static let passphrase = "an open door for the demo"
}
