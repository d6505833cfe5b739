import Domain

extension FieldProblem {
    /// What to do about it, beneath the field.
    public var phrase: Phrase {
        switch self {
        case .missing: Phrase(en: "Fill this in.", es: "Rellena este campo.")
        case .tooLong(let limit): Phrase(en: "At most \(limit) characters.", es: "Como máximo \(limit) caracteres.")
        case .notAnEmail:
            Phrase(en: "Write an address such as lena.ortiz@nordlys.example.", es: "Escribe una dirección como lena.ortiz@nordlys.example.")
        case .notAPhone:
            Phrase(
                en: "Start with the country code, such as +47 55 20 11 43, with an extension as ext 12.",
                es: "Empieza por el prefijo del país, como +47 55 20 11 43, y la extensión como ext 12.")
        case .notATimeZone:
            Phrase(
                en: "Choose a time zone by its city, such as Europe/Oslo.", es: "Elige una zona horaria por su ciudad, como Europe/Madrid.")
        case .notALanguage: Phrase(en: "Choose English or Spanish.", es: "Elige inglés o español.")
        case .notOneOf(let examples): .useOneOf(examples)
        case .unknownField: Phrase(en: "There is no field of this name.", es: "No hay ningún campo con este nombre.")
        case .unknownSite: Phrase(en: "This site is no longer there. Choose another.", es: "Esta ubicación ya no existe. Elige otra.")
        case .noSuchSite(let code):
            Phrase(en: "There is no site with the code “\(code)” here.", es: "Aquí no hay ninguna ubicación con el código «\(code)».")
        case .fieldTwice(let field):
            Phrase(en: "Two columns are taken for “\(field)”. Leave one out.", es: "Dos columnas se toman por «\(field)». Omite una.")
        case .notANumber: Phrase(en: "Write a whole number in digits.", es: "Escribe un número entero con cifras.")
        case .notText:
            Phrase(
                en: "The file has an object here. Write a text, or a list of texts.",
                es: "El archivo tiene aquí un objeto. Escribe un texto o una lista de textos.")
        case .spreadsheetNumber(let text):
            Phrase(
                en:
                    "A spreadsheet wrote “\(text)” as an amount. Format the column as text, then write the digits alone, several numbers with blanks between.",
                es:
                    "Una hoja de cálculo escribió «\(text)» como una cantidad. Da formato de texto a la columna y escribe solo las cifras; si son varios números, sepáralos con espacios."
            )
        case .notAnASN:
            Phrase(
                en: "Write AS numbers such as AS64950 or 64950. Numbers kept for documentation are not taken.",
                es: "Escribe números de AS como AS64950 o 64950. No se admiten los reservados para documentación.")
        case .notADomain:
            Phrase(en: "Write domain names such as nordlys.example, without @.", es: "Escribe dominios como nordlys.example, sin @.")
        case .controlCharacters:
            Phrase(en: "Remove line breaks and invisible characters.", es: "Quita los saltos de línea y los caracteres invisibles.")
        case .invisible:
            Phrase(
                en: "Nothing of this can be seen. Write at least one letter, digit or sign.",
                es: "No se ve nada de esto. Escribe al menos una letra, una cifra o un signo.")
        case .emailOrPhoneNeeded:
            Phrase(
                en: "Give an email address or a phone number, so that the contact can be reached.",
                es: "Indica un correo o un teléfono para poder localizar al contacto.")
        case .emailNeededForAccess:
            Phrase(
                en: "Portal access needs an email address: the invitation goes there.",
                es: "El acceso al portal necesita un correo: allí llega la invitación.")
        case .emailTaken:
            Phrase(
                en: "Another contact of this organization has this address.", es: "Otro contacto de esta organización tiene esta dirección."
            )
        case .emailDomainNotAllowed(let domains): .domainsAllowed(domains)
        case .siteCodeTaken: Phrase(en: "Another site has this code.", es: "Otra ubicación tiene este código.")
        case .asnTaken: Phrase(en: "Another organization has this AS number.", es: "Otra organización tiene este número de AS.")
        case .belongsElsewhere(let place): Phrase(en: "This is changed at \(place).", es: "Esto se cambia en \(place).")
        case .inPersonOnly:
            Phrase(
                en: "Somebody signs in with this address, so it is changed in the portal, by a person.",
                es: "Alguien inicia sesión con esta dirección: la cambia una persona, en el portal.")
        case .hasAccess:
            Phrase(
                en: "This contact has portal access. Take it away first, then change the kind.",
                es: "Este contacto tiene acceso al portal. Retíralo primero y cambia después el tipo.")
        case .notAnEntityTag:
            Phrase(
                en: "Send the ETag of what you read, with its quotes, such as \"4\".",
                es: "Envía el ETag de lo que leíste, con sus comillas, como \"4\".")
        case .hasNoVersion:
            Phrase(
                en: "This has no versions, so it takes no condition. Leave the header out.",
                es: "Esto no tiene versiones y no admite condición. Omite la cabecera.")
        case .proofNeeded:
            Phrase(
                en: "You sign in with this address. Change it under My account, which asks you to confirm that it is you.",
                es: "Inicias sesión con esta dirección. Cámbiala en Mi cuenta, que te pide confirmar que eres tú.")
        case .readOnlyField: Phrase(en: "This cannot be changed.", es: "Esto no se puede cambiar.")
        }
    }
}

extension Conflict {
    /// The rule that said no, and what to do instead.
    public var phrase: Phrase {
        switch self {
        case .lastTopLevel:
            Phrase(
                en: "This is the last Admin who can sign in. Make somebody else an Admin first; an invitation counts once it is accepted.",
                es:
                    "Es la última persona de administración que puede iniciar sesión. Da antes ese nivel a otra; una invitación cuenta cuando se acepta."
            )
        case .ownContact:
            Phrase(
                en: "Nobody removes their own contact. Another Admin can.",
                es: "Nadie elimina su propio contacto. Otra persona de administración puede hacerlo.")
        case .matchedVersion:
            Phrase(
                en: "This is at the version that If-None-Match names. To change it, leave the header out, or send its ETag as If-Match.",
                es: "Está en la versión que nombra If-None-Match. Para cambiarlo, omite la cabecera o envía su ETag como If-Match.")
        case .staleVersion:
            Phrase(
                en: "Somebody else changed this meanwhile. Nothing of yours was saved yet.",
                es: "Otra persona lo cambió entretanto. Aún no se guardó nada tuyo.")
        case .wrongStatus(let status): .notWhile(status.name)
        case .alreadyAtLevel: Phrase(en: "The contact is at this level already.", es: "El contacto ya tiene este nivel.")
        case .organizationSuspended:
            Phrase(
                en: "The organization is suspended. The operator can resume it.",
                es: "La organización está suspendida. El operador puede reactivarla.")
        case .siteInUse:
            Phrase(
                en: "Contacts hold roles at this site. Move those roles first.",
                es: "Hay contactos con funciones en esta ubicación. Traslada antes esas funciones.")
        case .invitationVoid:
            Phrase(en: "The invitation no longer stands. Ask for a new one.", es: "La invitación ya no es válida. Pide otra.")
        case .linkUsedOrExpired:
            Phrase(en: "This link was used already or has lapsed. Ask for a new one.", es: "Este enlace ya se usó o venció. Pide otro.")
        case .emailTaken: Phrase(en: "Another contact took this address meanwhile.", es: "Otro contacto tomó esta dirección entretanto.")
        case .nothingToDo: Phrase(en: "There is nothing to change.", es: "No hay nada que cambiar.")
        case .noAddress:
            Phrase(
                en: "The contact has no email address, so no invitation can be sent. Add one first.",
                es: "El contacto no tiene correo, así que no se le puede invitar. Añádelo antes.")
        case .alreadyExists: Phrase(en: "This is there already.", es: "Esto ya existe.")
        case .signedOut:
            Phrase(en: "You were signed out meanwhile. Sign in again.", es: "Tu sesión terminó entretanto. Vuelve a iniciar sesión.")
        case .lastFactor:
            Phrase(
                en: "Without this you could not sign in any more. Add another second factor first.",
                es: "Sin esto ya no podrías iniciar sesión. Añade antes otro segundo factor.")
        case .passkeyRefused:
            Phrase(en: "The passkey could not be verified. Try again.", es: "No se pudo verificar la llave de acceso. Inténtalo de nuevo.")
        case .codeWrong:
            Phrase(
                en: "This code is not right. Wait for the next one and type it in.",
                es: "Este código no es correcto. Espera al siguiente y escríbelo.")
        case .ownRecovery:
            Phrase(
                en: "Nobody starts a recovery for themselves. Another Admin can.",
                es: "Nadie inicia su propia recuperación. Otra persona de administración puede hacerlo.")
        case .severalOrganizations:
            Phrase(
                en: "For this person only the operator can start a recovery. Ask there.",
                es: "Para esta persona solo el operador puede iniciar una recuperación. Pídesela."
            )
        case .addressInDispute:
            Phrase(
                en: "The address was changed in the last 72 hours, and its old owner can still undo that. Try again afterwards.",
                es: "La dirección cambió en las últimas 72 horas y su dueño anterior aún puede deshacerlo. Inténtalo después.")
        case .otherAccount:
            Phrase(
                en: "The invitation is for another address than the one you are signed in with. Sign out, then open it again.",
                es: "La invitación es para otra dirección que la de tu sesión. Cierra la sesión y vuelve a abrirla.")
        case .tokenOver: Phrase(en: "This token has ended. Make a new one.", es: "Este token ha terminado. Crea uno nuevo.")
        case .othersToken:
            Phrase(
                en: "A new secret is for the token’s owner alone. You can end the token, and they make another.",
                es: "Un secreto nuevo es solo para la persona dueña del token. Puedes terminarlo y que cree otro.")
        case .importsFull(let files, let bytes):
            .importsFull(files: files, .bytes(bytes), ofMost: Import.mostKept, .bytes(Import.mostBytes))
        case .importState(let state):
            Phrase(
                en: "The import cannot do this now. It is: \(state.name.en.lowercased()).",
                es: "La importación no puede hacer esto ahora. Está: \(state.name.es.lowercased()).")
        case .tooManyTokens:
            Phrase(
                en: "There are 50 living tokens already. End those that nobody uses.",
                es: "Ya hay 50 tokens vivos. Termina los que nadie usa.")
        case .tokensMaker:
            Phrase(
                en: "A token does not take access from whoever made it. Do it in person, or let another Admin do it.",
                es: "Un token no quita el acceso a quien lo creó. Hazlo en persona o pídelo a otra persona de administración.")
        case .tokenWithoutMaker:
            Phrase(
                en: "Whoever made this token may no longer do so. An Admin takes it over first.",
                es: "Quien creó este token ya no puede hacerlo. Antes debe asumirlo una persona de administración.")
        case .mailboxUnproven:
            Phrase(
                en: "Nobody has proved this mailbox yet. Send the link to it again; whoever opens it chooses a new way to sign in.",
                es: "Nadie ha demostrado aún que este buzón es suyo. Envía otra vez el enlace; quien lo abra elegirá cómo iniciar sesión.")
        case .tooManyMails(let limit, let perHour): .tooManyMails(limit, perHour)
        case .keyReused:
            Phrase(
                en: "This Idempotency-Key came with another request before. Use a new one for each request.",
                es: "Esta Idempotency-Key ya llegó con otra petición. Usa una nueva en cada petición.")
        case .archiveNotReady:
            Phrase(
                en: "The archive is not ready. Its page says how far it is.", es: "El archivo no está listo. Su página dice por dónde va.")
        case .bulk:
            Phrase(en: "Some rows cannot be changed, so none was.", es: "Algunas filas no se pueden cambiar, así que no se cambió ninguna.")
        }
    }
}

extension Phrase {
    fileprivate static func tooManyMails(_ limit: MailLimit, _ perHour: Int) -> Phrase {
        switch limit {
        case .mailbox:
            Phrase(
                en: "\(perHour) mails an hour go to one mailbox, and as many were sent. Nothing was changed. Wait an hour, or call.",
                es: "A un buzón se envían \(perHour) correos por hora y ya salieron. No se cambió nada. Espera una hora o llama.")
        case .sender:
            Phrase(
                en: "You have caused \(perHour) mails within an hour, the most that one person may. Nothing was changed. Go on in an hour.",
                es: "Has causado \(perHour) correos en una hora, el máximo por persona. No se cambió nada. Sigue dentro de una hora.")
        case .organization:
            Phrase(
                en:
                    "\(perHour) mails went out for this organization within an hour, the most allowed. Nothing was changed. Go on in an hour.",
                es:
                    "En una hora salieron \(perHour) correos de esta organización, el máximo permitido. No se cambió nada. Sigue dentro de una hora."
            )
        }
    }
}

extension Refusal {
    /// The cell of the matrix, in words.
    public var phrase: Phrase {
        if isByToken {
            return Phrase(en: "\(permission.name.en): this token does not hold it.", es: "\(permission.name.es): este token no lo tiene.")
        }
        return Phrase(
            en: "\(permission.name.en): not at level \(level.name.en) for this one.",
            es: "\(permission.name.es): no con el nivel \(level.name.es) en este caso.")
    }
}

extension RowRefusal.Reason {
    public var phrase: Phrase {
        switch self {
        case .refused(let refusal): refusal.phrase
        case .conflict(let conflict): conflict.phrase
        case .notFound: Phrase(en: "No longer there.", es: "Ya no existe.")
        }
    }
}

extension Phrase {
    static func useOneOf(_ examples: [String]) -> Phrase {
        let text = examples.joined(separator: ", ")
        return Phrase(en: "Write it like one of these: \(text).", es: "Escríbelo como uno de estos: \(text).")
    }

    static func domainsAllowed(_ domains: [String]) -> Phrase {
        let text = domains.joined(separator: ", ")
        return Phrase(
            en: "Your organization takes addresses at \(text) only. An Admin can change this under Organization.",
            es: "Tu organización solo admite direcciones de \(text). Administración puede cambiarlo en Organización.")
    }

    static func notWhile(_ status: Phrase) -> Phrase {
        Phrase(en: "Not possible while the access is: \(status.en).", es: "No es posible mientras el acceso esté así: \(status.es).")
    }
}
