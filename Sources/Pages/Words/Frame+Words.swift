/// What the frame says on every page.
extension Phrase {
    /// After a session that ended while a form was filled in.
    static var typedIsBack: Phrase {
        Phrase(
            en: "What you filled in before you signed in again is back. It is not saved yet.",
            es: "Lo que escribiste antes de volver a entrar está aquí de nuevo. Aún no se ha guardado.")
    }
    /// Where the switch of the language would be, on a page that is shown only once.
    static var languageLater: Phrase { Phrase(en: "Language: on the next page", es: "Idioma: en la página siguiente") }
    static var skipToContent: Phrase { Phrase(en: "Skip to content", es: "Saltar al contenido") }
    static var mainNavigation: Phrase { Phrase(en: "Main", es: "Principal") }
    static var menu: Phrase { Phrase(en: "Menu", es: "Menú") }
    static func menuOf(_ name: String) -> Phrase { Phrase(en: "\(name), account menu", es: "\(name), menú de la cuenta") }
    static var switchTo: Phrase { Phrase(en: "Your other organizations", es: "Tus otras organizaciones") }
    static func levelAt(_ level: Phrase, _ organization: String) -> Phrase {
        Phrase(en: "\(level.en) at \(organization)", es: "\(level.es) en \(organization)")
    }
    static func asnAndMore(_ first: some CustomStringConvertible, more: Int) -> Phrase {
        Phrase(en: "AS\(first) and \(more) more", es: "AS\(first) y \(more) más")
    }

    static var searchEverything: Phrase { Phrase(en: "Search people, sites, pages", es: "Buscar personas y páginas") }
    static var searchResults: Phrase { Phrase(en: "Results", es: "Resultados") }
    static var nothingFound: Phrase {
        Phrase(
            en: "Nothing found. Try part of a name, an address or a site code.",
            es: "No hay resultados. Prueba con parte de un nombre, una dirección o el código de una ubicación.")
    }
    static var paletteKeys: Phrase {
        Phrase(en: "Arrow keys choose, Enter opens, Escape closes", es: "Las flechas eligen, Intro abre, Escape cierra")
    }

    static var theme: Phrase { Phrase(en: "Theme", es: "Tema") }
    static var signOut: Phrase { Phrase(en: "Sign out", es: "Cerrar sesión") }
    static var signInTitle: Phrase { Phrase(en: "Sign in", es: "Iniciar sesión") }
    static var account: Phrase { Phrase(en: "My account", es: "Mi cuenta") }
    static var supportAt: Phrase { Phrase(en: "Support:", es: "Asistencia:") }

    static var demo: Phrase { Phrase(en: "Demo", es: "Demostración") }
    static var demoWorld: Phrase {
        Phrase(
            en: "Demo: the people are made up, and mail stays here.",
            es: "Demostración: las personas son inventadas y el correo no sale de aquí.")
    }
    static var demoTools: Phrase { Phrase(en: "People and mail of the demo", es: "Personas y correo de la demostración") }
    static func lookingAt(_ partner: String) -> Phrase {
        Phrase(
            en: "You are looking at \(partner). Their activity log shows that you did.",
            es: "Estás viendo \(partner). Su registro de actividad lo muestra.")
    }
    static var leavePartner: Phrase { Phrase(en: "Leave", es: "Salir") }

    static var home: Phrase { Phrase(en: "Home", es: "Inicio") }
    static var usersTitle: Phrase { Phrase(en: "Users", es: "Usuarios") }
    static var toldTitle: Phrase { Phrase(en: "Who is told", es: "A quién se avisa") }
    static var sitesTitle: Phrase { Phrase(en: "Sites", es: "Ubicaciones") }
    static var organizationTitle: Phrase { Phrase(en: "Organization", es: "Organización") }
    static var activityTitle: Phrase { Phrase(en: "Activity", es: "Actividad") }
    static var permissionsTitle: Phrase { Phrase(en: "Permissions", es: "Permisos") }
    static var helpTitle: Phrase { Phrase(en: "Help", es: "Ayuda") }
    static var organizationsTitle: Phrase { Phrase(en: "Organizations", es: "Organizaciones") }
    static var staffTitle: Phrase { Phrase(en: "Staff", es: "Personal") }
    static var mailTitle: Phrase { Phrase(en: "Mail", es: "Correo") }
    static func waitingForYou(_ count: Int) -> Phrase {
        counted(
            count, one: Phrase(en: "1 thing waits for you", es: "1 asunto te espera"),
            many: Phrase(en: "\(count) things wait for you", es: "\(count) asuntos te esperan"))
    }
}

extension Theme {
    var name: Phrase {
        switch self {
        case .auto: Phrase(en: "As the system", es: "Del sistema")
        case .light: Phrase(en: "Light", es: "Claro")
        case .dark: Phrase(en: "Dark", es: "Oscuro")
        }
    }
}
