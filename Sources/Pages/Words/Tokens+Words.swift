import Domain

/// What the page of tokens says.
extension Phrase {
    static var tokensTitle: Phrase { Phrase(en: "Tokens", es: "Tokens de acceso") }
    static var tokensLead: Phrase {
        Phrase(
            en: "Keys with which programs use the portal. A token can do at most what its owner can.",
            es: "Llaves con las que los programas usan el portal. Un token puede, como mucho, lo que puede su dueño.")
    }
    static var tokensManage: Phrase { Phrase(en: "Tokens of programs", es: "Tokens de programas") }
    static var tokensNone: Phrase { Phrase(en: "No tokens yet", es: "Aún no hay tokens") }
    static var tokensNoneWhy: Phrase {
        Phrase(
            en: "Make a token for each program that keeps contacts up to date.",
            es: "Crea un token para cada programa que mantenga los contactos al día.")
    }

    static var tokenName: Phrase { Phrase(en: "Name", es: "Nombre") }
    static var tokenNameMeans: Phrase {
        Phrase(en: "What it is for, such as “Nightly sync”", es: "Para qué es; por ejemplo, «Sincronización nocturna»")
    }
    static var tokenOwner: Phrase { Phrase(en: "Acts for", es: "En nombre de") }
    static var tokenLastUsed: Phrase { Phrase(en: "Last used", es: "Último uso") }
    static var tokenNeverUsed: Phrase { Phrase(en: "Never", es: "Nunca") }
    static var tokenEnds: Phrase { Phrase(en: "Expires", es: "Vence") }
    static var somebodyGone: Phrase { Phrase(en: "somebody who left", es: "alguien que ya no está") }
    static func tokenOfOrganization(_ person: String) -> Phrase {
        Phrase(en: "The organization (made by \(person))", es: "La organización (lo creó \(person))")
    }
    static func tokenPermissions(_ names: [Phrase]) -> Phrase {
        Phrase(en: "Only: \(names.map(\.en).joined(separator: ", "))", es: "Solo: \(names.map(\.es).joined(separator: ", "))")
    }

    static var tokenPause: Phrase { Phrase(en: "Pause", es: "Pausar") }
    static var tokenResume: Phrase { Phrase(en: "Resume", es: "Reanudar") }
    static var tokenTakeOver: Phrase { Phrase(en: "Take it over", es: "Asumirlo") }
    static func tokenMakerLost(_ person: String) -> Phrase {
        Phrase(en: "\(person), who made it, lost the access for it", es: "\(person), que lo creó, perdió el acceso para ello")
    }
    static var tokenLacksMaker: Phrase {
        Phrase(
            en: "Confirm that it is you, then take it over or end it.", es: "Confirma que eres tú y luego asúmelo o termínalo.")
    }
    static var tokenRotate: Phrase { Phrase(en: "New secret", es: "Secreto nuevo") }
    static var tokenRotateMeans: Phrase {
        Phrase(
            en: "The present secret stays good for 24 hours more, so that programs can change over.",
            es: "El secreto actual sigue valiendo 24 horas más, para que los programas puedan cambiar.")
    }
    static var tokenRotateNow: Phrase { Phrase(en: "Make a new secret", es: "Crear un secreto nuevo") }
    static var tokenEnd: Phrase { Phrase(en: "End", es: "Terminar") }
    static var tokenEndMeans: Phrase {
        Phrase(
            en: "Whatever uses it stops working at once. This cannot be taken back.",
            es: "Lo que lo usa deja de funcionar al momento. No se puede deshacer.")
    }
    static func tokenEndNow(_ name: String) -> Phrase { Phrase(en: "End “\(name)”", es: "Terminar «\(name)»") }

    static var tokenNew: Phrase { Phrase(en: "Make a token", es: "Crear un token") }
    static var tokenNewLead: Phrase {
        Phrase(
            en: "Its secret is shown once. Keep it where the program finds it and people do not.",
            es: "Su secreto se muestra una vez. Guárdalo donde lo encuentre el programa y no las personas.")
    }
    static var tokenMine: Phrase { Phrase(en: "Me", es: "Mí") }
    static var tokenMineMeans: Phrase {
        Phrase(en: "It acts in your name, and ends when your access does.", es: "Actúa en tu nombre y termina con tu acceso.")
    }
    static var tokenOurs: Phrase { Phrase(en: "The organization", es: "La organización") }
    static var tokenOursMeans: Phrase {
        Phrase(
            en: "All Admins see it and are told. When you lose your access it pauses, until another Admin takes it over.",
            es:
                "Lo ve y recibe aviso toda la administración. Si pierdes tu acceso se pausa hasta que lo asuma otra persona de Administración."
        )
    }
    static var tokenLevelMeans: Phrase {
        Phrase(en: "The lowest with which the program can do its work", es: "El más bajo con el que el programa pueda hacer su trabajo")
    }
    static var tokenDays: Phrase { Phrase(en: "Days until it expires", es: "Días hasta que venza") }
    static var tokenDaysMean: Phrase { Phrase(en: "1 to 366", es: "De 1 a 366") }
    static var tokenLess: Phrase { Phrase(en: "Allow less than the level does", es: "Permitir menos que el nivel") }
    static var tokenLessMeans: Phrase {
        Phrase(
            en: "Only what is ticked. Nothing ticked: everything that the level may.",
            es: "Solo lo marcado. Sin marcas: todo lo que permite el nivel.")
    }
    static var tokenMake: Phrase { Phrase(en: "Make the token", es: "Crear el token") }
    static func tokenSecretOnce(_ name: String) -> Phrase {
        Phrase(
            en: "The secret of “\(name)”. Copy it now: it is not shown again.",
            es: "El secreto de «\(name)». Cópialo ahora: no se vuelve a mostrar.")
    }
}

extension Token.State {
    var name: Phrase {
        switch self {
        case .active: Phrase(en: "Active", es: "Activo")
        case .paused: Phrase(en: "Paused", es: "En pausa")
        case .expired: Phrase(en: "Expired", es: "Vencido")
        case .ended: Phrase(en: "Ended", es: "Terminado")
        }
    }

    var tone: Tone {
        switch self {
        case .active: .ok
        case .paused: .warning
        case .expired, .ended: .idle
        }
    }
}
