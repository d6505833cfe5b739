import Domain

extension Matrix {
    /// Why this cell is as it is: how far it goes, and the rule behind it. Shown on the Permissions page, in
    /// `permissions --json`, and where a deed is missing.
    public static func reason(_ permission: Permission, at level: Level) -> Phrase {
        if level == .none { return .noAccessActs }
        let reach = reach(permission, at: level)
        let ground: Phrase =
            switch level {
            case .none, .readOnly, .engineering, .admin: permission.ground(for: level)
            case .operatorAdmin, .partnerManager, .operations, .assessor, .auditor: permission.staffGround(for: level, reach)
            case .worker: permission.workerGround
            case .console:
                Phrase(
                    en: "Whoever has a shell on the server acts as its Operator admin, visibly.",
                    es: "Quien tiene una consola en el servidor actúa como su Administración del operador, a la vista.")
            }
        let sentence = Phrase(en: "\(reach.phrase.en). \(ground.en)", es: "\(reach.phrase.es). \(ground.es)")
        return permission.isPlanned ? sentence.planned : sentence
    }
}

extension Reach {
    /// The set of targets in words, as a table cell says it.
    public var phrase: Phrase {
        switch self {
        case .none: Phrase(en: "No", es: "No")
        case .ownSelf: Phrase(en: "Own only", es: "Solo lo propio")
        case .readOnly: Phrase(en: "Contacts at None or Read-only", es: "Contactos sin acceso o de solo lectura")
        case .selfAndReadOnly:
            Phrase(en: "Own, and contacts at None or Read-only", es: "Lo propio y contactos sin acceso o de solo lectura")
        case .organization: Phrase(en: "The whole organization", es: "Toda la organización")
        case .allPartners: Phrase(en: "All partners", es: "Todos los socios")
        case .selfAndAllPartners: Phrase(en: "Own, and all partners", es: "Lo propio y todos los socios")
        case .everything: Phrase(en: "Everything", es: "Todo")
        default: .verbatim(name)
        }
    }
}

extension Permission {
    /// The rule behind the partner's three columns.
    fileprivate func ground(for level: Level) -> Phrase {
        switch self {
        case .contactCreate, .contactDelete, .accessGrant, .accessLevel: .administration
        case .contactEdit:
            Phrase(
                en: "Published row “Contact details management”: Admin all contacts, Engineering self or read-only users, Read-only self.",
                es:
                    "Fila publicada «Gestión de datos de contacto»: Administración todos, Ingeniería lo propio y usuarios de solo lectura, Solo lectura lo propio."
            )
        case .contactAssign:
            Phrase(
                en:
                    "Roles grant nothing, but they steer mail and the second-factor duty, so setting them is administration and never of oneself below Admin.",
                es:
                    "Las funciones no dan permisos, pero dirigen el correo y la obligación del segundo factor: asignarlas es administración y nunca sobre uno mismo sin ese nivel."
            )
        case .accessSuspend:
            Phrase(
                en: "Suspending follows revoking: the same people, the same contacts.",
                es: "Suspender sigue a retirar: las mismas personas, los mismos contactos.")
        case .recoveryStart:
            Phrase(
                en: "A recovery replaces somebody’s factors, so only Admins start one for others.",
                es: "Una recuperación sustituye los factores de alguien: solo Administración la inicia para otros.")
        case .contactView, .siteView, .toldView, .organizationView, .activityView:
            Phrase(en: "Everyone with access sees their own organization.", es: "Toda persona con acceso ve su propia organización.")
        case .activityExport:
            Phrase(
                en: "Whoever sees the activity may take it along, and that is recorded.",
                es: "Quien ve la actividad puede llevársela, y queda registrado.")
        case .contactExport:
            Phrase(
                en: "A file leaves the portal, so Read-only views and does not export.",
                es: "Un archivo sale del portal: Solo lectura ve y no exporta.")
        case .organizationArchive:
            Phrase(
                en: "The file holds everybody and the whole log, so Admins ask for it.",
                es: "El archivo contiene a todas las personas y todo el registro: lo pide Administración.")
        case .siteEdit:
            Phrase(
                en: "Sites are part of running the service: Admin and Engineering.",
                es: "Las ubicaciones son parte de la operación: Administración e Ingeniería.")
        case .policyEdit:
            Phrase(
                en: "Policy binds everyone in the organization, so Admins decide it.",
                es: "Las normas obligan a toda la organización: las decide Administración.")
        case .importRun:
            Phrase(
                en: "A file does row by row what its person may do one by one, so whoever manages contacts or sites may bring one.",
                es:
                    "Un archivo hace fila a fila lo que su persona puede hacer de una en una: puede traerlo quien gestione contactos o ubicaciones."
            )
        case .tokenView, .tokenEdit:
            Phrase(
                en:
                    "A token can do at most what its owner can, so everyone has their own; Admins see all, and alone make those of the organization.",
                es:
                    "Un token puede, como mucho, lo que puede su dueño, así que cada persona tiene los suyos; Administración ve todos y solo ella crea los de la organización."
            )
        case .accountUse:
            Phrase(en: "Everyone manages their own account and nobody else’s.", es: "Cada persona gestiona su cuenta y ninguna otra.")
        case .permissionsView:
            Phrase(
                en: "The rules are open to everyone they bind.", es: "Las reglas están a la vista de todas las personas a quienes obligan.")
        case .organizationCreate, .organizationEdit, .organizationSuspend, .directorySearch, .mailView, .mailRetry, .personErase,
            .personExport, .installationView:
            Phrase(en: "The operator’s own work; ask the operator by a message.", es: "Es trabajo del operador; pídeselo con un mensaje.")
        case .mailDeliver, .checkpointWrite, .retentionSweep, .importAdvance, .archiveMake: .machineWork
        case .ticketView, .ticketComment:
            Phrase(
                en: "Published row “View/comment on tickets”: yes at every level.",
                es: "Fila publicada «Ver y comentar incidencias»: sí en todos los niveles.")
        case .applianceDrain, .bgpEdit, .applianceAct:
            Phrase(
                en: "Published row “OCA maintenance/management”: Admin and Engineering, not Read-only; later actions follow it.",
                es:
                    "Fila publicada «Mantenimiento y gestión de OCA»: Administración e Ingeniería, no Solo lectura; las acciones futuras la siguen."
            )
        }
    }

    /// Staff act within the duty of their level, visibly, and always with a second factor.
    fileprivate func staffGround(for level: Level, _ reach: Reach) -> Phrase {
        switch self {
        case .mailDeliver, .checkpointWrite, .retentionSweep, .importAdvance, .archiveMake: return .machineWork
        case .accountUse, .tokenView, .tokenEdit: return ground(for: level)
        case .permissionsView: return ground(for: level)
        default: break
        }
        if reach == .ownSelf {
            return Phrase(
                en: "Own details; contacts of others are not part of this duty.",
                es: "Datos propios; los contactos de otros no son parte de este cometido.")
        }
        let duty = level.meaning
        if reach.isEmpty {
            return Phrase(en: "Not part of the duty of this level: \(duty.en).", es: "No es parte del cometido de este nivel: \(duty.es).")
        }
        return Phrase(
            en: "By duty of this level: \(duty.en). The partner’s activity shows it as done by the operator.",
            es: "Por cometido de este nivel: \(duty.es). La actividad del socio lo muestra como hecho por el operador.")
    }

    fileprivate var workerGround: Phrase {
        switch self {
        case .mailDeliver, .checkpointWrite, .retentionSweep, .importAdvance, .archiveMake: .machineWork
        default:
            Phrase(
                en: "Background work has only the rows it needs.", es: "Las tareas en segundo plano solo tienen las filas que necesitan.")
        }
    }
}

extension Phrase {
    fileprivate static var noAccessActs: Phrase {
        Phrase(en: "Without portal access nobody acts here.", es: "Sin acceso al portal nadie actúa aquí.")
    }

    fileprivate static var administration: Phrase {
        Phrase(
            en:
                "Published row “Contact/user administration”: Admin all contacts, Engineering read-only users only, Read-only none; a contact without access counts as not above Read-only.",
            es:
                "Fila publicada «Administración de contactos y usuarios»: Administración todos, Ingeniería solo usuarios de solo lectura, Solo lectura ninguno; un contacto sin acceso cuenta como no superior a Solo lectura."
        )
    }

    fileprivate static var machineWork: Phrase {
        Phrase(en: "Done by the server itself, never by a person.", es: "Lo hace el propio servidor, nunca una persona.")
    }

    fileprivate var planned: Phrase {
        Phrase(
            en: "\(en) Planned: the rule stands, the page does not exist yet.",
            es: "\(es) Previsto: la regla vale, la página aún no existe.")
    }
}
