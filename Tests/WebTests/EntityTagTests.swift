import HTTPTypes
import Testing

@testable import Store
@testable import Web

/// Conditions of RFC 9110, 13.
@Suite("Entity tags")
struct EntityTagTests {
    @Test(
        "a list is split at commas between tags, never at those within one",
        arguments: [
            ("\"3\"", ["3"]), ("\"3\", \"4\"", ["3", "4"]), ("\"3\",\"4\"", ["3", "4"]), (",, \"3\" ,\t\"4\",", ["3", "4"]),
            ("\"a,b\"", ["a,b"]), ("\"a,b\", W/\"c,d\"", ["a,b", "c,d"]), ("\"\"", [""]), ("", []),
            ("W/\"3\"", ["3"]), ("\"é\"", ["é"]), ("\"W/\"", ["W/"]), ("\"*\"", ["*"]), ("\"a\\\"", ["a\\"]),
        ] as [(String, [String])])
    func lists(_ header: String, _ tags: [String]) throws {
        guard case .listed(let found)? = EntityTags(header) else { return #expect(Bool(false), "\(header)") }
        #expect(found.map(\.opaque) == tags)
    }

    @Test(
        "what is no list of tags is none",
        arguments: [
            "3", "\"3", "3\"", "\"3\" \"4\"", "\"3\";\"4\"", "w/\"3\"", "W/3", "W/ \"3\"", "\"a b\"", "*, \"3\"", "\"3\", *", "**",
            "\"a\u{7F}\"",
        ])
    func malformed(_ header: String) {
        #expect(EntityTags(header) == nil)
    }

    @Test("a star is any")
    func star() {
        #expect(EntityTags(" * ") == .any)
        #expect(EntityTags("*")?.match(EntityTag("x")) == true)
    }

    @Test("tags compare weakly for If-None-Match, and weak ones fit nothing for If-Match")
    func comparison() throws {
        #expect(EntityTags("W/\"3\"")?.match(EntityTag("3")) == true)
        #expect(EntityTags("\"3\", \"4\"")?.match(EntityTag("4")) == true)
        #expect(EntityTags("\"3\"")?.match(EntityTag("4")) == false)
    }

    @Test("a tag of ours names a version, with its sum or without")
    func versions() {
        let tag = EntityTag(version: 12, saying: Array("{}".utf8))
        #expect(tag.version == 12 && EntityTag(header: tag.header) == tag)
        #expect(tag != EntityTag(version: 12, saying: Array("{ }".utf8)))
        #expect(EntityTag("12").version == 12)
        for other in ["", "0", "-1", "012", "+12", "12-", "12-xyz", "12-0123456789abcdeg", "a", "9223372036854775808"] {
            #expect(EntityTag(other).version == nil, "\(other)")
        }
    }

    @Test("a version is refused when it is none of those that may be there, or one that may not")
    func expected() throws {
        var expected = ExpectedVersion.exactly(3)
        try expected.require(3)
        #expect(throws: (any Error).self) { try expected.require(4) }
        expected.noneOf = [3]
        #expect(throws: (any Error).self) { try expected.require(3) }
        expected = .any
        expected.noneOf = [3]
        try expected.require(4)
        #expect(throws: (any Error).self) { try expected.require(3) }
        expected = .any
        expected.mayExist = false
        #expect(throws: (any Error).self) { try expected.require(1) }
    }
}
