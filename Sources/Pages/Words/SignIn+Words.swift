/// What the way in says.
extension Phrase {
    static var passphrase: Phrase { Phrase(en: "Passphrase", es: "Frase de contraseña") }
    static var newPassphrase: Phrase { Phrase(en: "New passphrase", es: "Nueva frase de contraseña") }
    static var passphraseAgain: Phrase { Phrase(en: "The same once more", es: "La misma otra vez") }
    static var showPassphrase: Phrase { Phrase(en: "Show", es: "Mostrar") }
    static var hidePassphrase: Phrase { Phrase(en: "Hide", es: "Ocultar") }
    static var passphraseRules: Phrase {
        Phrase(
            en: "At least 15 characters: a few words that nobody else would put together. Digits and signs are up to you.",
            es: "Al menos 15 caracteres: unas palabras que nadie más juntaría. Las cifras y los signos son cosa tuya.")
    }

    static var signInWithPasskey: Phrase { Phrase(en: "Sign in with a passkey", es: "Iniciar sesión con una llave de acceso") }
    static var goOnWithPasskey: Phrase { Phrase(en: "Continue with a passkey", es: "Continuar con una llave de acceso") }
    static var passkeyDidNotWork: Phrase {
        Phrase(
            en: "That did not work: no passkey for this portal was used. Try again, or go the other way.",
            es: "No funcionó: no se usó ninguna llave de acceso de este portal. Inténtalo otra vez o usa la otra vía.")
    }

    static var secondStep: Phrase { Phrase(en: "Second step", es: "Segundo paso") }
    static var code: Phrase { Phrase(en: "Code", es: "Código") }
    static var recoveryCode: Phrase { Phrase(en: "Recovery code", es: "Código de recuperación") }
    static var codeHint: Phrase {
        Phrase(en: "Six digits from your authenticator app", es: "Seis cifras de tu aplicación de autenticación")
    }
    static var codeOrRecoveryCode: Phrase {
        Phrase(
            en: "Six digits from your authenticator app, or one of your recovery codes",
            es: "Seis cifras de tu aplicación de autenticación o uno de tus códigos de recuperación")
    }
    static var recoveryCodeHint: Phrase {
        Phrase(en: "One of the ten that you kept. It works once.", es: "Uno de los diez que guardaste. Sirve una vez.")
    }
    static var goOn: Phrase { Phrase(en: "Continue", es: "Continuar") }
    static var codeNotTaken: Phrase {
        Phrase(
            en: "This code is not right, or was used before. An app shows a new one every 30 seconds.",
            es: "Este código no es correcto o ya se usó. La aplicación muestra uno nuevo cada 30 segundos.")
    }
    static var startSignInAgain: Phrase { Phrase(en: "Sign in as somebody else", es: "Iniciar sesión con otra cuenta") }

    static func slowedWhy(_ span: Phrase) -> Phrase {
        Phrase(
            en:
                "To slow down guessing, the next attempt is possible in \(span.en). A passkey, or a browser in which you signed in before, need not wait.",
            es:
                "Para frenar a quien prueba contraseñas, el próximo intento es posible en \(span.es). Con una llave de acceso, o en un navegador donde ya iniciaste sesión, no hay que esperar."
        )
    }
    static var slowedByOthers: Phrase { Phrase(en: "You cannot wait?", es: "¿No puedes esperar?") }
    static var slowedByOthersWay: Phrase {
        Phrase(
            en:
                "Have a link sent to your address. With it you sign in at once, however often others try. It is good for 4 hours and for five tries; you still need your passphrase and your second factor.",
            es:
                "Pide un enlace a tu dirección. Con él inicias sesión enseguida, por mucho que otros lo intenten. Sirve 4 horas y para cinco intentos; sigues necesitando tu frase de contraseña y tu segundo factor."
        )
    }
    static var sendSignInLink: Phrase { Phrase(en: "Send me a link", es: "Enviarme un enlace") }
    static var signInLinkAsked: Phrase { Phrase(en: "Look into your mailbox", es: "Mira tu correo") }
    static var signInLinkAskedMeans: Phrase {
        Phrase(
            en:
                "If somebody signs in with this address and has to wait, a link is on its way to it or was sent within the last 4 hours. Look in the junk folder, too.",
            es:
                "Si alguien inicia sesión con esta dirección y tiene que esperar, hay un enlace en camino o se envió en las últimas 4 horas. Mira también en el correo no deseado."
        )
    }
    static var signInByLink: Phrase { Phrase(en: "Sign in with your link", es: "Inicia sesión con tu enlace") }
    static func signInByLinkMeans(_ until: String) -> Phrase {
        Phrase(
            en: "Here nobody else’s attempts count. The link is good until \(until), for five tries.",
            es: "Aquí no cuentan los intentos de nadie más. El enlace sirve hasta el \(until), para cinco intentos.")
    }

    static var cannotSignIn: Phrase { Phrase(en: "I cannot sign in", es: "No puedo iniciar sesión") }
    static var lostSecondStep: Phrase { Phrase(en: "Your phone or key is not at hand", es: "No tienes a mano el teléfono o la llave") }
    static var lostSecondStepWay: Phrase {
        Phrase(
            en: "Sign in with your passphrase, and in the second step type one of your recovery codes instead of the six digits.",
            es:
                "Inicia sesión con tu frase de contraseña y, en el segundo paso, escribe uno de tus códigos de recuperación en lugar de las seis cifras."
        )
    }
    static var lostPassphrase: Phrase {
        Phrase(
            en: "You forgot the passphrase, or have no recovery code",
            es: "Olvidaste la frase de contraseña o no tienes código de recuperación")
    }
    static var lostPassphraseWay: Phrase {
        Phrase(
            en:
                "Ask an Admin of your organization: on your row under Users they start a recovery, and you get a link by mail, good for 24 hours.",
            es:
                "Pídelo a la administración de tu organización: en tu fila de Usuarios inician una recuperación y recibes un enlace por correo, válido 24 horas."
        )
    }
    static var lostPassphraseTold: Phrase {
        Phrase(
            en: "It is recorded, and all Admins of the organization are told.",
            es: "Queda registrado y se avisa a toda la administración de la organización.")
    }
    static var invitationMissing: Phrase {
        Phrase(en: "Your invitation did not arrive or no longer works", es: "Tu invitación no llegó o ya no sirve")
    }
    static var invitationMissingWay: Phrase {
        Phrase(
            en: "Ask whoever invited you to send a new one. The link in it works for 7 days and once. Look in the junk folder, too.",
            es: "Pide otra a quien te invitó. El enlace sirve durante 7 días y una sola vez. Mira también en el correo no deseado.")
    }
    static var nobodyCanHelp: Phrase { Phrase(en: "Nobody in your organization can help", es: "Nadie de tu organización puede ayudar") }
    static func writeToSupport(_ name: String) -> Phrase {
        Phrase(
            en: "Write to \(name) from the address you sign in with:", es: "Escribe a \(name) desde la dirección con la que inicias sesión:"
        )
    }
    static func askYourOperator(_ name: String) -> Phrase {
        Phrase(en: "Turn to the people you work with at \(name).", es: "Dirígete a las personas con las que trabajas en \(name).")
    }
    static var supportChecks: Phrase {
        Phrase(
            en: "They make sure that it is you before anything changes. Nobody ever asks for your passphrase or a code.",
            es: "Comprueban que eres tú antes de cambiar nada. Nadie te pedirá nunca la frase de contraseña ni un código.")
    }
}

extension PassphraseRefusal {
    var phrase: Phrase {
        switch self {
        case .missing: Phrase(en: "Fill this in.", es: "Rellena este campo.")
        case .tooShort(let missing):
            .counted(
                missing, one: Phrase(en: "One character more is needed.", es: "Falta un carácter."),
                many: Phrase(en: "\(missing) more characters are needed.", es: "Faltan \(missing) caracteres."))
        case .tooLong(let excess):
            .counted(
                excess, one: Phrase(en: "One character too long.", es: "Sobra un carácter."),
                many: Phrase(en: "\(excess) characters too long.", es: "Sobran \(excess) caracteres."))
        case .repetitive: Phrase(en: "It repeats itself. Use different words.", es: "Se repite. Usa palabras distintas.")
        case .common:
            Phrase(
                en: "It is mostly common words, years or keyboard rows, which are tried first. Use words of your own.",
                es: "Son sobre todo palabras corrientes, años o filas del teclado, que se prueban primero. Usa palabras tuyas.")
        case .personal:
            Phrase(
                en: "It is mostly names of you, your organization or this portal. Use words that nobody connects with you.",
                es: "Son sobre todo nombres tuyos, de tu organización o de este portal. Usa palabras que nadie relacione contigo.")
        case .notRepeated:
            Phrase(en: "The two entries differ. Type the same twice.", es: "Las dos no coinciden. Escribe la misma dos veces.")
        case .wrong: Phrase(en: "This is not your passphrase.", es: "No es tu frase de contraseña.")
        }
    }
}

extension SignInPage.Problem {
    var phrase: Phrase {
        switch self {
        case .wrong:
            Phrase(
                en: "This address and passphrase let nobody in. Check both.",
                es: "Con esta dirección y esta frase no entra nadie. Revisa las dos.")
        case .passkeyRefused:
            Phrase(
                en: "This passkey lets nobody in any more. Use another one, or the passphrase.",
                es: "Con esta llave de acceso ya no entra nadie. Usa otra o la frase de contraseña.")
        case .startAgain:
            Phrase(
                en: "That took too long or was tried too often. Start again.",
                es: "Tardó demasiado o se intentó demasiadas veces. Empieza de nuevo.")
        case .sessionEnded:
            Phrase(
                en: "Your session ended before what you sent could be saved. Nothing was changed. Sign in, and you are back at the form.",
                es:
                    "Tu sesión terminó antes de poder guardar lo que enviaste. No se cambió nada. Inicia sesión y vuelves al formulario."
            )
        }
    }
}
