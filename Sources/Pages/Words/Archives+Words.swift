import Domain

/// What the Archive page says, and the README of every archive.
extension Phrase {
    static var archiveConfirmFirst: Phrase {
        Phrase(
            en: "An archive holds everything. To ask for one, prove once more that it is you.",
            es: "Un archivo lo contiene todo. Para pedir uno, demuestra otra vez que eres tú.")
    }
    static var archivesTitle: Phrase { Phrase(en: "Archive of the organization", es: "Archivo de la organización") }
    static var archivesLead: Phrase {
        Phrase(
            en: "Everything that is kept of your organization here, as one file.",
            es: "Todo lo que se guarda aquí de tu organización, en un solo archivo.")
    }
    static var archivesOpen: Phrase { Phrase(en: "Open the archive page", es: "Abrir la página del archivo") }
    static var archivesNone: Phrase { Phrase(en: "No archive yet", es: "Aún no hay ningún archivo") }
    static var archivesNoneWhy: Phrase {
        Phrase(
            en: "The server makes one in the background. You can leave this page and come back.",
            es: "El servidor lo crea en segundo plano. Puedes salir de esta página y volver.")
    }
    static var archiveAsk: Phrase { Phrase(en: "Make an archive", es: "Crear un archivo") }
    static func archivesCount(_ count: Int) -> Phrase {
        counted(count, one: Phrase(en: "1 archive", es: "1 archivo"), many: Phrase(en: "\(count) archives", es: "\(count) archivos"))
    }
    static var archivesLookAgain: Phrase { Phrase(en: "See how far it is", es: "Ver por dónde va") }
    static var archiveAsked: Phrase { Phrase(en: "Asked for", es: "Pedido") }
    static var archiveSize: Phrase { Phrase(en: "Size", es: "Tamaño") }
    static var archiveEnds: Phrase { Phrase(en: "Kept until", es: "Se guarda hasta") }
    static var archiveSum: Phrase { Phrase(en: "Check sum (SHA-256)", es: "Suma de control (SHA-256)") }
    static var archiveTake: Phrase { Phrase(en: "Download", es: "Descargar") }
    static var archiveStop: Phrase { Phrase(en: "Stop", es: "Detener") }
    static var archiveRemove: Phrase { Phrase(en: "Remove", es: "Eliminar") }
    static var archiveRemoveMeans: Phrase {
        Phrase(
            en: "The file is deleted from the server. Copies that were downloaded stay where they are.",
            es: "El archivo se borra del servidor. Las copias descargadas siguen donde están.")
    }
    static var archiveRemoveNow: Phrase { Phrase(en: "Remove the archive", es: "Eliminar el archivo") }
    static var archiveWaits: Phrase { Phrase(en: "Waiting for the server", es: "En espera del servidor") }
    static func archiveMade(_ done: Int64, of total: Int64) -> Phrase {
        let (done, total) = (grouped(Int(done)), grouped(Int(total)))
        return Phrase(en: "Being made: \(done.en) of \(total.en) rows", es: "En curso: \(done.es) de \(total.es) filas")
    }
    static func archiveReady(_ rows: Int64) -> Phrase {
        let rows = grouped(Int(rows))
        return Phrase(en: "Ready: \(rows.en) rows", es: "Listo: \(rows.es) filas")
    }
    static var archiveFailed: Phrase {
        Phrase(
            en: "It could not be made. Try again; if that fails too, write to the address under Help.",
            es: "No se pudo crear. Inténtalo de nuevo; si vuelve a fallar, escribe a la dirección que está en Ayuda.")
    }
    static var archivesWhat: Phrase { Phrase(en: "What it holds", es: "Qué contiene") }
    static var archivesHolds: Phrase {
        Phrase(
            en:
                "The organization and its policy, sites, contacts with their roles, portal users with their levels, and the whole activity log, as they are at one moment.",
            es:
                "La organización y sus normas, las ubicaciones, los contactos con sus funciones, los usuarios del portal con sus niveles y todo el registro de actividad, tal como están en un mismo momento."
        )
    }
    static var archivesLacks: Phrase {
        Phrase(
            en: "Never anything to sign in with: no passphrases, factors, sessions, tokens or invitations, and no mail.",
            es: "Nunca nada con lo que entrar: ni frases de contraseña, ni factores, ni sesiones, ni tokens, ni invitaciones, ni correo.")
    }
    static func archivesKept(_ most: Int) -> Phrase {
        Phrase(
            en:
                "It is kept here for 7 days, and no more than the last \(most). It is not encrypted: keep your copy as you keep the contacts themselves.",
            es:
                "Se guarda aquí 7 días, y no más que los últimos \(most). No está cifrado: guarda tu copia como guardas los propios contactos."
        )
    }
    static var archivesRecorded: Phrase {
        Phrase(
            en: "The activity log says who asked for it, took it or removed it.",
            es: "El registro de actividad dice quién lo pidió, se lo llevó o lo eliminó.")
    }
    static var archivesImport: Phrase {
        Phrase(
            en: "Another installation of Stagedoor brings the organization in from it. There everybody is invited anew.",
            es: "Otra instalación de Stagedoor puede traer la organización desde él. Allí se invita de nuevo a todas las personas.")
    }

    /// `48 kB`, `1.2 MB`.
    static func bytes(_ count: Int64) -> Phrase {
        guard count >= 1000 else { return verbatim("\(count) B") }
        var value = Double(count), unit = ""
        for next in ["kB", "MB", "GB", "TB"] where value >= 1000 || unit.isEmpty { (value, unit) = (value / 1000, next) }
        let tenths = Int((value * 10).rounded())
        let fraction = value < 10 && tenths % 10 != 0
        let whole = fraction ? tenths / 10 : Int(value.rounded())
        return Phrase(
            en: fraction ? "\(whole).\(tenths % 10) \(unit)" : "\(whole) \(unit)",
            es: fraction ? "\(whole),\(tenths % 10) \(unit)" : "\(whole) \(unit)")
    }

    /// The README of every archive, in both languages one after the other.
    public static var archiveReadme: String {
        let phrase = Phrase(
            en: """
                This is an organization of a Stagedoor portal, as it was at the moment that manifest.json names.

                Each file that ends in .jsonl is text in UTF-8 with one JSON object a line:
                  organization.jsonl   the organization, its AS numbers and its policy
                  sites.jsonl          its sites
                  contacts.jsonl       its contacts, their sites and roles
                  portal-users.jsonl   who of them has portal access, and at which level
                  external-ids.jsonl   by which names imported files know sites and contacts
                  activity.jsonl       the activity log, with the hashes that chain it
                manifest.json holds the number of lines, the bytes and the SHA-256 of each.

                It holds personal data and is not encrypted. It holds nothing to sign in with.

                To bring it in, an administrator of another installation runs, on its server:
                  stagedoor import --archive FILE
                The people of it are then invited anew. docs/archive.md of Stagedoor describes every field.
                """,
            es: """
                Esto es una organización de un portal Stagedoor, tal como era en el momento que indica manifest.json.

                Cada archivo que termina en .jsonl es texto en UTF-8 con un objeto JSON por línea:
                  organization.jsonl   la organización, sus números de AS y sus normas
                  sites.jsonl          sus ubicaciones
                  contacts.jsonl       sus contactos, con ubicaciones y funciones
                  portal-users.jsonl   quién tiene acceso al portal y con qué nivel
                  external-ids.jsonl   con qué nombres los archivos importados conocen ubicaciones y contactos
                  activity.jsonl       el registro de actividad, con los resúmenes que lo encadenan
                manifest.json contiene el número de líneas, los bytes y el SHA-256 de cada uno.

                Contiene datos personales y no está cifrado. No contiene nada con lo que entrar.

                Para traerla, quien administra otra instalación ejecuta en su servidor:
                  stagedoor import --archive ARCHIVO
                Después se invita de nuevo a sus personas. docs/archive.md de Stagedoor describe cada campo.
                """)
        return "\(phrase.en)\n\n\(phrase.es)\n"
    }
}
