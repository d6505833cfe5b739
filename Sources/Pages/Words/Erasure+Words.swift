/// What the erasure of a person says.
extension Phrase {
    static var personalData: Phrase { Phrase(en: "Personal data", es: "Datos personales") }
    static func eraseQuestion(_ name: String) -> Phrase { Phrase(en: "Erase \(name)?", es: "¿Borrar a \(name)?") }
    static func eraseNamed(_ name: String) -> Phrase { Phrase(en: "Erase \(name)", es: "Borrar a \(name)") }
    static var eraseMeansContact: Phrase {
        Phrase(
            en: "The contact goes, with its access, sessions, mail and whatever else hangs on it.",
            es: "Se va el contacto, con su acceso, sesiones, correo y todo lo que depende de él.")
    }
    static var eraseMeansLogs: Phrase {
        Phrase(
            en: "Names and addresses go from beside every log, too. What happened stays there, without them.",
            es: "También se van nombres y direcciones de todos los registros. Lo ocurrido queda, sin ellos.")
    }
    static var eraseMeansBackups: Phrase {
        Phrase(en: "Backups made before keep what they hold.", es: "Las copias de seguridad anteriores conservan lo que contienen.")
    }
    static var eraseOnRequest: Phrase {
        Phrase(
            en: "This is for a person who asked for it. To take somebody off the list, remove the contact instead.",
            es: "Es para quien lo pidió. Para quitar a alguien de la lista, elimina el contacto.")
    }
    static var downloadHeld: Phrase { Phrase(en: "Download what is held", es: "Descargar lo guardado") }
}
