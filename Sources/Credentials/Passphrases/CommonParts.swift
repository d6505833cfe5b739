/// What most guessable passphrases are made of, folded as ``PassphraseShape`` folds.
enum CommonParts {
    /// Every four neighboring keys of a keyboard row or column, in both directions: longer pieces consist of them.
    static let rows = PartList(
        split(keyboard).flatMap { row in
            [row, row.reversed()].flatMap { line in
                (0..<max(line.count - 3, 0)).map { Array(line[$0..<$0 + 4]) }
            }
        })

    /// ``words``, to look for.
    static let list = PartList(words)

    /// Words, and famous phrases written without spaces.
    static let words = Set((split(english) + split(others) + split(phrases)).map { $0.map(PassphraseShape.unmask) })

    private static func split(_ text: String) -> [[Unicode.Scalar]] {
        text.split(whereSeparator: \.isWhitespace).map { PassphraseShape.fold(String($0)) }
    }

    private static let keyboard = """
        1234567890 !@#$%^&*() qwertyuiop asdfghjkl zxcvbnm qwertzuiop yxcvbnm azertyuiop qsdfghjklm wxcvbn
        1qaz 2wsx 3edc 4rfv 5tgb 6yhn 7ujm qazwsxedcrfvtgbyhnujm 1qaz2wsx3edc4rfv5tgb6yhn7ujm
        1q2w3e4r5t6y7u8i9o0p q1w2e3r4t5y6u7i8o9p0 a1s2d3f4g5h6 z1x2c3v4b5
        147258369 741852963 159753 789456123 123456789987654321
        """

    private static let english = """
        password passwords passphrase passcode passkey secret secrets private letmein welcome login signin logon
        account admin administrator adminadmin root superuser user username guest default change changeme
        changeit please test testing tester temp temporary demo sample example access enter open open sesame
        security secure secured system server network internet router switch firewall office company portal
        computer windows linux ubuntu debian apple google microsoft facebook youtube netflix amazon cisco juniper
        oracle samsung iphone android master monkey dragon shadow sunshine princess football baseball basketball
        soccer hockey golf tennis superman batman spiderman pokemon starwars startrek matrix jordan michael michelle
        jennifer jessica daniel andrew anthony thomas robert william charlie matthew joshua ashley amanda nicole
        hunter ranger killer pepper ginger cheese cookie chocolate banana orange purple yellow silver golden flower
        butterfly summer winter spring autumn january february march april june july august september october
        november december monday tuesday wednesday thursday friday saturday sunday hello world helloworld whatever
        trustno1 iloveyou loveyou lovely forever friend friends family mother father brother sister daddy baby angel
        jesus christ blessed heaven freedom liberty america american england london paris berlin madrid chelsea
        liverpool arsenal barcelona realmadrid manchester united yankees cowboys lakers steelers eagles mustang
        ferrari porsche mercedes corvette harley yamaha honda toyota tiger lion eagle falcon panther wolf bear
        phoenix rainbow diamond crystal cristal thunder lightning storm fire water earth music guitar guitarist
        rockstar metallica nirvana blink182 eminem slipknot naruto minecraft fortnite nintendo playstation xbox
        gandalf hobbit merlin wizard magic mystery ghost zombie ninja samurai pirate captain doctor soldier police
        number numbers letter letters word words phrase correct horse battery staple abc123 qwerty123 pass1234 asdf
        asdfasdf qwer zxcv letmein123 admin123 welcome1 monkey123 dragon123 access14 nothing something anything
        everything someone nobody everyone birthday anniversary christmas halloween easter holiday vacation
        morning evening midnight today tomorrow yesterday always never again love hate good best great super power
        money dollar business manager director engineer engineering operator operations support service customer
        """

    private static let others = """
        contraseña contraseñas clave claves secreto acceso usuario administrador bienvenido bienvenida hola mundo
        teamo tequiero amor princesa estrella mariposa corazon familia amigos futbol barcelona realmadrid america
        mexico españa madrid enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre
        diciembre lunes martes miercoles jueves viernes sabado domingo primavera verano otoño invierno empresa
        passwort kennwort geheim willkommen hallo schatz fussball motdepasse bonjour bienvenue soleil doudou
        azerty senha segredo bemvindo parola ciao wachtwoord haslo parol salasana losenord
        """

    private static let phrases = """
        correcthorsebatterystaple thequickbrownfoxjumpsoverthelazydog thequickbrownfox jumpsoverthelazydog
        loremipsumdolorsitamet loremipsum dolorsitamet consecteturadipiscing tobeornottobethatisthequestion
        tobeornottobe thatisthequestion maytheforcebewithyou iamyourfather toinfinityandbeyond onceuponatime
        ihaveadream houstonwehaveaproblem theansweris42 openthepodbaydoors itwasthebestoftimes itwastheworstoftimes
        callmeishmael fourscoreandsevenyearsago wethepeople inthebeginning ourfatherwhoartinheaven
        twinkletwinklelittlestar maryhadalittlelamb happybirthdaytoyou happybirthday rosesareredvioletsareblue
        rosesarered violetsareblue neverforget nevergonnagiveyouup nevergonnaletyoudown hakunamatata winteriscoming
        thisismypassword mypasswordis thisispassword thisismypassphrase idontknow iforgotmypassword donotenter
        ilovemyfamily ilovemywife iloveyousomuch iloveyouforever ihatepasswords keepcalmandcarryon carpediem
        cogitoergosum supercalifragilisticexpialidocious abracadabra opensesame alohomora expectopatronum
        onetwothreefourfive onetwothree fourfivesix seveneightnine yabbadabbadoo areyoukiddingme
        enunlugardelamancha enunlugardelamanchadecuyonombre holaquetal vivalavida tequieromucho miamor
        unodostrescuatro unodostres laviviaestbelle lavieestbelle jetaime ichliebedich
        """
}
