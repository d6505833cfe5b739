import Domain

extension Permission {
    /// What was done, in the past, as an entry of the activity log says it.
    var deed: Phrase {
        switch self {
        case .contactCreate: Phrase(en: "Added a contact", es: "Añadió un contacto")
        case .contactDelete: Phrase(en: "Removed a contact", es: "Eliminó un contacto")
        case .contactEdit: Phrase(en: "Changed details", es: "Cambió datos")
        case .contactAssign: Phrase(en: "Changed roles and sites", es: "Cambió funciones y ubicaciones")
        case .contactExport: Phrase(en: "Exported contacts", es: "Exportó contactos")
        case .accessGrant: Phrase(en: "Gave or took portal access", es: "Dio o retiró acceso al portal")
        case .accessLevel: Phrase(en: "Changed the level", es: "Cambió el nivel")
        case .accessSuspend: Phrase(en: "Suspended portal access", es: "Suspendió el acceso al portal")
        case .recoveryStart: Phrase(en: "Started a recovery", es: "Inició una recuperación")
        case .policyEdit: Phrase(en: "Changed the policy", es: "Cambió las normas")
        case .siteEdit: Phrase(en: "Added, changed or removed a site", es: "Añadió, cambió o eliminó una ubicación")
        case .activityExport: Phrase(en: "Exported the activity log", es: "Exportó el registro de actividad")
        case .importRun: Phrase(en: "Imported a file", es: "Importó un archivo")
        case .importAdvance: Phrase(en: "Worked through an import", es: "Procesó una importación")
        case .organizationArchive: Phrase(en: "Archived the organization", es: "Archivó la organización")
        case .tokenEdit: Phrase(en: "Made, changed or ended a token", es: "Creó, cambió o terminó un token")
        case .accountUse: Phrase(en: "Changed the own account", es: "Cambió su propia cuenta")
        case .organizationCreate: Phrase(en: "Added the organization", es: "Añadió la organización")
        case .organizationEdit: Phrase(en: "Changed the organization", es: "Cambió la organización")
        case .organizationSuspend: Phrase(en: "Suspended or resumed the organization", es: "Suspendió o reactivó la organización")
        case .mailRetry: Phrase(en: "Sent parked mail again", es: "Reenvió correo retenido")
        case .mailDeliver: Phrase(en: "Delivered mail", es: "Entregó correo")
        case .personErase: Phrase(en: "Erased a person", es: "Borró a una persona")
        case .personExport: Phrase(en: "Exported what is held about a person", es: "Exportó lo que se guarda sobre una persona")
        case .checkpointWrite: Phrase(en: "Signed a checkpoint", es: "Firmó un punto de control")
        case .archiveMake: Phrase(en: "Made an archive", es: "Creó un archivo de la organización")
        case .retentionSweep: Phrase(en: "Deleted what was past its time", es: "Borró lo que superó su plazo")
        case .contactView, .organizationView, .siteView, .toldView, .activityView, .tokenView, .permissionsView, .directorySearch,
            .mailView, .installationView,
            .ticketView, .ticketComment, .applianceDrain, .bgpEdit, .applianceAct:
            name
        }
    }
}
