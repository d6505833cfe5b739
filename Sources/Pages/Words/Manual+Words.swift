/// What the page on the machine interface says, around the interface's own words.
extension Phrase {
    static var manualTitle: Phrase { .verbatim("API") }
    static var manualLead: Phrase {
        Phrase(
            en: "Everything that people do in these pages a program can do too, under the same permissions.",
            es: "Todo lo que las personas hacen en estas páginas lo puede hacer un programa, con los mismos permisos.")
    }
    static var manualDocument: Phrase { Phrase(en: "OpenAPI document", es: "Documento OpenAPI") }
    static var manualStart: Phrase { Phrase(en: "First call", es: "Primera llamada") }
    static var manualToken: Phrase {
        Phrase(
            en: "Make a token, put its secret into the variable TOKEN, and ask:",
            es: "Crea un token, pon su secreto en la variable TOKEN y pregunta:")
    }
    static var manualRules: Phrase { Phrase(en: "What holds everywhere", es: "Lo que vale en todas partes") }
    static var manualNeeds: Phrase { Phrase(en: "Needs:", es: "Necesita:") }
    static var manualInPerson: Phrase {
        Phrase(
            en: "Not with a token: only with the bearer of somebody who signed in lately.",
            es: "No con un token: solo con la sesión de quien ha entrado hace poco.")
    }
    static var manualParameters: Phrase { Phrase(en: "In the address", es: "En la dirección") }
    static var manualMembers: Phrase { Phrase(en: "In the body", es: "En el cuerpo") }
    static var manualRequired: Phrase { Phrase(en: " required", es: " obligatorio") }
    static func manualAnswer(_ status: Int) -> Phrase { Phrase(en: "Answer \(status)", es: "Respuesta \(status)") }

    static var manualRulesList: [(Phrase, Phrase)] {
        [
            (
                Phrase(en: "Who calls", es: "Quién llama"),
                Phrase(
                    en: "Send “Authorization: Bearer” with a token. A bad, paused or ended token is 401, never anonymous.",
                    es: "Envía «Authorization: Bearer» con un token. Un token erróneo, en pausa o terminado da 401, nunca acceso anónimo.")
            ),
            (
                Phrase(en: "Errors", es: "Errores"),
                Phrase(
                    en:
                        "Problem details (RFC 9457): decide by “type”, never by the words. “errors” names each field; “permission” the cell of the permission table that refused.",
                    es:
                        "Detalles de problema (RFC 9457): decide por «type», nunca por las palabras. «errors» nombra cada campo; «permission», la celda de la tabla que rechazó."
                )
            ),
            (
                Phrase(en: "Pages", es: "Páginas"),
                Phrase(
                    en: "A list has at most 200 items. Follow the header Link with rel=\"next\" until there is none.",
                    es: "Una lista tiene como mucho 200 elementos. Sigue la cabecera Link con rel=\"next\" hasta que no haya.")
            ),
            (
                Phrase(en: "Changes", es: "Cambios"),
                Phrase(
                    en:
                        "Send the ETag you read as If-Match: 412 means somebody was faster, and names what changed. PATCH changes what it names; null empties.",
                    es:
                        "Envía el ETag leído como If-Match: 412 significa que alguien fue más rápido, y nombra lo que cambió. PATCH cambia lo que nombra; null vacía."
                )
            ),
            (
                Phrase(en: "Sending again", es: "Reenviar"),
                Phrase(
                    en:
                        "Give each POST an Idempotency-Key of your own. Sent again within 24 hours it is not done twice and gets the same answer; another body gets 422.",
                    es:
                        "Da a cada POST una Idempotency-Key propia. Reenviado en 24 horas no se hace dos veces y recibe la misma respuesta; otro cuerpo recibe 422."
                )
            ),
            (
                Phrase(en: "Limits", es: "Límites"),
                Phrase(
                    en:
                        "A body has at most 1 MiB, nested 32 deep. Unknown members, parameters and doubled keys are refused. After 429 or 503 wait as Retry-After says.",
                    es:
                        "Un cuerpo tiene como mucho 1 MiB y 32 niveles. Los miembros y parámetros desconocidos y las claves repetidas se rechazan. Tras 429 o 503 espera lo que diga Retry-After."
                )
            ),
        ]
    }
}
