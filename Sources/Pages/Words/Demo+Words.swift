/// What the demo says.
extension Phrase {
    static var demoPeopleTitle: Phrase { Phrase(en: "Or step into somebody’s place", es: "O ponte en el lugar de alguien") }
    static var demoPeopleLead: Phrase {
        Phrase(
            en: "Everyone here is made up. A click signs you in as that person; the portal then shows what they may do.",
            es: "Todas las personas son inventadas. Un clic inicia sesión como esa persona; el portal muestra entonces lo que puede hacer.")
    }
    static func people(_ count: Int) -> Phrase {
        counted(count, one: Phrase(en: "1 person", es: "1 persona"), many: Phrase(en: "\(count) people", es: "\(count) personas"))
    }
    static var demoPassphrase: Phrase { Phrase(en: "Everyone’s passphrase:", es: "La frase de contraseña de todas:") }
    static var demoRealWay: Phrase { Phrase(en: "Sign in as they would", es: "Iniciar sesión como lo harían") }
    static var demoRealWayMeans: Phrase {
        Phrase(
            en:
                "Beneath each name stand the address and what the person’s authenticator app shows now. A code works once and for about half a minute.",
            es:
                "Bajo cada nombre están la dirección y lo que muestra ahora su aplicación de autenticación. Un código sirve una vez y durante medio minuto."
        )
    }
    static var demoNewCodes: Phrase { Phrase(en: "See the next codes", es: "Ver los códigos siguientes") }
    static var demoNoCode: Phrase { Phrase(en: "no second step", es: "sin segundo paso") }
    static var demoReadMail: Phrase { Phrase(en: "Read their mail", es: "Leer su correo") }
    static var demoMailTitle: Phrase { Phrase(en: "Mail of the demo", es: "Correo de la demostración") }
    static var demoMailLead: Phrase {
        Phrase(
            en: "What the portal wrote to its people. In the demo nothing leaves this machine.",
            es: "Lo que el portal escribió a su gente. En la demostración nada sale de esta máquina.")
    }
    static var demoNoMail: Phrase { Phrase(en: "No mail yet", es: "Aún no hay correo") }
    static var demoNoMailWhy: Phrase {
        Phrase(
            en: "Invite somebody, or change an address, and the mail appears here.",
            es: "Invita a alguien o cambia una dirección y el correo aparecerá aquí.")
    }
    static var demoConfirm: Phrase { Phrase(en: "Confirm in one click", es: "Confirmar con un clic") }
    static var demoConfirmWhy: Phrase {
        Phrase(
            en: "In the demo everyone has the same passphrase, so it is filled in for you.",
            es: "En la demostración todas las personas tienen la misma frase, así que se rellena por ti.")
    }
}
