import Domain

extension Level {
    public var name: Phrase {
        switch self {
        case .none: Phrase(en: "None", es: "Ninguno")
        case .readOnly: Phrase(en: "Read-only", es: "Solo lectura")
        case .engineering: Phrase(en: "Engineering", es: "Ingeniería")
        case .admin: Phrase(en: "Admin", es: "Administración")
        case .operatorAdmin: Phrase(en: "Operator admin", es: "Administración del operador")
        case .partnerManager: Phrase(en: "Partner manager", es: "Gestión de socios")
        case .operations: Phrase(en: "Operations", es: "Operaciones")
        case .assessor: Phrase(en: "Assessor", es: "Evaluación")
        case .auditor: Phrase(en: "Auditor", es: "Auditoría")
        case .worker: Phrase(en: "Background work", es: "Tareas en segundo plano")
        case .console: Phrase(en: "Command line", es: "Línea de órdenes")
        }
    }

    /// What somebody at this level does here, beside the choice.
    public var meaning: Phrase {
        switch self {
        case .none:
            Phrase(en: "Gets mail for the roles held, cannot sign in", es: "Recibe correo según sus funciones, no puede iniciar sesión")
        case .readOnly: Phrase(en: "Sees everything here, edits own details", es: "Ve todo lo de aquí, edita sus propios datos")
        case .engineering:
            Phrase(
                en: "Also edits sites and manages contacts at None and Read-only",
                es: "Además edita ubicaciones y gestiona contactos sin acceso o de solo lectura")
        case .admin:
            Phrase(
                en: "Manages everyone, and the organization’s policy", es: "Gestiona a todas las personas y las normas de la organización")
        case .operatorAdmin: Phrase(en: "Everything, and the installation’s settings", es: "Todo, y los ajustes de la instalación")
        case .partnerManager:
            Phrase(
                en: "Partner organizations, their first Admins and their contacts",
                es: "Organizaciones asociadas, sus primeras administraciones y sus contactos")
        case .operations: Phrase(en: "Appliances and tickets; sees all partners", es: "Equipos e incidencias; ve a todos los socios")
        case .assessor: Phrase(en: "Content security; sees all partners", es: "Seguridad de contenidos; ve a todos los socios")
        case .auditor: Phrase(en: "Reads everything, changes nothing", es: "Lee todo, no cambia nada")
        case .worker, .console: Phrase(en: "Not a person", es: "No es una persona")
        }
    }
}

extension AccessStatus {
    public var name: Phrase {
        switch self {
        case .none: Phrase(en: "No access", es: "Sin acceso")
        case .invited: Phrase(en: "Invited", es: "Con invitación")
        case .expired: Phrase(en: "Invitation lapsed", es: "Invitación vencida")
        case .active: Phrase(en: "Active", es: "Con acceso")
        case .suspended: Phrase(en: "Suspended", es: "Suspendido")
        }
    }

    public var tone: Tone {
        switch self {
        case .none: .idle
        case .invited, .expired: .warning
        case .active: .ok
        case .suspended: .bad
        }
    }
}

extension Permission {
    /// A verb phrase, as on the Permissions page.
    public var name: Phrase {
        switch self {
        case .contactView: Phrase(en: "View contacts", es: "Ver contactos")
        case .contactCreate: Phrase(en: "Add contacts", es: "Añadir contactos")
        case .contactDelete: Phrase(en: "Remove contacts", es: "Eliminar contactos")
        case .contactEdit:
            Phrase(
                en: "Edit name, email, phone, title, language, time zone",
                es: "Editar nombre, correo, teléfono, cargo, idioma y zona horaria")
        case .contactAssign: Phrase(en: "Set roles, sites and kind of a contact", es: "Asignar funciones, ubicaciones y tipo de contacto")
        case .contactExport: Phrase(en: "Export contacts", es: "Exportar contactos")
        case .accessGrant: Phrase(en: "Grant and revoke portal access", es: "Dar y retirar acceso al portal")
        case .accessLevel: Phrase(en: "Set permission levels", es: "Asignar niveles de permiso")
        case .accessSuspend: Phrase(en: "Suspend portal access", es: "Suspender el acceso al portal")
        case .recoveryStart: Phrase(en: "Start a recovery for somebody else", es: "Iniciar la recuperación de otra persona")
        case .organizationView: Phrase(en: "View the organization", es: "Ver la organización")
        case .policyEdit: Phrase(en: "Edit the organization’s policy", es: "Editar las normas de la organización")
        case .siteView: Phrase(en: "View sites", es: "Ver ubicaciones")
        case .siteEdit: Phrase(en: "Add and edit sites", es: "Añadir y editar ubicaciones")
        case .toldView: Phrase(en: "View who is told", es: "Ver a quién se avisa")
        case .activityView: Phrase(en: "View the activity log", es: "Ver el registro de actividad")
        case .activityExport: Phrase(en: "Export the activity log", es: "Exportar el registro de actividad")
        case .importRun: Phrase(en: "Import files of contacts and sites", es: "Importar archivos de contactos y ubicaciones")
        case .importAdvance: Phrase(en: "Work through files that were imported", es: "Procesar los archivos importados")
        case .organizationArchive: Phrase(en: "Archive the organization as a file", es: "Archivar la organización en un archivo")
        case .tokenView: Phrase(en: "View tokens of programs", es: "Ver los tokens de programas")
        case .tokenEdit: Phrase(en: "Make, pause, rotate and end tokens", es: "Crear, pausar, renovar y terminar tokens")
        case .accountUse: Phrase(en: "Manage one’s own account", es: "Gestionar la propia cuenta")
        case .permissionsView: Phrase(en: "View this table", es: "Ver esta tabla")
        case .organizationCreate: Phrase(en: "Add partner organizations", es: "Añadir organizaciones asociadas")
        case .organizationEdit: Phrase(en: "Edit partner organizations", es: "Editar organizaciones asociadas")
        case .organizationSuspend: Phrase(en: "Suspend partner organizations", es: "Suspender organizaciones asociadas")
        case .directorySearch: Phrase(en: "Search across partners", es: "Buscar en todos los socios")
        case .mailView: Phrase(en: "View mail deliveries", es: "Ver los envíos de correo")
        case .mailRetry: Phrase(en: "Send parked mail again", es: "Reenviar el correo retenido")
        case .personErase: Phrase(en: "Erase a person", es: "Borrar a una persona")
        case .personExport: Phrase(en: "Export what is held about a person", es: "Exportar lo que se guarda sobre una persona")
        case .installationView: Phrase(en: "View the installation’s log", es: "Ver el registro de la instalación")
        case .mailDeliver: Phrase(en: "Deliver mail", es: "Entregar el correo")
        case .checkpointWrite: Phrase(en: "Sign checkpoints of the activity log", es: "Firmar puntos de control del registro de actividad")
        case .archiveMake: Phrase(en: "Make archives", es: "Crear archivos de organizaciones")
        case .retentionSweep: Phrase(en: "Delete what is past its retention period", es: "Borrar lo que superó su plazo de conservación")
        case .ticketView: Phrase(en: "View tickets", es: "Ver incidencias")
        case .ticketComment: Phrase(en: "Comment on tickets", es: "Comentar incidencias")
        case .applianceDrain: Phrase(en: "Drain appliances for maintenance", es: "Vaciar equipos para mantenimiento")
        case .bgpEdit: Phrase(en: "Edit the BGP configuration", es: "Editar la configuración de BGP")
        case .applianceAct: Phrase(en: "Every later appliance action", es: "Toda acción posterior sobre equipos")
        }
    }
}
