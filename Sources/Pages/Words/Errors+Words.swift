/// What the error pages say.
extension Phrase {
    static var stillHere: Phrase {
        Phrase(
            en: "What you filled in is still here. Wait a moment, then send it again.",
            es: "Lo que escribiste sigue aquí. Espera un momento y envíalo de nuevo.")
    }
    static var sendAgain: Phrase { Phrase(en: "Send again", es: "Enviar de nuevo") }
    static func notAllowed(_ level: Phrase) -> Phrase {
        Phrase(en: "Your level, \(level.en), does not allow this", es: "Tu nivel, \(level.es), no permite esto")
    }
    static var asked: Phrase { Phrase(en: "Asked", es: "Pedido") }
    static var theRule: Phrase { Phrase(en: "The rule", es: "La regla") }
    static var theWholeTable: Phrase { Phrase(en: "See the whole table", es: "Ver la tabla completa") }
    static var whoCanHelp: Phrase { Phrase(en: "Who can help", es: "Quién puede ayudar") }

    static var formTooOld: Phrase { Phrase(en: "This form was open for too long", es: "Este formulario estuvo abierto demasiado tiempo") }
    static var formTooOldWhy: Phrase {
        Phrase(
            en:
                "To keep others from sending forms in your name, each one belongs to a session. Go back, reload the page, and send it again.",
            es:
                "Para que nadie envíe formularios en tu nombre, cada uno pertenece a una sesión. Vuelve atrás, recarga la página y envíalo de nuevo."
        )
    }

    static var notFoundTitle: Phrase { Phrase(en: "There is nothing at this address", es: "No hay nada en esta dirección") }
    static var notFoundWhy: Phrase {
        Phrase(
            en: "It may have been removed, or it belongs to an organization that you are not signed in to.",
            es: "Puede que se haya eliminado o que pertenezca a una organización en la que no has iniciado sesión.")
    }

    static var wrongMethodTitle: Phrase {
        Phrase(en: "This address does not take that kind of request", es: "Esta dirección no admite ese tipo de petición")
    }
    static var wrongMethodWhy: Phrase {
        Phrase(
            en: "Open the page it belongs to and use the button there.",
            es: "Abre la página a la que pertenece y usa el botón que hay allí.")
    }

    static var conflictTitle: Phrase {
        Phrase(en: "This cannot be done as things stand", es: "Esto no se puede hacer tal como están las cosas")
    }

    static var tooLargeTitle: Phrase { Phrase(en: "That was too much at once", es: "Demasiado de una vez") }
    static var tooLargeWhy: Phrase {
        Phrase(
            en: "The form was larger than this page takes. Choose fewer rows or shorten the text.",
            es: "El formulario era más grande de lo que admite esta página. Elige menos filas o acorta el texto.")
    }

    static var misdirectedTitle: Phrase { Phrase(en: "The demo is not at this address", es: "La demostración no está en esta dirección") }
    static var misdirectedWhy: Phrase {
        Phrase(
            en: "It lets anybody in, so it answers on this machine only: open it under localhost.",
            es: "Deja entrar a cualquiera, así que solo responde en este equipo: ábrela con localhost.")
    }

    static var tooManyTitle: Phrase { Phrase(en: "Too many attempts", es: "Demasiados intentos") }
    static func tooManyWhy(_ span: Phrase) -> Phrase {
        Phrase(
            en: "To slow down guessing, the next attempt is possible in \(span.en). Nothing is locked.",
            es: "Para frenar a quien prueba contraseñas, el próximo intento es posible en \(span.es). Nada queda bloqueado.")
    }

    static var faultTitle: Phrase { Phrase(en: "Something broke on our side", es: "Algo falló de nuestro lado") }
    static var faultWhy: Phrase {
        Phrase(
            en: "Nothing of this request was saved. It is recorded under the number below; tell it to the operator when it happens again.",
            es: "No se guardó nada de esta petición. Queda anotada con el número de abajo; indícalo al operador si vuelve a ocurrir.")
    }

    static var unavailableTitle: Phrase { Phrase(en: "The portal is busy or being updated", es: "El portal está ocupado o actualizándose") }
    static var unavailableWhy: Phrase {
        Phrase(en: "Nothing was saved. Try again in a minute.", es: "No se guardó nada. Inténtalo de nuevo en un minuto.")
    }

    static var toHome: Phrase { Phrase(en: "To the home page", es: "Ir al inicio") }
    static func requestNumber(_ id: String) -> Phrase { Phrase(en: "Request \(id)", es: "Petición \(id)") }
}
