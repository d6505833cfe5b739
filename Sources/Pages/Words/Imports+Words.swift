import Domain

/// What the Imports room says.
extension Phrase {
    static func importsFull(files: Int64, _ bytes: Phrase, ofMost most: Int64, _ mostBytes: Phrase) -> Phrase {
        Phrase(
            en: """
                There is no room for this file: \(files) of at most \(most) files are kept here, with \(bytes.en) of at most \(mostBytes.en). \
                Remove imports that nobody needs any more, or wait: each goes 30 days after its last step.
                """,
            es: """
                No hay sitio para este archivo: aquí se guardan \(files) de \(most) archivos como máximo, con \(bytes.es) de \(mostBytes.es). \
                Quita las importaciones que ya no hagan falta o espera: cada una se va 30 días después de su último paso.
                """)
    }
    static var importConfirmFirst: Phrase {
        Phrase(
            en:
                "This file may invite people: it gives permission levels, or other addresses. To bring it in, prove once more that it is you.",
            es:
                "Este archivo puede invitar a personas: da niveles de permiso u otras direcciones. Para incorporarlo, demuestra otra vez que eres tú."
        )
    }
    static var importsTitle: Phrase { Phrase(en: "Imports", es: "Importaciones") }
    static var importsLead: Phrase {
        Phrase(
            en: "Bring in many rows from a file. Every row is tried first, and you see what would become of it.",
            es: "Incorpora muchas filas de un archivo. Primero se prueba cada fila y ves qué sería de ella.")
    }
    static var importFile: Phrase { Phrase(en: "Import", es: "Importar") }
    static var importNew: Phrase { Phrase(en: "Upload a file", es: "Subir un archivo") }
    static var importNewLead: Phrase {
        Phrase(
            en: "CSV from a spreadsheet, or JSON. Nothing is changed until you have seen the trial and say so.",
            es: "CSV de una hoja de cálculo, o JSON. Nada cambia hasta que veas la prueba y lo confirmes.")
    }
    static var importKind: Phrase { Phrase(en: "What is in it", es: "Qué contiene") }
    static var importChoose: Phrase { Phrase(en: "File", es: "Archivo") }
    static var importChooseHint: Phrase {
        Phrase(
            en: "The first line of a CSV names its columns. Up to 500,000 rows.",
            es: "La primera línea de un CSV da nombre a las columnas. Hasta 500 000 filas.")
    }
    static var importUpload: Phrase { Phrase(en: "Upload", es: "Subir") }
    static var importsNone: Phrase { Phrase(en: "No imports yet", es: "Aún no hay importaciones") }
    static var importsNoneWhy: Phrase {
        Phrase(
            en: "What is uploaded stays listed here for 30 days, with its report.",
            es: "Lo que se sube queda en esta lista 30 días, con su informe.")
    }
    static var importWhyNot: Phrase {
        Phrase(en: "Admin and Engineering import files.", es: "Administración e Ingeniería importan archivos.")
    }
    static var importBy: Phrase { Phrase(en: "By", es: "De") }
    static var importWhen: Phrase { Phrase(en: "Uploaded", es: "Subido") }
    static var importRows: Phrase { Phrase(en: "Rows", es: "Filas") }

    static var importFields: Phrase { Phrase(en: "What columns can be", es: "Qué pueden ser las columnas") }
    static var importFieldsLead: Phrase {
        Phrase(
            en:
                "An empty cell leaves what is there; a lone hyphen empties it. A row means the one with its id, its external id, or its email or code; otherwise it is new.",
            es:
                "Una celda vacía deja lo que hay; un guion solo lo vacía. Una fila se refiere a quien tenga su id, su id externo o su correo o código; si no, es nueva."
        )
    }

    static var importColumns: Phrase { Phrase(en: "Columns", es: "Columnas") }
    static var importColumnsLead: Phrase {
        Phrase(
            en: "What each column is taken for. Correct what was guessed wrong.",
            es: "Por qué se toma cada columna. Corrige lo que se adivinó mal.")
    }
    static var importColumn: Phrase { Phrase(en: "Column", es: "Columna") }
    static var importSamples: Phrase { Phrase(en: "For example", es: "Por ejemplo") }
    static var importField: Phrase { Phrase(en: "Taken for", es: "Se toma por") }
    static var importLeftOut: Phrase { Phrase(en: "Left out", es: "Se omite") }
    static var importTry: Phrase { Phrase(en: "Try it", es: "Probar") }
    static var importTryAgain: Phrase { Phrase(en: "Try it anew", es: "Probar de nuevo") }
    static var importChangeColumns: Phrase { Phrase(en: "Change the columns", es: "Cambiar las columnas") }
    static var importNoColumns: Phrase {
        Phrase(en: "No column is taken for anything yet.", es: "Aún no se toma ninguna columna por nada.")
    }

    static var importChecking: Phrase {
        Phrase(en: "Every row is being tried. You can leave this page.", es: "Se está probando cada fila. Puedes salir de esta página.")
    }
    static var importApplying: Phrase {
        Phrase(
            en: "The rows are being brought in. You can leave this page: it goes on.",
            es: "Se están incorporando las filas. Puedes salir de esta página: continúa.")
    }
    static var importChecked: Phrase {
        Phrase(en: "This is what would become of the rows. Nothing is changed yet.", es: "Esto sería de las filas. Aún no se cambió nada.")
    }
    static var importApplied: Phrase { Phrase(en: "Done. This became of the rows.", es: "Listo. Esto fue de las filas.") }
    static var importCancelled: Phrase {
        Phrase(
            en: "Stopped. What was brought in before stays; the rows behind it were not touched.",
            es: "Detenida. Lo incorporado antes se queda; las filas siguientes no se tocaron.")
    }
    static var importUploading: Phrase { Phrase(en: "The upload is under way, or broke off.", es: "La subida está en curso, o se cortó.") }
    static func importDone(_ done: Int, of rows: Int) -> Phrase {
        let (done, rows) = (grouped(done), grouped(rows))
        return Phrase(en: "\(done.en) of \(rows.en) rows", es: "\(done.es) de \(rows.es) filas")
    }
    static func importApply(_ count: Int) -> Phrase {
        let number = grouped(count)
        return counted(
            count, one: Phrase(en: "Bring in 1 row", es: "Incorporar 1 fila"),
            many: Phrase(en: "Bring in \(number.en) rows", es: "Incorporar \(number.es) filas"))
    }
    static var importNothing: Phrase {
        Phrase(en: "Nothing in this file would change anything.", es: "Nada de este archivo cambiaría nada.")
    }
    static var importCancel: Phrase { Phrase(en: "Stop", es: "Detener") }
    static var importForget: Phrase { Phrase(en: "Remove from the list", es: "Quitar de la lista") }
    static var importForgetMeans: Phrase {
        Phrase(
            en: "The file’s rows and this report go. What was brought in stays.",
            es: "Se van las filas del archivo y este informe. Lo incorporado se queda.")
    }
    static var importAllRows: Phrase { Phrase(en: "All rows", es: "Todas") }
    static var importLine: Phrase { Phrase(en: "Line", es: "Línea") }
    static var importWhat: Phrase { Phrase(en: "Row", es: "Fila") }
    static var importOutcome: Phrase { Phrase(en: "Outcome", es: "Resultado") }
    static var importNoRows: Phrase { Phrase(en: "No such rows", es: "Ninguna fila así") }
    static var importNoRowsWhy: Phrase { Phrase(en: "Look at another outcome above.", es: "Mira otro resultado arriba.") }
    static var importRefusedFile: Phrase {
        Phrase(en: "Refused rows as CSV, with their reasons", es: "Filas rechazadas en CSV, con sus motivos")
    }
    static func fieldAnd(_ field: Phrase, _ problem: Phrase) -> Phrase {
        Phrase(en: "\(field.en): \(problem.en)", es: "\(field.es): \(problem.es)")
    }
    static var nothingThere: Phrase { Phrase(en: "nothing", es: "nada") }
}

extension Import.Kind {
    public var name: Phrase {
        switch self {
        case .contacts: Phrase(en: "Contacts", es: "Contactos")
        case .sites: Phrase(en: "Sites", es: "Ubicaciones")
        case .organizations: Phrase(en: "Organizations", es: "Organizaciones")
        case .peeringDB: Phrase(en: "A PeeringDB dump", es: "Un volcado de PeeringDB")
        }
    }

    var meaning: Phrase {
        switch self {
        case .contacts:
            Phrase(
                en: "People and shared mailboxes, with their roles at sites and, if you may give it, portal access.",
                es: "Personas y buzones compartidos, con sus funciones en ubicaciones y, si puedes darlo, acceso al portal.")
        case .sites: Phrase(en: "Places, by their code.", es: "Lugares, por su código.")
        case .organizations: Phrase(en: "Partners, with their AS numbers.", es: "Socios, con sus números de AS.")
        case .peeringDB:
            Phrase(
                en:
                    "Public JSON: organizations with networks, facilities as sites, points of contact as contacts. A later dump changes only what changed there and was not edited here.",
                es:
                    "JSON público: organizaciones con redes, instalaciones como ubicaciones, puntos de contacto como contactos. Un volcado posterior cambia solo lo que cambió allí y no se editó aquí."
            )
        }
    }
}

extension Import.State {
    public var name: Phrase {
        switch self {
        case .uploading: Phrase(en: "Uploading", es: "Subiendo")
        case .uploaded: Phrase(en: "Uploaded", es: "Subido")
        case .checking: Phrase(en: "Being tried", es: "Probándose")
        case .checked: Phrase(en: "Tried", es: "Probado")
        case .applying: Phrase(en: "Under way", es: "En curso")
        case .applied: Phrase(en: "Done", es: "Hecho")
        case .cancelled: Phrase(en: "Stopped", es: "Detenido")
        }
    }

    var tone: Tone {
        switch self {
        case .applied: .ok
        case .checked, .uploaded: .warning
        case .uploading, .checking, .applying, .cancelled: .idle
        }
    }
}

extension ImportOutcome.Name {
    public var name: Phrase {
        switch self {
        case .created: Phrase(en: "New", es: "Nuevas")
        case .changed: Phrase(en: "Changed", es: "Cambiadas")
        case .same: Phrase(en: "Same", es: "Iguales")
        case .refused: Phrase(en: "Refused", es: "Rechazadas")
        }
    }

    var ofOne: Phrase {
        switch self {
        case .created: Phrase(en: "New", es: "Nueva")
        case .changed: Phrase(en: "Changed", es: "Cambiada")
        case .same: Phrase(en: "Same", es: "Igual")
        case .refused: Phrase(en: "Refused", es: "Rechazada")
        }
    }

    var tone: Tone {
        switch self {
        case .created, .changed: .ok
        case .same: .idle
        case .refused: .bad
        }
    }
}

extension ImportField {
    public var name: Phrase {
        switch self {
        case .id: Phrase(en: "Id in this portal", es: "Id en este portal")
        case .externalID: Phrase(en: "External id", es: "Id externo")
        case .organization: Phrase(en: "Organization", es: "Organización")
        case .name: Phrase(en: "Name", es: "Nombre")
        case .code: Phrase(en: "Code", es: "Código")
        case .address: Phrase(en: "Address", es: "Dirección")
        case .asns: Phrase(en: "AS numbers", es: "Números de AS")
        case .level: Phrase(en: "Level", es: "Nivel")
        case .timeZoneGuessed: .zoneIsGuess
        case .kind: Phrase(en: "Kind", es: "Clase")
        case .firstName, .lastName, .email, .phone, .title, .timeZone, .language, .sites, .roles: ContactForm.label(rawValue)
        }
    }

    /// What such a cell may say.
    var meaning: Phrase {
        switch self {
        case .id: Phrase(en: "As our own files have it", es: "Como lo traen nuestros archivos")
        case .externalID:
            Phrase(
                en: "The row’s name in your own system, kept for the next file",
                es: "El nombre de la fila en tu sistema; se guarda para el próximo archivo")
        case .organization:
            Phrase(en: "Its name or id, in files of several organizations", es: "Su nombre o id, en archivos de varias organizaciones")
        case .name:
            Phrase(
                en: "A whole name; of a person it is split at its last blank",
                es: "Un nombre entero; el de una persona se parte en su último espacio")
        case .firstName, .lastName, .title: Phrase(en: "Text", es: "Texto")
        case .email: Phrase(en: "Such as lena.ortiz@nordlys.example", es: "Como lena.ortiz@nordlys.example")
        case .phone:
            Phrase(en: "With the country code, such as +47 55 20 11 43 ext 12", es: "Con el prefijo del país, como +47 55 20 11 43 ext 12")
        case .timeZone: Phrase(en: "Such as Europe/Oslo", es: "Como Europe/Madrid")
        case .timeZoneGuessed:
            Phrase(
                en: "yes or no; without it a time zone in the file is confirmed by it",
                es: "yes o no; sin ella, la zona horaria del archivo queda confirmada")
        case .language: Phrase(en: "en or es", es: "en o es")
        case .kind:
            Phrase(
                en: "person or shared_mailbox; of an organization network, vendor or network_and_vendor",
                es: "person o shared_mailbox; de una organización network, vendor o network_and_vendor")
        case .sites: Phrase(en: "Codes of sites, with blanks between", es: "Códigos de ubicaciones, separados por espacios")
        case .roles:
            Phrase(en: "Such as noc@osl001 shipping@*; noc alone is everywhere", es: "Como noc@mad001 shipping@*; noc solo es en todas")
        case .level:
            Phrase(
                en: "none, read_only, engineering or admin; anything but none invites",
                es: "none, read_only, engineering o admin; todo menos none invita")
        case .code: Phrase(en: "Such as osl001", es: "Como mad001")
        case .address: Phrase(en: "In one line", es: "En una línea")
        case .asns: Phrase(en: "Such as 64950, with blanks between", es: "Como 64950, separados por espacios")
        }
    }
}

extension ImportRefusal {
    /// What to do about a row.
    public var phrases: [Phrase] {
        switch self {
        case .invalid(let errors):
            errors.map {
                .fieldAnd(ImportField(rawValue: String($0.field.prefix { $0 != "[" }))?.name ?? .verbatim($0.field), $0.problem.phrase)
            }
        case .refused(let refusal): [refusal.phrase]
        case .conflict(let conflict): [conflict.phrase]
        case .notFound:
            [
                Phrase(
                    en: "There is nothing of this id here. Leave the id out to add a new one.",
                    es: "Aquí no hay nada con este id. Omite el id para añadir uno nuevo.")
            ]
        case .nameless:
            [
                Phrase(
                    en: "Nothing says which one this is: give an external id, an email address or a code.",
                    es: "Nada dice cuál es: indica un id externo, un correo o un código.")
            ]
        case .twice(let line):
            [
                Phrase(
                    en: "Line \(line) is about the same one. Keep one of the two.",
                    es: "La línea \(line) trata de lo mismo. Deja una de las dos.")
            ]
        case .unknownOrganization:
            [
                Phrase(
                    en: "There is no organization of this name or id, or there are two.",
                    es: "No hay ninguna organización con este nombre o id, o hay dos.")
            ]
        case .tooManyCells(let cells, let columns):
            [
                Phrase(
                    en: "\(cells) cells for \(columns) columns: put quotes around a cell that has a separator in it.",
                    es: "\(cells) celdas para \(columns) columnas: pon comillas a la celda que contenga un separador.")
            ]
        }
    }
}

extension ImportProblem {
    /// What to do about a file.
    public var phrase: Phrase {
        switch self {
        case .empty:
            Phrase(
                en: "There are no rows in this file. The first line of a CSV names its columns; rows come below.",
                es: "No hay filas en este archivo. La primera línea de un CSV da nombre a las columnas; debajo van las filas.")
        case .notText:
            Phrase(
                en: "This is not text that can be read. Save it as “CSV UTF-8”, or as JSON.",
                es: "No es un texto que se pueda leer. Guárdalo como «CSV UTF-8» o como JSON.")
        case .unclosedQuote(let line):
            Phrase(
                en: "A quote that begins in line \(line) is never closed.",
                es: "Unas comillas que empiezan en la línea \(line) no se cierran.")
        case .notJSON(let line): Phrase(en: "At line \(line) this stops being JSON.", es: "En la línea \(line) esto deja de ser JSON.")
        case .tooDeep(let line):
            Phrase(
                en: "At line \(line) lists and objects are nested too deeply. Make each row one flat object.",
                es: "En la línea \(line) las listas y los objetos están demasiado anidados. Haz de cada fila un solo objeto plano.")
        case .memberTwice(let name, let line):
            Phrase(
                en: "The object at line \(line) has “\(name)” twice. Leave one out.",
                es: "El objeto de la línea \(line) tiene «\(name)» dos veces. Quita una.")
        case .rowTooLong(let line):
            Phrase(en: "The row at line \(line) is longer than 64 KiB.", es: "La fila de la línea \(line) supera 64 KiB.")
        case .tooManyColumns: Phrase(en: "There are more than 100 columns.", es: "Hay más de 100 columnas.")
        case .tooManyRows:
            Phrase(en: "There are more than 500,000 rows. Split the file.", es: "Hay más de 500 000 filas. Divide el archivo.")
        case .columnTwice(let name):
            Phrase(en: "Two columns are called “\(name)”. Rename one.", es: "Dos columnas se llaman «\(name)». Cambia el nombre de una.")
        case .noRows: Phrase(en: "No rows below the header line.", es: "No hay filas bajo los encabezados.")
        case .nothingInside: Phrase(en: "There is nothing of this kind in the file.", es: "En el archivo no hay nada de esta clase.")
        case .accessEnded:
            Phrase(
                en: "Whoever started it may not import any more, so it was stopped.",
                es: "Quien la empezó ya no puede importar, así que se detuvo.")
        case .ourFault:
            Phrase(
                en: "A fault of ours stopped it. The operator finds it in the server’s log.",
                es: "La detuvo un fallo nuestro. El operador lo encuentra en el registro del servidor.")
        }
    }
}
