/// What a recovery and a change of address say.
extension Phrase {
    static var recoveryTitle: Phrase { Phrase(en: "Get back in", es: "Recupera el acceso") }
    static func recoveryLead(_ starter: String, _ organization: String) -> Phrase {
        Phrase(en: "\(starter) started this for you at \(organization).", es: "\(starter) inició esto para ti en \(organization).")
    }
    static var recoveryMeansAll: Phrase {
        Phrase(
            en: "Your old passphrase, passkeys, apps and recovery codes stop working, and every session ends. You set them up anew.",
            es:
                "Tu frase, llaves de acceso, aplicaciones y códigos anteriores dejan de servir y se cierran todas las sesiones. Los configuras de nuevo."
        )
    }
    static var recoverNow: Phrase { Phrase(en: "Set passphrase and sign in", es: "Definir la frase e iniciar sesión") }

    static var confirmAddress: Phrase { Phrase(en: "Confirm your new address", es: "Confirma tu nueva dirección") }
    static var presentAddress: Phrase { Phrase(en: "Present address", es: "Dirección actual") }
    static func confirmAddressMeans(_ address: String) -> Phrase {
        Phrase(
            en: "From then on you sign in with \(address).", es: "Desde entonces inicias sesión con \(address).")
    }
    static func confirmNeedsYou(_ address: String) -> Phrase {
        Phrase(
            en: "Somebody else asked for this change. To confirm it, sign in with \(address).",
            es: "Otra persona pidió este cambio. Para confirmarlo, inicia sesión con \(address).")
    }
    static var confirmAddressNow: Phrase { Phrase(en: "Confirm this address", es: "Confirmar esta dirección") }
    static var undoAddress: Phrase { Phrase(en: "Undo the change of address", es: "Deshaz el cambio de dirección") }
    static func undoAddressMeans(_ address: String) -> Phrase {
        Phrase(
            en:
                "\(address) counts again. Every session ends, and every passkey, app, code and passphrase that was added since is removed. A link to set a new passphrase comes to this mailbox.",
            es:
                "Vuelve a contar \(address). Se cierran todas las sesiones y se quitan las llaves de acceso, aplicaciones, códigos y frases añadidos desde entonces. A este buzón llega un enlace para definir una frase nueva."
        )
    }
    static var undoAddressNow: Phrase { Phrase(en: "Undo and end all sessions", es: "Deshacer y cerrar todas las sesiones") }
    static var addressConfirmed: Phrase { Phrase(en: "The new address counts", es: "La nueva dirección ya cuenta") }
    static var addressConfirmedMeans: Phrase {
        Phrase(
            en: "Use it to sign in from now on. The earlier address can undo this for a while.",
            es: "Úsala para iniciar sesión desde ahora. La dirección anterior puede deshacerlo durante un tiempo.")
    }
    static var addressUndone: Phrase { Phrase(en: "The change is undone", es: "El cambio está deshecho") }
    static var addressUndoneMeans: Phrase {
        Phrase(
            en:
                "The earlier address counts, all sessions have ended, and what was added to the sign-in since is gone. Sign in as before; if that fails, use the link that is on its way to this mailbox.",
            es:
                "Cuenta la dirección anterior, se cerraron todas las sesiones y ya no está lo que se añadió desde entonces. Inicia sesión como antes; si no puedes, usa el enlace que va de camino a este buzón."
        )
    }
}
