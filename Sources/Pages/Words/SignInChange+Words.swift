/// What a mail says of a change to one's own sign-in.
extension MailMatter.SignInChange {
    var subject: Phrase {
        switch self {
        case .passphraseSet: Phrase(en: "Your passphrase was changed", es: "Se cambió tu frase de contraseña")
        case .passkeyAdded: Phrase(en: "A passkey was added", es: "Se añadió una llave de acceso")
        case .passkeyRemoved: Phrase(en: "A passkey was removed", es: "Se quitó una llave de acceso")
        case .codeAdded: Phrase(en: "An authenticator app was added", es: "Se añadió una aplicación de autenticación")
        case .codeRemoved: Phrase(en: "An authenticator app was removed", es: "Se quitó una aplicación de autenticación")
        case .recoveryCodesMade: Phrase(en: "New recovery codes were made", es: "Se crearon códigos de recuperación nuevos")
        case .recoveryCodeUsed: Phrase(en: "A recovery code was used", es: "Se usó un código de recuperación")
        case .recovered: Phrase(en: "Your sign-in was set anew", es: "Se definió de nuevo tu inicio de sesión")
        }
    }

    var sentence: Phrase {
        switch self {
        case .passphraseSet:
            Phrase(
                en: "Your passphrase was set anew, and your other sessions ended.",
                es: "Tu frase de contraseña se definió de nuevo y se cerraron tus otras sesiones.")
        case .passkeyAdded:
            Phrase(
                en: "A passkey was added to your account. It lets its holder in alone.",
                es: "Se añadió una llave de acceso a tu cuenta. Por sí sola deja entrar a quien la tiene.")
        case .passkeyRemoved: Phrase(en: "A passkey was removed from your account.", es: "Se quitó una llave de acceso de tu cuenta.")
        case .codeAdded:
            Phrase(en: "An authenticator app was added to your account.", es: "Se añadió una aplicación de autenticación a tu cuenta.")
        case .codeRemoved:
            Phrase(en: "An authenticator app was removed from your account.", es: "Se quitó una aplicación de autenticación de tu cuenta.")
        case .recoveryCodesMade:
            Phrase(
                en: "Ten new recovery codes were made for your account; earlier ones no longer work.",
                es: "Se crearon diez códigos de recuperación nuevos para tu cuenta; los anteriores ya no sirven.")
        case .recoveryCodeUsed:
            Phrase(
                en: "One of your recovery codes stood in for the second step.",
                es: "Uno de tus códigos de recuperación sustituyó al segundo paso.")
        case .recovered:
            Phrase(
                en: "Your sign-in was set anew by a recovery link; everything from before stopped working.",
                es: "Tu inicio de sesión se definió de nuevo con un enlace de recuperación; todo lo anterior dejó de servir.")
        }
    }
}
