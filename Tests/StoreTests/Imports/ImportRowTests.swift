import Credentials
import Storage
import Testing
import TestSupport

@testable import Domain
@testable import Store

/// What becomes of a row.
@Suite struct ImportRowTests {
    private static let all = Backend.allCases

    @Test("a row is new, changes what differs, or says what is so already; empty cells leave, a hyphen empties", arguments: all)
    func outcomes(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            let first = try await world.bring(
                "first name,email,phone,title\nLena,lena@b.example,+4755201143,Chief\nBo,bo@b.example,,", by: ada)
            #expect(first.done.short == ["new", "new"] && first.dry == first.done)
            let second = try await world.bring(
                "first name,email,phone,title\n,LENA@b.example,,-\nBo,bo@b.example,+4755201144,\nLena,-,,", by: ada)
            #expect(second.done.short == ["title", "phone", "no: email"] && second.dry == second.done)
            let kept = try await world.contacts(of: world.nordlys).filter { !$0.hasPrefix("ada") }
            #expect(kept.sorted() == ["Bo|bo@b.example|+4755201144||none|none", "Lena|lena@b.example|+4755201143||none|none"])
            let third = try await world.bring("first name,email,phone,title\nLena,lena@b.example,+47 55 20 11 43,-", by: ada)
            #expect(third.done.short == ["same"])
            guard case .changed(let changes)? = second.done[0] else { return #expect(Bool(false)) }
            #expect(changes == [.init("title", "Chief", "")])
        }
    }

    @Test("a row means whom its id, its external id or its address names, and no two rows of a file the same one", arguments: all)
    func identity(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            let lena = try await world.addContact("lena", in: world.nordlys, by: ada)
            let foreign = try await world.addContact("ivo", in: world.helix, by: try await world.person("hedda", .admin, in: world.helix))
            let head = "external id,first name,email,title\n"
            // Taken by its address, the external id is hers from then on, whatever her address.
            #expect(try await world.bring(head + "A1,,lena@b.example,x", by: ada).done.short == ["title"])
            #expect(try await world.bring(head + "A1,,l2@b.example,x", by: ada).done.short == ["email"])
            let more = try await world.bring(
                head + "A2,Nils,nils@b.example,\nA3,Nora,l2@b.example,\nA1,,nils@b.example,\n,Nils,nils@b.example,\n,,,y\nA2,,,z\nA4,Ola,,",
                by: ada)
            #expect(
                more.done.short == ["new", "no: email", "no: twice 2", "no: twice 2", "no: email first_name", "no: twice 2", "no: email"])
            #expect(more.dry == more.done)
            // An id is ours, of this organization, or of nobody.
            let ids = try await world.bring(
                "id,email,title\n\(lena.id),,q\n\(foreign.id),,q\n0198f3c0-0000-7000-8000-00000000ffff,n@b.example,q\n\(lena.id.text.uppercased()),,q",
                by: ada)
            #expect(ids.done.short == ["title", "no: notFound", "no: notFound", "no: twice 2"] && ids.dry == ids.done)
            let other = try await world.bring("external id,phone,first name\nB1,+4755201199,Shift\n,+4755201198,Shift", by: ada)
            #expect(other.done.short == ["new", "no: nameless"])
            #expect(
                try await world.bring("external id,phone,first name\nB1,+4755201199,Shift\nB2,+4755201199,Shift", by: ada).done.short == [
                    "same", "new",
                ])
        }
    }

    @Test("two rows of one address are about the same one, however far apart they stand: the trial says what applying does", arguments: all)
    func apart(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            var rows = (0..<250).map { "E\($0),Nils,n\($0)@b.example" }
            rows[120] = "X1,Nils,N3@b.example"
            rows[240] = ",Nils,n7@b.example"
            rows[249] = "E7,Nils,"
            let (dry, done) = try await world.bring("external id,first name,email\n" + rows.joined(separator: "\n"), by: ada)
            #expect(dry == done)
            #expect([done[120], done[240], done[249]].short == ["no: twice 5", "no: twice 9", "no: twice 9"])
            #expect(done.count { $0 == .created } == 247)
        }
    }

    @Test("whatever is wrong with a row is said, all of it at once, and the rows beside it are taken", arguments: all)
    func bad(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            _ = try await world.bring("code,name,time zone\nosl1,Oslo,Europe/Oslo", .sites, by: ada)
            let long = String(repeating: "x", count: 5_000)
            let rows: [(String, String)] = [
                ("e1,Ann,a1@b.example,,,,,noc@osl1,", "new"), ("e2,Ann,nope,,,,,,", "no: email"),
                ("e3,Ann,a3@b.example,12,,,,,", "no: phone"),
                ("e4,Ann,a4@b.example,,Mars/Base,,,,", "no: time_zone"), ("e5,Ann,a5@b.example,,,tlh,,,", "no: language"),
                ("e6,Ann,a6@b.example,,,,robot,,", "no: kind"),
                ("e7,Ann,a7@b.example,,,,,king@osl1,", "no: roles[0].role"), ("e8,Ann,a8@b.example,,,,,noc@xxx9,", "no: roles"),
                ("h1,Ann,h1@b.example,,,,,noc@{},", "no: roles"), ("h2,Ann,h2@b.example,,,,,{},", "no: roles roles[0].role"),
                ("h3,{},h3@b.example,,,,,,", "no: first_name"),
                ("e9,Ann,a9@b.example,,,,,,king", "no: level"),
                ("f1,\(long),b1@b.example,,,,,,", "no: first_name"), ("f2,A\u{7}nn,b2@b.example,,,,,,", "no: first_name"),
                ("f3,Ann,b3@b.example,,,,,,,,", "no: tooManyCells(11, columns: 9)"),
                ("f4,Ann", "no: email"), ("\(long),Ann,b5@b.example,,,,,,", "no: external_id"),
                ("f6,Ann,\(long)@b.example,,,,,,", "no: email"), ("f7,,nope7,12,Mars,,,,", "no: email phone time_zone first_name"),
                ("f8,Ann,b8@b.example,,,,,,auditor", "no: level"), ("f9,Ann,b9@b.example,,,,,,read only", "new"),
                ("g1,A\u{1F}nn,c1@b.example,,,,,,", "no: first_name"), ("g2,Ann\0,c2@b.example,,,,,,", "no: first_name"),
                ("g3,Ann,c3@b.example,+4755201143.0,,,,,", "no: phone"), ("1001.0,Ann,c4@b.example,4.42E+11,,,,,", "no: external_id phone"),
            ]
            let (dry, done) = try await world.bring(
                "external id,first name,email,phone,time zone,language,kind,roles,level\n" + rows.map(\.0).joined(separator: "\n"), by: ada)
            #expect(dry == done)
            for (row, outcome) in zip(rows, done) { #expect(outcome.short == row.1, "\(row.0.prefix(60))") }
        }
    }

    @Test("a row that is refused when it was written already leaves nothing, and the rows around it are taken", arguments: all)
    func late(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            let long = String(repeating: "x", count: 201)  // found out once the contact is there
            let file = "external id,first name,email\ne1,Ann,a1@b.example\n\(long),Bea,a2@b.example\ne3,Cid,nope\ne4,Dan,a4@b.example"
            let (dry, done) = try await world.bring(file, by: ada)
            #expect(done.short == ["new", "no: external_id", "no: email", "new"] && dry == done)
            #expect(
                try await world.contacts(of: world.nordlys).filter { !$0.hasPrefix("ada") }.map { $0.prefix(3) }.sorted() == ["Ann", "Dan"])
            #expect(try await world.activity(of: world.nordlys, by: ada).count { $0.action == "contact.create" } == 2)
            #expect(
                try await world.store.verifyAudit(try await world.auditor().grant(), checkpoints: nil, keys: world.signer.publicKeys)
                    .isWhole)
        }
    }

    @Test("sites are known by id, external id or code, and a contact further down may name a site that has just come", arguments: all)
    func sites(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let eng = try await world.person("eng", .engineering, in: world.nordlys)
            let head = "external id,code,name,address,time zone\n"
            let (dry, done) = try await world.bring(
                head + "S1,osl1,Oslo,1 Quay,Europe/Oslo\nS2,osl1,Oslo 2,,Europe/Oslo\n,,Nowhere,,UTC\nS3,ber1,Berlin,,Mars", .sites, by: eng
            )
            #expect(done.short == ["new", "no: twice 2", "no: nameless", "no: time_zone"] && dry == done)
            #expect(
                try await world.bring(head + "S1,osl2,Oslo,-,Europe/Oslo\n,OSL2,Oslo,,", .sites, by: eng).done.short == [
                    "code address", "no: twice 2",
                ])
            #expect(try await world.bring(head + ",OSL2,Oslo,,", .sites, by: eng).done.short == ["same"])
            #expect(try await world.bring("first name,email,sites\nAnn,ann@b.example,OSL2", by: eng).done.short == ["new"])
        }
    }

    @Test("rows about one organization are found as such, whether they name it by its id, its name or an AS number", arguments: all)
    func oneOrganization(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let pia = try await world.person("pia", .partnerManager, in: world.operators)
            try await world.bring("id,asns\n\(world.helix),64970", .organizations, by: pia)
            let file =
                "id,name,kind,asns\n\(world.nordlys),Nordlys Fiber,network,\n,Nordlys,vendor,\n,Nordlys Fiber,vendor,\n,Helix Post,vendor,\n,,,64970\n\(world.helix),,network,"
            let (dry, done) = try await world.bring(file, .organizations, by: pia)
            // The first gave it another name: what bears the old one is new.
            #expect(done.short == ["name", "new", "no: twice 2", "kind", "no: twice 5", "no: twice 5"])
            #expect(dry.short == ["name", "no: twice 2", "new", "kind", "no: twice 5", "no: twice 5"])
            let named = "name,kind\nHelix Post,network"
            #expect(try await world.bring("\(named)\n", .organizations, by: pia).done.short == ["kind"])
            let both = "id,name,kind\n\(world.helix),Helix Post,vendor\n,Helix Post,network"
            let settled = try await world.bring(both, .organizations, by: pia)
            #expect(settled.done.short == ["kind", "no: twice 2"] && settled.dry == settled.done)
        }
    }

    @Test("AS numbers that a spreadsheet wrote as amounts make no organization, and find none", arguments: all)
    func amounts(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let pia = try await world.person("pia", .partnerManager, in: world.operators)
            try await world.bring("id,asns\n\(world.helix),13340", .organizations, by: pia)
            let (dry, done) = try await world.bring(
                "name,kind,asns\nFloat,network,13338.0\nGerman,network,13.340\n,,13.340\nLast,network,1.3341E4\nPlain,network,13341\nBlank,network,AS 64990",
                .organizations, by: pia)
            #expect(done.short == ["no: asns[0]", "no: asns[0]", "no: nameless", "no: asns[0]", "new", "new"] && dry == done)
            #expect(
                try await world.number("SELECT COUNT(*) FROM organization_asns WHERE asn IN (13, 1, 13338, 340, 1334, 13341, 64990)") == 2)
        }
    }

    @Test("the operator's files bring organizations, and rows of several of them", arguments: all)
    func several(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let pia = try await world.person("pia", .partnerManager, in: world.operators)
            let organizations = try await world.bring(
                "external id,name,kind,asns\nP1,Aurora,network,64950 64951\nP2,Borealis,network,64951\nP3,,network,\nP4,Aurora,network,\n,Nordlys,network,64960",
                .organizations, by: pia)
            #expect(organizations.done.short.prefix(1) == ["new"])
            #expect(organizations.done.short[2...] == ["no: name", "no: twice 2", "asns"])
            #expect(try await world.bring("external id,name\nP1,Aurora Net", .organizations, by: pia).done.short == ["name"])
            let people = "organization,first name,email,level\n"
            let (dry, done) = try await world.bring(
                people
                    + "Nordlys,Ann,ann@b.example,admin\nP1,Ann,ann@b.example,\nP1,Bo,bo@b.example,\n\(world.helix),Cy,cy@b.example,\nNowhere,Di,di@b.example,\n,Ed,ed@b.example,\nNordlys,Ann,ann@b.example,",
                by: pia)
            #expect(
                done.short == ["new", "new", "new", "new", "no: unknownOrganization", "no: contact.create", "no: twice 2"] && dry == done)
            #expect(try await world.contacts(of: world.nordlys).filter { $0.hasPrefix("Ann") } == ["Ann|ann@b.example|||admin|invited"])
            #expect(try await world.contacts(of: world.helix).count == 1)
            // A partner's people bring what is theirs alone.
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            await #expect(throws: Trouble.self) { _ = try await world.upload("name\nX", .organizations, by: ada) }
            #expect(try await world.bring(people + "Helix Post,Fy,fy@b.example,", by: ada).done.short == ["new"])
            #expect(try await world.contacts(of: world.helix).count == 1, "the column is left out")
        }
    }
}
