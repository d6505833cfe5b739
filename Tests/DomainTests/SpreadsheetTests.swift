import Testing

@testable import Domain

/// Numbers in files that a spreadsheet or a data frame has had in its hands.
@Suite("Numbers of spreadsheets")
struct SpreadsheetTests {
    private func organization(_ asns: String) throws -> [UInt32] {
        let row: ImportedFields = [.name: "Fjord Net", .asns: asns]
        return try row.organization.validated(over: nil).asns.map(\.number)
    }

    private func errors(_ work: () throws -> some Any) -> [FieldError] {
        do {
            _ = try work()
            return []
        } catch Trouble.invalid(let errors) {
            return errors
        } catch {
            return [FieldError("\(error)", .missing)]
        }
    }

    @Test(
        "an AS number that a spreadsheet wrote as an amount is refused, never read as another number",
        arguments: [
            "13338.0", "13,339", "13.340", "13338.00", "13338,0", "13338,00", "4,200,000,001", "4.200.000.001", "4'200'000'001",
            "4’200’000’001", "4\u{A0}200\u{A0}000\u{A0}001", "13\u{202F}339", "1.3338E4", "1,3338E+04", "1E5", "13338.", "1.10", "AS1.10",
            "AS13,339", "701,702", "1,234.00", "1.234,00", "as13338.0", "1,33,340",
            "12,34,567", "2,64,512", "4,20,00,00,001", "AS2,64,512", "701,12,702",
        ])
    func amounts(_ text: String) {
        #expect(errors { try organization(text) } == [FieldError("asns[0]", .spreadsheetNumber(text))])
        #expect(errors { try organization("64990 \(text)") } == [FieldError("asns[1]", .spreadsheetNumber(text))])
    }

    @Test(
        "several numbers stand with blanks, semicolons, bars, or commas that are no thousands",
        arguments: [
            ("13341", [13341]), ("AS13341", [13341]), ("AS 64990", [64990]), ("asn 64990 AS 64991", [64990, 64991]),
            ("64990 64991", [64990, 64991]), ("64990;64991", [64990, 64991]), ("64990, 64991", [64990, 64991]),
            ("64990,64991", [64990, 64991]), ("701 702", [701, 702]), ("701, 702", [701, 702]), ("AS701,AS702", [701, 702]),
            ("64990 | 64991", [64990, 64991]), ("4200000001", [4_200_000_001]),
            ("701,42,64990", [701, 42, 64990]), ("64990,42,701", [64990, 42, 701]), ("701,64990,702", [701, 64990, 702]),
        ] as [(String, [UInt32])])
    func lists(_ text: String, _ numbers: [UInt32]) throws {
        #expect(try organization(text) == numbers)
    }

    @Test("what is wrong with a row besides is said with it")
    func together() {
        let row: ImportedFields = [.name: "", .externalID: "1001.0", .asns: "13,339 13338.0 x"]
        #expect(
            Set(errors { try row.organization.validated(over: nil) }.map(\.field)) == ["name", "external_id", "asns[0]", "asns[1]"])
    }

    @Test("typed into a form or sent to the API, asdot is what RFC 5396 says it is")
    func asdot() throws {
        #expect(try ASN("2.10").number == 131_082)
        #expect(try ASN("AS 64990").number == 64990)
        #expect(ASN.items(in: "AS 64990, 64991 asn 64992") { $0.isWhitespace || $0 == "," } == ["AS64990", "64991", "asn64992"])
        for text in ["+64990", "1.+10", "", "AS", "1.2.3", "-1", "٣", "13338.0.0"] {
            #expect(throws: FieldProblem.notAnASN) { try ASN(text) }
        }
    }

    @Test("phones and external ids that were amounts are refused; others are what they are")
    func others() throws {
        func contact(_ fields: ImportedFields) -> [String] {
            let row = fields.merging([.firstName: "Ann", .email: "ann@b.example"]) { first, _ in first }
            return errors { try row.contact(sites: [:]).validated(over: nil) }.map(\.field)
        }
        for text in ["+4755201143.0", "4755201143.0", "004755201143.00", "4.4207946E+11", "4,42E+11", "+4755201143,0"] {
            #expect(contact([.phone: text]) == ["phone"])
        }
        for text in ["+47 55.20.11.43", "+33.612.345.678", "+33.1.42.68.53.00", "+47 55 20 11 00"] {
            #expect(contact([.phone: text]).isEmpty)
        }
        for text in ["1001.0", "1.23457E+11", "1E+05", "100000,0"] {
            #expect(contact([.externalID: text]) == ["external_id"])
            let site: ImportedFields = [.externalID: text, .code: "osl001", .name: "Oslo", .timeZone: "UTC"]
            #expect(errors { try site.site.validated(over: nil) }.map(\.field) == ["external_id"])
        }
        for text in ["1001", "1.0", "2.10", "E5", "1E5B", "10.20.30", "A-1001.0", "1001.5", "1,001", "org:1"] {
            #expect(contact([.externalID: text]).isEmpty)
        }
    }
}
