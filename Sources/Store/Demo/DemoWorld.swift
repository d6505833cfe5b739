import Domain

/// The demo: three networks, two post houses, a small partner that is suspended, and the operator, with about sixty people
/// in every state there is.
/// Plain values; ``Store/buildDemo(_:)`` writes them.
enum DemoWorld {
    struct Organization {
        let name: String
        let kind: Domain.Organization.Kind
        var status = Domain.Organization.Status.active
        var asns: [UInt32] = []
        var domains: [String] = []
        var inactivityDays: Int?
        var allowsExemption = true
        let sites: [Site]
        let people: [Person]
    }

    struct Site {
        let code, name, address, zone: String
    }

    struct Person {
        let first, last, email: String
        var phone: String?
        var title = ""
        var language = Language.english
        var kind = Contact.Kind.person
        var level = Level.none
        var access = AccessStatus.none
        /// `noc@osl001`, `noc@*`
        var roles: [String] = []
        /// Days since the last sign-in; nil for never.
        var seen: Int?
        /// A new address to sign in with that waits for its confirmation.
        var newEmail: String?
        /// The address of the Admin who started a recovery that is under way.
        var recoveredBy: String?
        /// What the mail server answered ten times to their invitation.
        var bounce: String?
    }

    static let organizations = [lumen, nordlys, andina, kaigan, sur, harbour, kestrel]

    static let lumen = Organization(
        name: "Lumen Pictures", kind: .operator, domains: [], sites: [],
        people: [
            Person(
                first: "Grace", last: "Adeyemi", email: "grace.adeyemi@lumen.example", phone: "+14155550100",
                title: "Head of partner systems", level: .operatorAdmin, access: .active, seen: 0),
            Person(
                first: "Tom", last: "Whitfield", email: "tom.whitfield@lumen.example", phone: "+14155550101", title: "Platform engineer",
                level: .operatorAdmin, access: .active, seen: 3),
            Person(
                first: "Priya", last: "Raman", email: "priya.raman@lumen.example", phone: "+14155550102",
                title: "Partner engagement manager", level: .partnerManager, access: .active, seen: 0),
            Person(
                first: "Marco", last: "Silva", email: "marco.silva@lumen.example", phone: "+14155550103",
                title: "Partner engagement manager", language: .spanish, level: .partnerManager, access: .active, seen: 1),
            Person(
                first: "Yuki", last: "Tanaka", email: "yuki.tanaka@lumen.example", phone: "+14155550104", title: "Network operations",
                level: .operations, access: .active, seen: 0),
            Person(
                first: "Daniel", last: "Okafor", email: "daniel.okafor@lumen.example", phone: "+14155550105",
                title: "Content security assessor", level: .assessor, access: .active, seen: 2),
            Person(
                first: "Ruth", last: "Berger", email: "ruth.berger@lumen.example", phone: "+14155550106", title: "Internal audit",
                level: .auditor, access: .active, seen: 12),
            Person(
                first: "Sam", last: "Ito", email: "sam.ito@lumen.example", title: "Network operations", level: .operations, access: .invited
            ),
            Person(
                first: "Nadia", last: "Haddad", email: "nadia.haddad@lumen.example", title: "Content security assessor", level: .assessor,
                access: .suspended, seen: 140),
        ])

    static let nordlys = Organization(
        name: "Nordlys Fiber", kind: .network, asns: [64950, 64951], inactivityDays: 180,
        sites: [
            Site(code: "osl001", name: "Oslo 1", address: "Ulvenveien 89, 0581 Oslo", zone: "Europe/Oslo"),
            Site(code: "bgo001", name: "Bergen 1", address: "Kokstadflaten 35, 5257 Bergen", zone: "Europe/Oslo"),
            Site(code: "tos002", name: "Tromsø 2", address: "Strandvegen 144, 9006 Tromsø", zone: "Europe/Oslo"),
        ],
        people: [
            Person(
                first: "Ingrid", last: "Moen", email: "ingrid.moen@nordlys.example", phone: "+4722550101", title: "Head of network",
                level: .admin, access: .active, roles: ["engineering@*"], seen: 0),
            Person(
                first: "Aksel", last: "Lund", email: "aksel.lund@nordlys.example", phone: "+4722550102", title: "Operations manager",
                level: .admin, access: .active, roles: ["billing@*"], seen: 6),
            Person(
                first: "Pål", last: "Hansen", email: "pal.hansen@nordlys.example", phone: "+4755201144", title: "Site engineer",
                level: .engineering, access: .active, roles: ["noc@bgo001", "shipping@bgo001"], seen: 2),
            Person(
                first: "Maja", last: "Dahl", email: "maja.dahl@nordlys.example", phone: "+4722550104", title: "Network engineer",
                level: .engineering, access: .active, roles: ["engineering@osl001", "peering@*"], seen: 1,
                recoveredBy: "aksel.lund@nordlys.example"),
            Person(
                first: "Tor", last: "Eriksen", email: "tor.eriksen@nordlys.example", phone: "+4722550105", title: "Network engineer",
                level: .engineering, access: .suspended, roles: ["noc@osl001"], seen: 160),
            Person(
                first: "NOC", last: "Desk", email: "noc@nordlys.example", phone: "+4722550110;ext=2", kind: .sharedMailbox,
                level: .readOnly, access: .active, roles: ["noc@*"], seen: 0),
            Person(
                first: "Lena", last: "Ortiz", email: "lena.ortiz@nordlys.example", phone: "+4755201143", title: "Night shift lead",
                language: .spanish, level: .readOnly, access: .invited, roles: ["noc@osl001", "noc@bgo001"]),
            Person(
                first: "Henrik", last: "Solberg", email: "henrik.solberg@nordlys.example", title: "Analyst", level: .readOnly,
                access: .active, seen: 95),
            Person(
                first: "Kari", last: "Nilsen", email: "kari.nilsen@nordlys.example", title: "Analyst", level: .readOnly, access: .expired),
            Person(
                first: "Bjørn", last: "Aas", email: "bjorn.aas@nordlys.example", title: "Former analyst", level: .readOnly,
                access: .suspended, seen: 210),
            Person(
                first: "Sofie", last: "Berg", email: "", phone: "+4722550100", title: "Warehouse",
                roles: ["customs@osl001", "logistics@osl001"]),
            Person(
                first: "Espen", last: "Vik", email: "espen.vik@nordlys.example", phone: "+4755201160", title: "Warehouse",
                roles: ["logistics@bgo001", "shipping@bgo001"]),
            Person(first: "Abuse", last: "Team", email: "abuse@nordlys.example", kind: .sharedMailbox, roles: ["abuse@*"]),
            Person(first: "Liv", last: "Strand", email: "liv.strand@nordlys.example", title: "Counsel", roles: ["legal@*"]),
        ])

    static let andina = Organization(
        name: "Andina Conecta", kind: .network, asns: [65010], domains: ["andina.example"],
        sites: [
            Site(code: "lim001", name: "Lima Centro", address: "Av. Javier Prado Este 492, Lima", zone: "America/Lima"),
            Site(code: "scl001", name: "Santiago Norte", address: "Av. del Valle 570, Huechuraba, Santiago", zone: "America/Santiago"),
        ],
        people: [
            Person(
                first: "María José", last: "Quispe Huamán", email: "mj.quispe@andina.example", phone: "+5117110100",
                title: "Gerenta de redes", language: .spanish, level: .admin, access: .active, roles: ["engineering@*"], seen: 0),
            Person(
                first: "Rodrigo", last: "Vega", email: "rodrigo.vega@andina.example", phone: "+5117110101", title: "Jefe de operaciones",
                language: .spanish, level: .admin, access: .invited),
            Person(
                first: "Camila", last: "Rojas", email: "camila.rojas@andina.example", phone: "+56229390100", title: "Ingeniera de redes",
                language: .spanish, level: .engineering, access: .active, roles: ["noc@scl001"], seen: 4,
                newEmail: "camila.rojas.pinto@andina.example"),
            Person(
                first: "Diego", last: "Paredes", email: "diego.paredes@andina.example", phone: "+5117110103", title: "Ingeniero de redes",
                language: .spanish, level: .engineering, access: .active, roles: ["peering@*"], seen: 30),
            Person(
                first: "Lucía", last: "Fernández", email: "lucia.fernandez@andina.example", title: "Analista", language: .spanish,
                level: .readOnly, access: .active, roles: ["noc@lim001"], seen: 1),
            Person(
                first: "Mesa", last: "NOC", email: "noc@andina.example", phone: "+5117110110", language: .spanish, kind: .sharedMailbox,
                roles: ["noc@*"]),
            Person(
                first: "Jorge", last: "Salas", email: "jorge.salas@andina.example", phone: "+5117110120", title: "Aduanas",
                language: .spanish, roles: ["customs@lim001"]),
            Person(
                first: "Ana", last: "Muñoz", email: "ana.munoz@andina.example", phone: "+56229390120", title: "Logística",
                language: .spanish, roles: ["logistics@scl001", "shipping@scl001"]),
            Person(
                first: "Valeria", last: "Castro", email: "valeria.castro@andina.example", title: "Comunicaciones", language: .spanish,
                roles: ["marketing@*"]),
            Person(
                first: "Andrés", last: "Molina", email: "andres.molina@andina.example", title: "Analista", language: .spanish,
                level: .readOnly, access: .expired),
            Person(
                first: "Paula", last: "Ibáñez", email: "paula.ibanez@andina.example", title: "Finanzas", language: .spanish,
                roles: ["billing@*"]),
        ])

    static let kaigan = Organization(
        name: "Kaigan Net", kind: .network, asns: [65020, 65021, 65022], allowsExemption: false,
        sites: [
            Site(code: "nrt001", name: "Tokyo East", address: "2-4-1 Otemachi, Chiyoda, Tokyo", zone: "Asia/Tokyo"),
            Site(code: "kix001", name: "Osaka Bay", address: "1-8-30 Tenmabashi, Kita, Osaka", zone: "Asia/Tokyo"),
        ],
        people: [
            Person(
                first: "Haruka", last: "Mori", email: "haruka.mori@kaigan.example", phone: "+81312340100",
                title: "Director of infrastructure", level: .admin, access: .active, roles: ["peering@*"], seen: 0),
            Person(
                first: "Kenji", last: "Sato", email: "kenji.sato@kaigan.example", phone: "+81312340101", title: "Principal engineer",
                level: .engineering, access: .active, roles: ["engineering@nrt001"], seen: 3),
            Person(
                first: "Emi", last: "Kobayashi", email: "emi.kobayashi@kaigan.example", phone: "+81661230102", title: "Engineer",
                level: .engineering, access: .invited, roles: ["engineering@kix001"],
                bounce: "451 4.4.1 mx.kaigan.example does not answer, try again later"),
            Person(
                first: "Takumi", last: "Ueda", email: "takumi.ueda@kaigan.example", title: "Operator", level: .readOnly, access: .active,
                roles: ["noc@nrt001"], seen: 0),
            Person(
                first: "Aoi", last: "Nakamura", email: "aoi.nakamura@kaigan.example", title: "Operator", level: .readOnly, access: .active,
                roles: ["noc@kix001"], seen: 8),
            Person(
                first: "Ren", last: "Fujita", email: "ren.fujita@kaigan.example", phone: "+81312340120", title: "Logistics",
                roles: ["logistics@nrt001", "customs@nrt001", "shipping@nrt001"]),
            Person(
                first: "Mio", last: "Hayashi", email: "mio.hayashi@kaigan.example", phone: "+81661230121", title: "Logistics",
                roles: ["logistics@kix001", "shipping@kix001"]),
            Person(first: "Security", last: "Desk", email: "security@kaigan.example", kind: .sharedMailbox, roles: ["security@*"]),
            Person(
                first: "Sho", last: "Ikeda", email: "sho.ikeda@kaigan.example", title: "Former engineer", level: .engineering,
                access: .suspended, seen: 300),
            Person(
                first: "Nana", last: "Ogawa", email: "nana.ogawa@kaigan.example", title: "Analyst", level: .readOnly, access: .active,
                seen: 120),
        ])

    static let sur = Organization(
        name: "Estudio Doblaje Sur", kind: .vendor,
        sites: [Site(code: "svq-1", name: "Estudio Triana", address: "Calle Betis 41, 41010 Sevilla", zone: "Europe/Madrid")],
        people: [
            Person(
                first: "Carmen", last: "Delgado", email: "carmen@doblajesur.example", phone: "+34954330100", title: "Propietaria",
                language: .spanish, level: .admin, access: .active, roles: ["security@*", "billing@*", "shipping@svq-1"], seen: 0),
            Person(
                first: "Álvaro", last: "Ruiz", email: "alvaro@doblajesur.example", phone: "+34954330101", title: "Técnico de sonido",
                language: .spanish, level: .readOnly, access: .active, roles: ["engineering@svq-1"], seen: 9),
            Person(
                first: "Inés", last: "Prieto", email: "ines.prieto@correo.example", phone: "+34612345678", title: "Montadora autónoma",
                language: .spanish, level: .readOnly, access: .invited),
        ])

    static let harbour = Organization(
        name: "Harbour Post", kind: .networkAndVendor, asns: [65030],
        sites: [
            Site(code: "lhr001", name: "Soho", address: "18 Wardour Street, London W1D", zone: "Europe/London"),
            Site(code: "gla001", name: "Glasgow", address: "100 Brand Street, Glasgow G51", zone: "Europe/London"),
        ],
        people: [
            Person(
                first: "Olivia", last: "Marsh", email: "olivia.marsh@harbour.example", phone: "+442079460100", title: "Managing director",
                level: .admin, access: .active, roles: ["legal@*"], seen: 1),
            Person(
                first: "Callum", last: "Reid", email: "callum.reid@harbour.example", phone: "+441414960101", title: "Head of engineering",
                level: .admin, access: .suspended, roles: ["engineering@gla001"], seen: 200),
            Person(
                first: "Zoë", last: "Abernathy-Featherstonehaugh", email: "zoe.abernathy-featherstonehaugh@harbour.example",
                phone: "+442079460102", title: "Senior post-production supervisor", level: .engineering, access: .active,
                roles: ["engineering@lhr001", "noc@lhr001", "shipping@lhr001", "security@*"], seen: 0),
            Person(
                first: "Imran", last: "Shah", email: "imran.shah@harbour.example", title: "Editor", level: .readOnly, access: .active,
                seen: 5),
            Person(
                first: "Freya", last: "Nolan", email: "freya.nolan@harbour.example", title: "Freelance editor", level: .readOnly,
                access: .active, roles: ["noc@gla001"], seen: 0),
            Person(
                first: "Ewan", last: "Blair", email: "ewan.blair@harbour.example", phone: "+441414960120", title: "Runner",
                roles: ["shipping@gla001", "logistics@gla001"]),
            Person(
                first: "Dispatch", last: "Soho", email: "dispatch@harbour.example", phone: "+442079460120", kind: .sharedMailbox,
                roles: ["logistics@lhr001", "customs@lhr001"]),
            Person(first: "Bianca", last: "Conti", email: "bianca.conti@harbour.example", title: "Publicity", roles: ["marketing@*"]),
            Person(
                first: "Ravi", last: "Menon", email: "ravi.menon@harbour.example", title: "Colorist", level: .readOnly, access: .expired),
            Person(first: "Hannah", last: "Price", email: "hannah.price@harbour.example", title: "Finance", roles: ["billing@*"]),
            Person(
                first: "Leo", last: "Varga", email: "leo.varga@harbour.example", title: "Engineer", level: .engineering, access: .invited,
                roles: ["noc@lhr001"]),
            Person(
                first: "Grace", last: "Adeyemi", email: "grace.adeyemi@lumen.example", title: "Consultant", level: .readOnly,
                access: .active, seen: 40),
        ])

    static let kestrel = Organization(
        name: "Kestrel Captions", kind: .vendor, status: .suspended,
        sites: [Site(code: "dub-1", name: "Smithfield", address: "14 Red Cow Lane, Dublin 7", zone: "Europe/Dublin")],
        people: [
            Person(
                first: "Niamh", last: "Byrne", email: "niamh@kestrel.example", phone: "+35315550100", title: "Owner", level: .admin,
                access: .active, roles: ["billing@*", "security@*"], seen: 14),
            Person(
                first: "Conor", last: "Daly", email: "conor@kestrel.example", phone: "+35315550101", title: "Captioner", level: .readOnly,
                access: .active, roles: ["engineering@dub-1"], seen: 19),
        ])
}
