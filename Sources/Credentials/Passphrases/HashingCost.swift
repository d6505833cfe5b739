extension PassphraseHasher {
    /// What one Argon2id hash takes.
    public struct Cost: Sendable, Hashable {
        /// Memory in KiB.
        public let memoryKiB: UInt32
        /// Passes over the memory.
        public let passes: UInt32
        /// Lanes; computed by one thread all the same.
        public let lanes: UInt32

        /// 19 MiB, two passes, one lane: OWASP's minimum for Argon2id (ASVS 5.0, appendix C), about 35 ms of one core.
        public static let standard = Cost(memoryKiB: 19456, passes: 2, lanes: 1, checked: ())

        /// The cheapest that libargon2 computes. For tests alone.
        static let least = Cost(memoryKiB: 8, passes: 1, lanes: 1, checked: ())

        /// Nil outside of 8 KiB to 1 GiB, 1 to 16 passes, 1 to 16 lanes, or with less than 8 KiB a lane.
        public init?(memoryKiB: UInt32, passes: UInt32, lanes: UInt32) {
            guard (8...1_048_576).contains(memoryKiB), (1...16).contains(passes), (1...16).contains(lanes),
                memoryKiB >= 8 * lanes
            else { return nil }
            self.init(memoryKiB: memoryKiB, passes: passes, lanes: lanes, checked: ())
        }

        private init(memoryKiB: UInt32, passes: UInt32, lanes: UInt32, checked: Void) {
            (self.memoryKiB, self.passes, self.lanes) = (memoryKiB, passes, lanes)
        }
    }
}
