@_spi(Authenticator) import Domain
import Testing

@Suite("Reach")
struct ReachTests {
    let home = Identifier<Organization>(stored: "00000000-0000-7000-8000-000000000001")
    let elsewhere = Identifier<Organization>(stored: "00000000-0000-7000-8000-000000000002")
    let me = Identifier<Contact>(stored: "00000000-0000-7000-8000-00000000000a")
    let other = Identifier<Contact>(stored: "00000000-0000-7000-8000-00000000000b")

    func actor(_ level: Level) -> Actor { Actor(contact: me, organization: home, level: level, name: "A") }

    @Test("Engineering edits itself and contacts at none or Read-only, and nobody above", arguments: Level.ofPartners)
    func engineeringEdits(_ level: Level) {
        let engineer = actor(.engineering)
        #expect(engineer.may(.contactEdit, .contact(me, level: .engineering, of: home)))
        #expect(engineer.may(.contactEdit, .contact(other, level: level, of: home)) == level.isLow)
        #expect(!engineer.may(.contactEdit, .contact(other, level: level, of: elsewhere)))
    }

    @Test("Engineering never changes its own roles")
    func engineeringNeverSelf() {
        #expect(!actor(.engineering).may(.contactAssign, .contact(me, level: .engineering, of: home)))
    }

    @Test("no partner level reaches another organization", arguments: Level.ofPartners, Permission.allCases)
    func noForeignReach(_ level: Level, _ permission: Permission) {
        #expect(!actor(level).may(permission, .contact(other, level: .none, of: elsewhere)))
        #expect(!actor(level).may(permission, .belonging(of: elsewhere)))
    }

    @Test(
        "the Auditor holds no writing permission over anybody",
        arguments: [
            Permission.contactCreate, .contactEdit, .contactDelete, .contactAssign, .accessGrant, .accessLevel, .accessSuspend, .siteEdit,
            .policyEdit,
            .organizationEdit, .organizationCreate, .organizationSuspend, .recoveryStart, .mailRetry, .personErase,
        ])
    func auditorChangesNothing(_ permission: Permission) {
        #expect(Matrix.reach(permission, at: .auditor) == .none)
    }

    @Test("a level without any reach gets no grant, and the refusal names the cell")
    func refusalNamesCell() {
        #expect { try actor(.readOnly).grant(DeleteContact.self) } throws: { ($0 as? Refusal)?.cell == "contact.delete/read_only" }
    }
}
