public import Domain
import Foundation
import Storage

extension Transaction where A == RunImports {
    /// Keeps objects of a dump, of which rows are made once it is whole.
    public borrowing func append(_ objects: [PeeringDB.Object], to id: Import.ID) throws {
        ledger?.nothingChanged()
        let old = try visibleImport(id)
        guard old.state == .uploading else { throw Trouble.conflict(.importState(old.state)) }
        let texts = try objects.map { try Coded.text($0.fields) }
        let bytes = Import.size(of: texts)
        try requireRoom(bytes: bytes)
        try execute("UPDATE imports SET bytes = bytes + \(bytes) WHERE organization_id = \(placed) AND id = \(id)")
        for part in Array(zip(objects, texts)).chunked(by: 50) {
            let values = part.map { object, text -> Query in
                "(\(placed), \(id), \(object.list), \(object.id), \(object.parent), \(object.other), \(text))"
            }
            try execute(
                """
                INSERT INTO import_objects (organization_id, import_id, list, object_id, parent_id, other_id, fields) VALUES \(Query.joined(values, separator: ", "))
                ON CONFLICT DO NOTHING
                """)
        }
    }
}

extension Store {
    /// How many organizations of a dump become rows in one transaction.
    private static let planned = 50

    /// Makes rows of the objects of a dump, some organizations at a time: the organization, then its sites, then its
    /// contacts.
    ///
    /// - Returns: false once all objects have become rows.
    func planPeeringDB(_ run: ImportRun) async throws -> Bool {
        let (home, id) = (run.work.organization, run.work.id)
        let found = try await database.read(.tenants([home.text])) { connection in
            let dump = Dump(home: home, id: id, connection: connection)
            return try dump.objects("org", of: 0, limit: Store.planned).map { org in
                let nets = try dump.objects("net", of: org.id)
                let places = try Set(nets.flatMap { try dump.objects("netfac", of: $0.id).map(\.other) })
                return PeeringDB.Organization(
                    org: org, nets: nets, facilities: try places.sorted().compactMap { try dump.object("fac", $0) },
                    pocs: try nets.flatMap { try dump.objects("poc", of: $0.id) })
            }
        }
        guard let last = found.last else {
            let left = try await database.write(.tenants([home.text])) { connection in
                try connection.execute("DELETE FROM import_objects WHERE organization_id = \(home) AND import_id = \(id)")
            }
            return left > 0
        }
        let zones = Store.zones
        let rows = found.filter { !$0.nets.isEmpty }.flatMap { organization in
            [(PendingRow.Kind.organization, organization.row)] + organization.sites(zones).map { (.site, $0) }
                + organization.contacts.map { (.contact, $0) }
        }
        try await database.write(.tenants([home.text])) { connection in
            var number = run.file.rows
            for part in rows.chunked(by: 50) {
                let values = part.map { kind, fields -> Query in
                    number += 1
                    let cells = PeeringDB.columns.map { $0.field.flatMap { fields[$0] } ?? "" }
                    return "(\(home), \(id), \(number), \(number), \(kind.rawValue), \(Cells.text(cells)))"
                }
                try connection.execute(
                    "INSERT INTO import_rows (organization_id, import_id, number, line, list, cells) VALUES \(Query.joined(values, separator: ", "))"
                )
            }
            let moved = try connection.execute(
                """
                UPDATE imports SET row_count = \(number), leased_until = \(run.now + Store.importLease)
                WHERE organization_id = \(home) AND id = \(id) AND state = 'checking' AND row_count = \(run.file.rows)
                """)
            guard moved == 1 else { throw Overtaken() }
            try connection.execute(
                "DELETE FROM import_objects WHERE organization_id = \(home) AND import_id = \(id) AND list = 'org' AND object_id <= \(last.org.id)"
            )
        }
        return true
    }

    /// The principal towns of the time zones; empty where the machine has no table of them.
    static let zones = ZoneTable((try? String(contentsOfFile: "/usr/share/zoneinfo/zone.tab", encoding: .utf8)) ?? "") { zone in
        // The last line of a compiled zone is the rule of the years to come (RFC 8536, 3.3).
        let file = FileManager.default.contents(atPath: "/usr/share/zoneinfo/\(zone)")
        return file?.split(separator: UInt8(ascii: "\n")).last.map { String(decoding: $0, as: UTF8.self) }
    }
}

/// The objects that are not rows yet.
private struct Dump {
    let home: Organization.ID
    let id: Import.ID
    let connection: any Connection

    func objects(_ list: String, of parent: Int64, limit: Int = 10_000) throws -> [PeeringDB.Object] {
        try connection.rows(
            """
            SELECT object_id, parent_id, other_id, fields FROM import_objects
            WHERE organization_id = \(home) AND import_id = \(id) AND list = \(list) AND parent_id = \(parent) ORDER BY object_id LIMIT \(limit)
            """
        ) { try PeeringDB.Object(list: list, id: $0.int(0), parent: $0.int(1), other: $0.int(2), fields: Coded.value($0.text(3))) }
    }

    func object(_ list: String, _ number: Int64) throws -> PeeringDB.Object? {
        try connection.first(
            """
            SELECT object_id, parent_id, other_id, fields FROM import_objects
            WHERE organization_id = \(home) AND import_id = \(id) AND list = \(list) AND parent_id = 0 AND object_id = \(number)
            """
        ) { try PeeringDB.Object(list: list, id: $0.int(0), parent: $0.int(1), other: $0.int(2), fields: Coded.value($0.text(3))) }
    }
}
