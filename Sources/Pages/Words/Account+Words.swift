/// What My account says.
extension Phrase {
    static var accountLead: Phrase {
        Phrase(
            en: "Who you are here, how you sign in, and where you are signed in.",
            es: "Quién eres aquí, cómo inicias sesión y dónde la tienes iniciada.")
    }
    static var yourDetails: Phrase { Phrase(en: "Your details", es: "Tus datos") }
    static var yourDetailsLead: Phrase {
        Phrase(en: "Your colleagues and the operator see these.", es: "Los ven tus compañeros y el operador.")
    }
    static var languageMeans: Phrase { Phrase(en: "Pages and mail", es: "Páginas y correo") }
    static var timeZoneMeans: Phrase {
        Phrase(en: "Dates are shown in it, such as Europe/Oslo", es: "En ella se muestran las fechas; por ejemplo, Europe/Madrid")
    }
    static func timeZoneWithoutData(_ zone: String) -> Phrase {
        Phrase(
            en: "This server has no data of \(zone): your dates are shown in UTC. Choose another, such as Europe/Oslo.",
            es: "Este servidor no tiene datos de \(zone): tus fechas se muestran en UTC. Elige otra, como Europe/Madrid.")
    }
    /// Instead of a time.
    static func zoneUnknown(_ zone: String) -> Phrase {
        Phrase(en: "no data of \(zone) here", es: "aquí no hay datos de \(zone)")
    }

    static func detailsChangedBy(_ name: String, _ when: String) -> Phrase {
        Phrase(en: "\(name) changed your details \(when)", es: "\(name) cambió tus datos \(when)")
    }

    static var signingIn: Phrase { Phrase(en: "Signing in", es: "Inicio de sesión") }
    static var signingInLead: Phrase {
        Phrase(en: "Every change here is told to you by mail.", es: "Cada cambio aquí se te comunica por correo.")
    }
    static var confirmFirst: Phrase {
        Phrase(
            en: "To change any of this, prove once more that it is you.", es: "Para cambiar algo de esto, demuestra otra vez que eres tú.")
    }
    static var confirmItIsYou: Phrase { Phrase(en: "Confirm that it is you", es: "Confirma que eres tú") }
    static var confirmWhy: Phrase {
        Phrase(
            en: "What comes next gives something away or lets somebody in. Your confirmation counts for 10 minutes.",
            es: "Lo que sigue entrega datos o deja entrar a alguien. Tu confirmación vale durante 10 minutos.")
    }
    static var confirm: Phrase { Phrase(en: "Confirm", es: "Confirmar") }
    static var confirmHolds: Phrase {
        Phrase(en: "What you filled in is kept until then.", es: "Lo que rellenaste se guarda hasta entonces.")
    }
    static var confirmedGoOn: Phrase { Phrase(en: "It is you", es: "Eres tú") }
    static var confirmedNotYet: Phrase {
        Phrase(
            en: "What you filled in is still here, and not saved yet.", es: "Lo que rellenaste sigue aquí y aún no se ha guardado.")
    }
    static var confirmedSend: Phrase { Phrase(en: "Save it now", es: "Guardarlo ahora") }
    static var confirmedDiscard: Phrase { Phrase(en: "Go back without saving", es: "Volver sin guardar") }
    static var confirmWithPasskey: Phrase { Phrase(en: "Confirm with a passkey", es: "Confirmar con una llave de acceso") }

    static var signInAddressMeans: Phrase {
        Phrase(en: "You sign in with it, and mail goes there.", es: "Con ella inicias sesión y a ella llega el correo.")
    }
    static var newEmail: Phrase { Phrase(en: "New address", es: "Nueva dirección") }
    static var changeEmail: Phrase { Phrase(en: "Change", es: "Cambiar") }
    static func emailChangePending(_ address: String) -> Phrase {
        Phrase(
            en:
                "\(address) waits for confirmation by the link sent there. Until then the present address counts; it got a link to undo this, good for 72 hours.",
            es:
                "\(address) espera confirmación con el enlace enviado a ella. Hasta entonces cuenta la actual, que recibió un enlace para deshacerlo, válido 72 horas."
        )
    }

    static var passphraseSet: Phrase { Phrase(en: "With a second step after it.", es: "Seguida de un segundo paso.") }
    static var passphraseNotSet: Phrase { Phrase(en: "None: you sign in with passkeys only.", es: "Ninguna: solo usas llaves de acceso.") }
    static var setPassphrase: Phrase { Phrase(en: "Set a passphrase", es: "Definir una frase de contraseña") }
    static var changePassphrase: Phrase { Phrase(en: "Change passphrase", es: "Cambiar la frase de contraseña") }
    static var passphraseEndsOthers: Phrase {
        Phrase(en: "Your other sessions end with it.", es: "Tus otras sesiones se cierran con ello.")
    }

    static var passkeys: Phrase { Phrase(en: "Passkeys", es: "Llaves de acceso") }
    static var passkeysMean: Phrase {
        Phrase(
            en: "Fingerprint, face or PIN of a device, or a security key. Enough alone.",
            es: "Huella, cara o PIN de un dispositivo, o una llave de seguridad. Basta por sí sola.")
    }
    static var addPasskey: Phrase { Phrase(en: "Add a passkey", es: "Añadir una llave de acceso") }
    static var passkeyName: Phrase { Phrase(en: "Name", es: "Nombre") }
    static var passkeyNameMeans: Phrase { Phrase(en: "To tell it from the others", es: "Para distinguirla de las demás") }
    static var passkeyNotAdded: Phrase {
        Phrase(
            en: "No passkey was made, or this device has one of yours already.",
            es: "No se creó ninguna llave, o este dispositivo ya tiene una tuya.")
    }
    static var removePasskeyMeans: Phrase {
        Phrase(
            en: "It lets nobody in any more. Delete it on the device as well.",
            es: "Ya no dejará entrar a nadie. Bórrala también en el dispositivo.")
    }

    static var authenticatorApps: Phrase { Phrase(en: "Authenticator apps", es: "Aplicaciones de autenticación") }
    static var appsMean: Phrase {
        Phrase(en: "Six digits, new every 30 seconds, after the passphrase.", es: "Seis cifras, nuevas cada 30 segundos, tras la frase.")
    }
    static var addApp: Phrase { Phrase(en: "Add app", es: "Añadir aplicación") }
    static var removeAppMeans: Phrase { Phrase(en: "Its codes no longer count.", es: "Sus códigos dejan de contar.") }

    static var recoveryCodes: Phrase { Phrase(en: "Recovery codes", es: "Códigos de recuperación") }
    static var recoveryCodesMean: Phrase {
        Phrase(en: "For the day the phone is gone. Each works once.", es: "Para el día en que falte el teléfono. Cada uno sirve una vez.")
    }
    static func recoveryCodesLeft(_ count: Int) -> Phrase {
        count == 0
            ? Phrase(en: "None left", es: "No queda ninguno")
            : counted(count, one: Phrase(en: "1 left", es: "Queda 1"), many: Phrase(en: "\(count) left", es: "Quedan \(count)"))
    }
    static var makeRecoveryCodes: Phrase { Phrase(en: "Make ten new codes", es: "Crear diez códigos nuevos") }
    static var makeRecoveryCodesMeans: Phrase {
        Phrase(en: "The ones you have now stop working at once.", es: "Los que tienes ahora dejan de servir al instante.")
    }
    static var replaceRecoveryCodes: Phrase { Phrase(en: "Replace my recovery codes", es: "Sustituir mis códigos") }
    static var recoveryCodesKeep: Phrase {
        Phrase(
            en: "Keep them where your phone is not: on paper, or in a password manager. One of them stands in for the second step.",
            es: "Guárdalos donde no esté tu teléfono: en papel o en un gestor de contraseñas. Uno de ellos sustituye al segundo paso.")
    }
    static var recoveryCodesOnce: Phrase {
        Phrase(
            en: "They are shown this once. Leaving this page, you cannot see them again.",
            es: "Solo se muestran esta vez. Al salir de esta página no podrás volver a verlos.")
    }
    /// At the top of the file that keeps them.
    public static var recoveryCodesFile: Phrase {
        Phrase(en: "Stagedoor recovery codes. Each works once.", es: "Códigos de recuperación de Stagedoor. Cada uno sirve una vez.")
    }
    static var keepAsFile: Phrase { Phrase(en: "Keep as a file", es: "Guardar como archivo") }
    static var print: Phrase { Phrase(en: "Print", es: "Imprimir") }
    static var keptThem: Phrase { Phrase(en: "I kept them", es: "Los he guardado") }
    static var factorWorks: Phrase {
        Phrase(en: "Your second factor works. One thing more.", es: "Tu segundo factor funciona. Falta una cosa.")
    }

    static var noneYet: Phrase { Phrase(en: "None", es: "Ninguna") }
    static func addedAndUsed(_ added: String, _ used: String?) -> Phrase {
        guard let used else { return Phrase(en: "added \(added), not used yet", es: "añadida el \(added), aún sin usar") }
        return Phrase(en: "added \(added), used \(used)", es: "añadida el \(added), usada: \(used)")
    }
    static var renameFactor: Phrase { Phrase(en: "Rename", es: "Renombrar") }
    static var saveName: Phrase { Phrase(en: "Save name", es: "Guardar nombre") }
    static var removeFactor: Phrase { Phrase(en: "Remove", es: "Quitar") }
    static func removeFactorNamed(_ name: String) -> Phrase { Phrase(en: "Remove \(name)", es: "Quitar \(name)") }

    static var sessions: Phrase { Phrase(en: "Sessions", es: "Sesiones") }
    static var sessionsLead: Phrase {
        Phrase(
            en: "If you do not know one of these, end it and change your passphrase.",
            es: "Si no reconoces alguna, ciérrala y cambia tu frase de contraseña.")
    }
    static var device: Phrase { Phrase(en: "Device", es: "Dispositivo") }
    static var address: Phrase { Phrase(en: "Address", es: "Dirección") }
    static var sessionStarted: Phrase { Phrase(en: "Signed in", es: "Iniciada") }
    static var sessionUsed: Phrase { Phrase(en: "Last used", es: "Último uso") }
    static var deed: Phrase { Phrase(en: "What can be done", es: "Qué se puede hacer") }
    static var thisSession: Phrase { Phrase(en: "This one", es: "Esta") }
    static var endSession: Phrase { Phrase(en: "End", es: "Cerrar") }
    static var endOtherSessions: Phrase { Phrase(en: "End all others", es: "Cerrar las demás") }
    static var signOutEverywhere: Phrase { Phrase(en: "Sign out everywhere", es: "Cerrar sesión en todas partes") }
    static var signOutEverywhereMeans: Phrase {
        Phrase(
            en: "Every session ends, this one as well, and every browser counts as new.",
            es: "Se cierran todas las sesiones, también esta, y cada navegador contará como nuevo.")
    }
    static var signOutEverywhereNow: Phrase { Phrase(en: "End all my sessions", es: "Cerrar todas mis sesiones") }

    static var appearance: Phrase { Phrase(en: "Appearance", es: "Apariencia") }
    static var appearanceLead: Phrase { Phrase(en: "For this browser.", es: "Para este navegador.") }

    static var addSecondFactor: Phrase { Phrase(en: "Add a second factor", es: "Añade un segundo factor") }
    static var addSecondFactorWhy: Phrase {
        Phrase(
            en: "A passphrase alone can be guessed or phished, so everyone here has something besides it. The portal opens right after.",
            es: "Una frase sola se puede adivinar o robar con engaños, así que aquí todos tienen algo más. El portal se abre justo después."
        )
    }
    static func exemptLater(_ moment: String) -> Phrase {
        Phrase(
            en: "With NOC and Read-only you need none from \(moment). Until then a second factor opens the portal.",
            es: "Con NOC y Solo lectura no lo necesitas desde el \(moment). Hasta entonces, el portal se abre con un segundo factor.")
    }
    static var passkeyChoice: Phrase { Phrase(en: "A passkey", es: "Una llave de acceso") }
    static var passkeyChoiceMeans: Phrase {
        Phrase(
            en: "The quickest: fingerprint, face or PIN of this device, or a security key. You will need nothing else.",
            es: "Lo más rápido: huella, cara o PIN de este dispositivo, o una llave de seguridad. Después no necesitarás nada más.")
    }
    static var appChoice: Phrase { Phrase(en: "An authenticator app", es: "Una aplicación de autenticación") }
    static var appChoiceMeans: Phrase {
        Phrase(
            en: "Any app that shows six digits (TOTP), on a phone or in a password manager.",
            es: "Cualquier aplicación que muestre seis cifras (TOTP), en el teléfono o en un gestor de contraseñas.")
    }
    static var setUpApp: Phrase { Phrase(en: "Set up an app", es: "Configurar una aplicación") }
    static var scanKey: Phrase { Phrase(en: "1. Give the app its key", es: "1. Da la clave a la aplicación") }
    static var scanKeyHow: Phrase {
        Phrase(en: "In the app choose to add an account, and scan this.", es: "En la aplicación elige añadir una cuenta y escanea esto.")
    }
    static var orTypeKey: Phrase { Phrase(en: "Or type the key in by hand:", es: "O escribe la clave a mano:") }
    static var qrMeans: Phrase {
        Phrase(en: "QR code with the key that stands beneath as text", es: "Código QR con la clave que figura debajo como texto")
    }
    static var proveApp: Phrase { Phrase(en: "2. Type the code it shows", es: "2. Escribe el código que muestra") }
    /// What an app is called until its owner says otherwise.
    public static var anApp: Phrase { Phrase(en: "Authenticator app", es: "Aplicación de autenticación") }
    static var appName: Phrase { Phrase(en: "Name", es: "Nombre") }
    static var appNameMeans: Phrase { Phrase(en: "Such as the phone it is on", es: "Por ejemplo, el teléfono en el que está") }
}
