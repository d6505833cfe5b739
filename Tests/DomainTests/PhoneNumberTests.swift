import Foundation
import Testing

@testable import Domain

@Suite("Phone numbers")
struct PhoneNumberTests {
    @Test(
        "a number is taken as people write it, and kept in E.164",
        arguments: [
            ("+47 55 20 11 43", "+4755201143"), ("0047 55-20.11(43)", "+4755201143"), ("+1 (415) 555-0100", "+14155550100"),
            // A trunk prefix behind the country code is not dialled from abroad, but in Italy.
            ("+44 (0)20 7946 0018", "+442079460018"), ("+44 020 7946 0018", "+442079460018"), ("+49 (0) 30 901820", "+4930901820"),
            ("+41 (0)44 668 18 00", "+41446681800"), ("+7 (8) 495 123 45 67", "+74951234567"), ("+39 02 3661 8300", "+390236618300"),
            ("(+47) 55 20 11 43", "+4755201143"), ("( +47 ) 55201143", "+4755201143"), ("(0047) 55 20 11 43", "+4755201143"),
            ("tel:+47-55-20-11-43", "+4755201143"), ("TEL: +47 55 20 11 43", "+4755201143"),
            ("tel:+4755201143;ext=12", "+4755201143;ext=12"),
            // What programs put between digits.
            ("+47\u{A0}55\u{202F}20\u{2009}11\u{3000}43", "+4755201143"), ("+47\u{2011}55\u{2010}20\u{2013}11\u{2212}43", "+4755201143"),
            ("\u{202A}+47 55 20 11 43\u{202C}", "+4755201143"), ("\u{FEFF}+47\u{200B}55201143", "+4755201143"),
            ("+47\t55201143", "+4755201143"),
            ("＋４７５５２０１１４３", "+4755201143"), ("+٤٧٥٥٢٠١١٤٣", "+4755201143"), ("+49 30/901820", "+4930901820"),
            ("+966 11 555 0100", "+966115550100"), ("+800 1234 5678", "+80012345678"),
        ])
    func taken(_ text: String, _ kept: String) throws {
        #expect(try PhoneNumber(text).text == kept)
        #expect(try PhoneNumber(kept).text == kept)
    }

    @Test(
        "an extension is kept as its digits, however it is marked",
        arguments: [
            ", ext. 12", " ext 12", " ext.12", "x12", " x 12", "#12", ";ext=12", ", extension 12", " extensión 12", " Ext: 12", "; ext 12",
            " extn 12", " (ext 12)", "(ext. 12)", ", (x12)", " xtn 12", " anexo 12", " int. 12", " int 12", " interno 12", " доб. 12",
            " ДОБ 12", " добавочный 12", "ｘ12", " ｅｘｔ．１２", "＃12", "（ext 12）",
        ])
    func extensions(_ suffix: String) throws {
        let number = try PhoneNumber("+47 55 20 11 43" + suffix)
        #expect(number.text == "+4755201143;ext=12")
        #expect(number.number == "+4755201143" && number.extension == "12")
    }

    @Test(
        "what cannot be dialled from everywhere, or is more than one number, is refused",
        arguments: [
            "", "+", "55 20 11 43", "020 7946 0018", "+0123456789", "+47 55", "+47 555 201 143 9", "+12345678901234567890", "++4755201143",
            "+47+55201143",
            "+47 55 20 11 43 ext", "+47 55 20 11 43 (ext)", "+47 55 20 11 43 ext 12)",
            "+47 55 20 11 43 ext 123456789", "+47 55 20 11 43 / +47 55 20 11 44", "+47 55201143/44",
            "+47 55 20 11 43, 12",
            "+47 55 20 11 43 or mail", "call +47 55 20 11 43", "+1 800 FLOWERS", "+999 55201143", "tel:7042;phone-context=example.com",
            "tel:+4755201143;isub=1", "+47 55 20 11 43 ext 12 ext 13", "+47 55 20 11\n43", "0055", "１２３",
        ])
    func refused(_ text: String) {
        #expect(throws: FieldProblem.notAPhone) { try PhoneNumber(text) }
    }

    @Test(
        "a number as it is dialled at home is read with its country, and not without",
        arguments: [
            ("020 7946 0018", "GB", "+442079460018"), ("030 901820", "de", "+4930901820"), ("(415) 555-0100", "US", "+14155550100"),
            ("011 47 55 20 11 43", "US", "+4755201143"), ("+47 55 20 11 43", "GB", "+4755201143"), ("02 3661 8300", "IT", "+390236618300"),
        ])
    func national(_ text: String, _ country: String, _ kept: String) throws {
        #expect(try PhoneNumber(text, in: country).text == kept)
        for none in ["", "XX", "United Kingdom", "G\0"] where !text.hasPrefix("+") {
            #expect(throws: FieldProblem.notAPhone) { try PhoneNumber(text, in: none) }
        }
    }

    @Test(
        "00 is the plus sign also for an organization whose country dials abroad by other digits",
        arguments: ["TH", "SG", "KH", "RU", "KZ", "ID", "US", "JP", "AU", "HK", "IL", "GB", "DE", "NO", "FI"])
    func foreign(_ country: String) throws {
        for (text, kept) in [
            ("0049 30 90182012", "+493090182012"), ("00493090182012", "+493090182012"), ("0044 20 7946 0018", "+442079460018"),
            ("(0047) 55 20 11 43", "+4755201143"), ("0031 20 514 1712 x 12", "+31205141712;ext=12"),
        ] {
            #expect(try PhoneNumber(text, in: country).text == kept)
        }
    }

    @Test(
        "a number that the country's plan does not have, or that is one number here and another there, is refused",
        arguments: [
            // 009 is how Thailand may dial abroad: Afghanistan's or Belgium's.
            ("0093234567890", "TH"), ("0049 30", "TH"), ("00123", "SG"), ("0099 30 90182012", "RU"), ("020 0000 0018 2", "GB"),
            ("555 0100", "US"),
        ])
    func unplanned(_ text: String, _ country: String) {
        #expect(throws: FieldProblem.notAPhone) { try PhoneNumber(text, in: country) }
    }

    @Test(
        "what dials abroad from a country is read as it is there",
        arguments: [
            ("001 44 20 7946 0018", "TH", "+442079460018"), ("810 44 20 7946 0018", "RU", "+442079460018"),
            ("8 495 123 45 67", "RU", "+74951234567"), ("6123 4567", "SG", "+6561234567"), ("021 5794 0018", "ID", "+622157940018"),
        ])
    func outward(_ text: String, _ country: String, _ kept: String) throws {
        #expect(try PhoneNumber(text, in: country).text == kept)
    }

    @Test(
        "a number is found without the trunk prefix, also where the country code ends with the prefix's digit",
        arguments: [
            ("+902123456789", "2123456789"), ("+40213456789", "213456789"), ("+380441234567", "441234567"), ("+20223456789", "223456789"),
            ("+3612345678", "12345678"), ("+442079460018", "2079460018"), ("+390236618300", "0236618300"), ("+77172580000", "7172580000"),
        ])
    func significant(_ kept: String, _ sought: String) {
        #expect(PhoneNumber(stored: kept).searchWords.contains(sought))
    }

    @Test(
        "a number is shown as its country writes it for callers from abroad",
        arguments: [
            ("+966115550100", "+966 11 555 0100"), ("+442079460018", "+44 20 7946 0018"), ("+4755201143", "+47 55 20 11 43"),
            ("+14155550100", "+1 415-555-0100"), ("+390236618300", "+39 02 3661 8300"), ("+5117110100", "+51 1 7110100"),
        ])
    func shown(_ kept: String, _ shown: String) {
        #expect(PhoneNumber(stored: kept).international == shown)
    }

    @Test("what was kept by other plans is kept, shown and found")
    func old() throws {
        for text in ["+4712345", "+999123456789", "+47552011439", "+4755201143;ext=12"] {
            let number = try #require(PhoneNumber(exactly: text))
            #expect(number.text == text)
            #expect(number.international.filter { $0 != " " && $0 != "-" } == number.number)
            #expect(number.searchWords.contains(String(number.number.dropFirst())))
        }
        for text in [
            "4755201143", "+04755201143", "+47 55201143", "+123456", "+1234567890123456", "+4755201143;ext=", "+4755201143;x=1",
            "+4755201143;ext=a", "", "+", ";",
        ] {
            #expect(PhoneNumber(exactly: text) == nil)
        }
    }

    @Test("a search finds a number by its digits with the country code, and as it is dialled at home")
    func found() {
        #expect(PhoneNumber(stored: "+442079460018").searchWords == ["442079460018", "02079460018", "2079460018"])
        #expect(PhoneNumber(stored: "+4755201143").searchWords == ["4755201143", "55201143"])
        #expect(PhoneNumber(stored: "+14155550100;ext=2").searchWords == ["14155550100", "4155550100"])
    }

    @Test(
        "a number is one word of a search, however it is written, whole or just begun",
        arguments: [
            ("020 7946 0018", ["02079460018"]), ("+44 (0)20 7946 0018", ["442079460018"]), ("0044 20 7946 0018", ["442079460018"]),
            ("tel:+44-20-7946-0018", ["442079460018"]), ("+44 20 7946 0018 ext 12", ["442079460018"]), ("(020) 7946-0018", ["02079460018"]),
            ("lena +44 20 79", ["lena", "442079"]), ("+44 (0)20 79", ["442079"]), ("55 20 11 43 dahl", ["55201143", "dahl"]),
            ("55201143", ["55201143"]), ("lena dahl", ["lena", "dahl"]), ("noc 12", ["noc", "12"]), ("a-1 b-2", ["a", "1", "b", "2"]),
            ("lena@b.example", ["lena", "b", "example"]), ("", []), ("+", []), ("12 34", ["12", "34"]),
            ("k0049w0n00012", ["k0049w0n00012"]), ("jo+0049@b.example", ["jo", "0049", "b", "example"]), ("0049ab", ["0049ab"]),
            ("020\u{A0}7946\u{2011}0018", ["02079460018"]), ("＋４４ （０）２０ ７９", ["442079"]), ("（０２０） ７９４６－００１８", ["02079460018"]),
            ("٠٢٠ ٧٩٤٦ ٠٠١٨", ["02079460018"]), ("lena ＋44 ２０ 79", ["lena", "442079"]), ("５５２０１１４３", ["55201143"]),
            ("三浦 二郎", ["三浦", "二郎"]),
        ] as [(String, [String])])
    func search(_ text: String, _ words: [String]) {
        #expect(text.contactSearchTerms == words.map { [$0] })
    }

    @Test(
        "what may be a number or words is looked for as both",
        arguments: [
            ("00123", [["123", "00123"]]), ("2026-11-29", [["2026"], ["20261129", "11"], ["20261129", "29"]]),
            ("lena 00123", [["lena"], ["123", "00123"]]),
            ("2026.11.29@b.example", [["2026"], ["11"], ["29"], ["b"], ["example"]]),
            ("2026.11.29 lena", [["2026"], ["20261129", "11"], ["20261129", "29"], ["lena"]]),
            ("00442079460018", [["442079460018", "00442079460018"]]), ("٥٥٢٠١١٤٣", [["٥٥٢٠١١٤٣", "55201143"]]),
        ] as [(String, [[String]])])
    func both(_ text: String, _ terms: [[String]]) {
        #expect(text.contactSearchTerms == terms)
    }

    @Test("numbers of all countries and kinds are read and shown as Python's port of the library does")
    func python() throws {
        struct Case: Decodable { let text: String, country: String?, kept: String?, shown: String }
        let python = try #require(
            ProcessInfo.processInfo.environment["STAGEDOOR_TEST_PYTHON"], "set STAGEDOOR_TEST_PYTHON to a Python interpreter")
        let process = Process(), output = Pipe()
        process.executableURL = URL(filePath: python)
        process.arguments = ["-c", Self.script]
        process.standardOutput = output
        try process.run()
        let lines = output.fileHandleForReading.readDataToEndOfFile().split(separator: UInt8(ascii: "\n"))
        var taken = 0, refused = 0
        for line in lines {
            let expected = try JSONDecoder().decode(Case.self, from: Data(line))
            let found = try? PhoneNumber(expected.text, in: expected.country)
            #expect(found?.text == expected.kept, "\(expected.text.debugDescription) in \(expected.country ?? "no country")")
            if let found { #expect(found.international == expected.shown, "\(expected.text)") }
            if expected.kept == nil { refused += 1 } else { taken += 1 }
        }
        #expect(taken > 5_000 && refused > 100)
    }

    /// Example numbers of each country and kind, in several spellings, and some with a digit more or less.
    private static let script = """
        import json, phonenumbers as p
        from phonenumbers import PhoneNumberFormat as F, PhoneNumberType as T, ValidationResult as V
        def put(text, country=None):
            try:
                number = p.parse(text, country)
                taken = p.is_possible_number_with_reason(number) == V.IS_POSSIBLE and (not country or p.is_valid_number(number))
                kept = p.format_number(number, F.E164) if taken else None
                shown = p.format_number(number, F.INTERNATIONAL)
            except p.NumberParseException:
                kept, shown = None, ""
            if kept and not 7 <= len(kept) - 1 <= 15: kept = None
            print(json.dumps({"text": text, "country": country, "kept": kept, "shown": shown}))
        numbers = [(r, p.example_number_for_type(r, t)) for r in sorted(p.SUPPORTED_REGIONS) for t in T.values()]
        numbers += [(None, p.example_number_for_non_geo_entity(c)) for c in p.COUNTRY_CODES_FOR_NON_GEO_REGIONS]
        for region, number in numbers:
            if number is None: continue
            plain, wide = p.format_number(number, F.E164), p.format_number(number, F.INTERNATIONAL)
            put(plain); put(wide); put(p.format_number(number, F.RFC3966)); put(wide.replace("-", "\\u2011").replace(" ", "\\u00a0"))
            prefix = region and p.ndd_prefix_for_region(region, True)
            if prefix and prefix == "0": put(wide.replace(" ", " (0)", 1)); put(wide.replace(" ", " 0", 1))
            put(plain[:-1]); put(plain + "1")
            if region: put(p.format_number(number, F.NATIONAL).replace("*", ""), region)
        """
}
