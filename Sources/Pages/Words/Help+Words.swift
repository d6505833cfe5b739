/// What the Help page says.
extension Phrase {
    static var helpLead: Phrase {
        Phrase(
            en: "Whom to ask, what the words mean, and what to do when something does not work.",
            es: "A quién preguntar, qué significan las palabras y qué hacer cuando algo no funciona.")
    }
    static var helpWhom: Phrase { Phrase(en: "Whom to ask", es: "A quién preguntar") }
    static var helpAdmins: Phrase { Phrase(en: "Your Admins", es: "Tu administración") }
    static var helpAdminsFor: Phrase {
        Phrase(
            en: "For access, levels, roles, and a lost second factor.", es: "Para acceso, niveles, funciones y un segundo factor perdido.")
    }
    static func helpOperator(_ name: String) -> Phrase { verbatim(name) }
    static var helpOperatorFor: Phrase {
        Phrase(
            en: "For everything that your Admins cannot do, and when you cannot sign in. Reads mail in English and Spanish.",
            es: "Para todo lo que tu administración no puede hacer y cuando no puedas entrar. Lee correo en español e inglés.")
    }
    static var helpNoSupport: Phrase {
        Phrase(
            en: "No address is configured. Ask the person who invited you.",
            es: "No hay ninguna dirección configurada. Pregunta a quien te invitó.")
    }
    static var helpRequestNumber: Phrase {
        Phrase(
            en: "When a page refused or failed, name the request number that stands at its end.",
            es: "Si una página rechazó algo o falló, indica el número de petición que está al final.")
    }
    static var helpLevels: Phrase { Phrase(en: "Levels: what one may do", es: "Niveles: qué se puede hacer") }
    static var helpLevelsLead: Phrase {
        Phrase(
            en: "Each portal user has one level in each organization.", es: "Cada usuario del portal tiene un nivel en cada organización.")
    }
    static var helpRoles: Phrase { Phrase(en: "Roles: what one is told", es: "Funciones: de qué se avisa") }
    static var helpRolesLead: Phrase {
        Phrase(
            en: "Any contact may hold any number, at one site or everywhere. They need no portal access, and grant none.",
            es: "Un contacto puede tener cualquier número, en una ubicación o en todas. No necesitan acceso al portal ni lo dan.")
    }
    static var helpSignIn: Phrase { Phrase(en: "When one cannot sign in", es: "Cuando no se puede entrar") }
    static var helpLostPassphrase: Phrase {
        Phrase(
            en: "Passphrase lost: sign in with a passkey and set a new one under My account, or ask an Admin to start a recovery.",
            es:
                "Frase de contraseña perdida: entra con una llave de acceso y fija otra en Mi cuenta, o pide a Administración que inicie una recuperación."
        )
    }
    static var helpLostFactor: Phrase {
        Phrase(
            en: "Second factor lost: use one of your recovery codes, then add a new factor under My account.",
            es: "Segundo factor perdido: usa uno de tus códigos de recuperación y añade después otro factor en Mi cuenta.")
    }
    static var helpNoCodes: Phrase {
        Phrase(
            en: "No recovery code either: another Admin starts a recovery, which you complete by mail. All Admins are told.",
            es:
                "Sin códigos de recuperación: otra persona de administración inicia una recuperación, que completas por correo. Se avisa a toda la administración."
        )
    }
    static var helpOldInvitation: Phrase {
        Phrase(
            en: "Invitation lapsed: it works for 7 days. Whoever invited you can send it again.",
            es: "Invitación vencida: sirve durante 7 días. Quien te invitó puede enviarla de nuevo.")
    }
    static var helpSuspended: Phrase {
        Phrase(
            en: "Access suspended: an Admin brings it back by a new invitation at the same level.",
            es: "Acceso suspendido: Administración lo devuelve con una nueva invitación al mismo nivel.")
    }
    static var helpCannotSignIn: Phrase { Phrase(en: "The page for those who cannot sign in", es: "La página para quien no puede entrar") }
    static var helpExportWhat: Phrase {
        Phrase(
            en:
                "Every list can be taken along as a file (CSV) that spreadsheet programs open. It holds what the page shows under the same filter, all pages of it.",
            es:
                "Cada lista se puede llevar como archivo (CSV) que abren las hojas de cálculo. Contiene lo que muestra la página con el mismo filtro, en todas sus páginas."
        )
    }
    static var helpExportChunks: Phrase {
        Phrase(
            en:
                "A long list is read a few hundred rows at a time, each group at its own instant: what changes meanwhile may stand in it before or after the change.",
            es:
                "Una lista larga se lee por grupos de unos cientos de filas, cada uno en su instante: lo que cambia entretanto puede aparecer antes o después del cambio."
        )
    }
    static var helpExportFormulas: Phrase {
        Phrase(
            en: "A cell that a spreadsheet program would run as a formula begins with an apostrophe; phone numbers have one, too.",
            es: "Una celda que una hoja de cálculo ejecutaría como fórmula empieza con un apóstrofo; los teléfonos también.")
    }
    static var helpKeys: Phrase { Phrase(en: "Keys", es: "Teclas") }
    static var helpKeysRows: Phrase {
        Phrase(en: "Go through the rows of Users; Enter opens one", es: "Recorrer las filas de Usuarios; Intro abre una")
    }
    static var helpEscape: Phrase { Phrase(en: "Escape", es: "Esc") }
    static var helpKeysEscape: Phrase { Phrase(en: "Close what is open", es: "Cerrar lo que está abierto") }
}
