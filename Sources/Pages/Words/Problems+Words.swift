/// What a program is told in problem details; the pages say the same at more length.
extension Phrase {
    public static let problemNotFound = Phrase(
        en: "there is nothing here for you; check the address and the organization",
        es: "aquí no hay nada para ti; comprueba la dirección y la organización")
    public static let problemInvalid = Phrase(
        en: "some fields need a change; each says which", es: "hay campos por corregir; cada uno dice cuál")
    public static let problemMalformed = Phrase(
        en: "the request cannot be read; send what the documentation shows",
        es: "la solicitud no se puede leer; envía lo que muestra la documentación")
    public static let problemMethod = Phrase(
        en: "this address takes other methods; see the Allow header", es: "esta dirección admite otros métodos; mira la cabecera Allow")
    public static let problemMediaType = Phrase(
        en: "this type of content is not taken here; calls take application/json, an import its file, pages a form",
        es:
            "este tipo de contenido no se admite aquí; las llamadas admiten application/json, una importación su archivo y las páginas un formulario"
    )
    public static let problemTooLarge = Phrase(
        en: "the request is larger than this address takes (1 MiB, and 16 KiB where nobody signs in); send less at once",
        es: "la solicitud supera lo que admite esta dirección (1 MiB, y 16 KiB donde no hace falta iniciar sesión); envía menos de una vez")
    public static let problemMisdirected = Phrase(
        en: "the demo answers under localhost only; use that name", es: "la demostración solo responde con localhost; usa ese nombre")
    public static let problemCrossSite = Phrase(
        en: "the form did not come from a page of this session; load the page again",
        es: "el formulario no procede de una página de esta sesión; vuelve a cargarla")
    public static let problemTooMany = Phrase(
        en: "too many tries; wait as long as Retry-After says", es: "demasiados intentos; espera lo que indica Retry-After")
    public static let problemUnavailable = Phrase(
        en: "the portal cannot do this at the moment; nothing was changed, try again shortly",
        es: "el portal no puede hacerlo ahora; no se cambió nada, inténtalo en breve")
    public static let problemInternal = Phrase(
        en: "something went wrong on our side; quote the request id to the operator",
        es: "algo falló por nuestra parte; indica al operador el id de la solicitud")
    public static let problemConfirm = Phrase(
        en: "confirm that it is you first, at /confirm", es: "confirma antes que eres tú, en /confirm")
    public static let problemEnroll = Phrase(en: "add a second factor first, at /enroll", es: "añade antes un segundo factor, en /enroll")
    public static let problemNobody = Phrase(
        en: "sign in first, or send a valid bearer token", es: "inicia sesión antes, o envía un token válido")
}
