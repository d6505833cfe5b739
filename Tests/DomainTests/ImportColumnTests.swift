import Testing

@testable import Domain

@Suite("Columns of a file")
struct ImportColumnTests {
    private func guess(_ names: String, _ kind: Import.Kind = .contacts, samples: [String] = [], several: Bool = false) -> [String] {
        names.split(separator: ",").map { ImportColumn(name: String($0), samples: samples) }.guessed(
            kind: kind, severalOrganizations: several
        ).map { $0.field?.rawValue ?? "" }
    }

    @Test(
        "columns are guessed by what people and programs call them, in two languages",
        arguments: [
            (
                "First Name,LAST_NAME,E-mail,Phone number,Job title,Time zone,Language,Type,Sites,Roles,Level",
                "first_name,last_name,email,phone,title,time_zone,language,kind,sites,roles,level"
            ),
            (
                "Nombre,Apellidos,Correo electrónico,Teléfono,Puesto,Zona horaria,Idioma,Tipo,Sede,Funciones,Nivel",
                "first_name,last_name,email,phone,title,time_zone,language,kind,sites,roles,level"
            ),
            (
                "id,first_name,last_name,email,phone,title,time_zone,language,kind,sites,roles,level,status,last_sign_in",
                "id,first_name,last_name,email,phone,title,time_zone,language,kind,sites,roles,level,,"
            ),
            ("givenName,surname,mail,telephone,mobile,favourite colour", "first_name,last_name,email,phone,,"),
            ("Full name,Employee ID,Company", "name,external_id,"),
        ])
    func contacts(_ names: String, _ fields: String) {
        #expect(guess(names) == fields.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
    }

    @Test("an id is the portal's own where it looks like one, and an organization is a column of the operator's files alone")
    func ids() {
        #expect(guess("id", samples: ["0198f3c0-0000-7000-8000-000000000000"]) == ["id"])
        #expect(guess("id", samples: ["0198f3c0-0000-7000-8000-000000000000", "17"]) == ["external_id"])
        #expect(guess("id,external id") == ["id", "external_id"])
        #expect(guess("id,external id", samples: ["17"]) == ["", "external_id"])
        #expect(guess("organization,company", several: true) == ["organization", ""])
        #expect(guess("código,nombre,dirección,zona horaria", .sites) == ["code", "name", "address", "time_zone"])
        #expect(guess("Nombre,Tipo,ASN", .organizations) == ["name", "kind", "asns"])
    }

    @Test("a mapping names columns that are there and fields of the kind, each once")
    func mapped() throws {
        let columns = ["A", "B"].map { ImportColumn(name: $0, field: $0 == "A" ? .email : nil) }
        #expect(try columns.mapped(["A": "", "B": "email"], kind: .contacts, severalOrganizations: false).map(\.field) == [nil, .email])
        for wrong in [["C": "email"], ["B": "email"], ["B": "code"], ["B": "organization"], ["B": "x"]] {
            #expect(throws: Trouble.self, "\(wrong)") { try columns.mapped(wrong, kind: .contacts, severalOrganizations: false) }
        }
    }

    @Test("an empty cell says nothing, a lone hyphen says that nothing shall be there, and the mark before a formula is no part of it")
    func cells() {
        let columns = [ImportField.phone, .title, .email].map { ImportColumn(name: $0.rawValue, field: $0) }
        #expect(columns.fields([" ", "-", "'=x"]) == [.title: "", .email: "=x"])
        #expect(columns.fields(["'+47", "'-", "'x"]) == [.phone: "+47", .title: "-", .email: "x"])
        #expect(columns.fields(["+47"]) == [.phone: "+47"])
        // By an apostrophe spreadsheets keep digits as text; a title may have one of its own.
        #expect(columns.fields(["'0047", "'x", "'e22@l.example"]) == [.phone: "0047", .title: "'x", .email: "e22@l.example"])
        let id = [ImportColumn(name: "a", field: .externalID)]
        #expect(id.fields(["'00123"]) == [.externalID: "00123"] && id.fields(["'"]) == [.externalID: "'"])
        #expect(id.fields(["''=x"]) == [.externalID: "'=x"])
    }

    @Test("a row as a contact: names split, words in any spelling, sites by code, and every error at once")
    func contact() throws {
        let site = Identifier<Site>("0198f3c0-0000-7000-8000-000000000001")
        let places = try ["osl1": #require(site)]
        let row: ImportedFields = [
            .name: "Ana  María de León", .kind: "Shared Mailbox", .sites: "OSL1", .roles: "NOC; legal@*, Shipping@osl1", .language: "es-MX",
            .level: "Read-only",
        ]
        let input = row.contact(sites: places)
        #expect((input.firstName, input.lastName, input.kind, input.language) == ("Ana  María de", "León", "shared_mailbox", "es"))
        #expect(input.roles?.map(\.role) == ["noc", "legal", "shipping"] && input.roles?.map(\.site) == ["", "", site?.text ?? "?"])
        #expect(try row.level() == .readOnly)
        #expect(try [ImportField.level: ""].level() == Level.none && ImportedFields().level() == nil)
        for wrong in ["worker", "console", "king"] { #expect(throws: Trouble.self) { try [ImportField.level: wrong].level() } }
        let bad: ImportedFields = [
            .firstName: "A", .email: "x", .phone: "1", .timeZone: "Mars", .language: "tlh", .kind: "robot", .sites: "xxx",
            .roles: "king noc@yyy",
        ]
        let errors = try #require(throws: Trouble.self) { _ = try bad.contact(sites: [:]).validated(over: nil) }
        guard case .invalid(let fields) = errors else { return #expect(Bool(false)) }
        #expect(Set(fields.map(\.field)) == ["email", "phone", "time_zone", "language", "kind", "sites", "roles", "roles[0].role"])
    }
}
