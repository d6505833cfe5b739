// swift-tools-version: 6.2
// The floors of Stagedoor. Arrows run one way: never up, never sideways (ARCHITECTURE.md).

import PackageDescription

// A newer compiler may warn of more than this one: there it only warns.
#if compiler(<6.4)
let warnings: [SwiftSetting] = [.treatAllWarnings(as: .error)]
#else
let warnings: [SwiftSetting] = []
#endif

let strict: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ] + warnings

func floor(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

extension Target.Dependency {
    static let hummingbird = product(name: "Hummingbird", package: "hummingbird")
    static let hummingbirdCore = product(name: "HummingbirdCore", package: "hummingbird")
    static let grdbSQLite = product(name: "GRDBSQLite", package: "GRDB.swift")
    static let grdb = product(name: "GRDB", package: "GRDB.swift")
    static let crypto = product(name: "Crypto", package: "swift-crypto")
    static let cryptoExtras = product(name: "CryptoExtras", package: "swift-crypto")
    static let configuration = product(name: "Configuration", package: "swift-configuration")
    static let logging = product(name: "Logging", package: "swift-log")
    static let metrics = product(name: "Metrics", package: "swift-metrics")
    static let lifecycle = product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
    static let unixSignals = product(name: "UnixSignals", package: "swift-service-lifecycle")
    static let arguments = product(name: "ArgumentParser", package: "swift-argument-parser")
    static let nioCore = product(name: "NIOCore", package: "swift-nio")
    static let nioHTTP = product(name: "NIOHTTP1", package: "swift-nio")
    static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
    static let httpParts = product(name: "NIOHTTPTypes", package: "swift-nio-extras")
    static let systemPackage = product(name: "SystemPackage", package: "swift-system")
    static let httpTypes = product(name: "HTTPTypes", package: "swift-http-types")
}

let package = Package(
    name: "stagedoor",
    products: [.executable(name: "stagedoor", targets: ["stagedoor"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-configuration", exact: "1.4.0", traits: []),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    ],
    targets: [
        // C libraries of the system, each behind a module map of its own.
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
        .systemLibrary(name: "CQRCode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),

        // libphonenumber is C++: a target of ours gives it a C header, so that no other is compiled with C++.
        .target(
            name: "CPhoneNumber", linkerSettings: [.linkedLibrary("phonenumber"), .linkedLibrary("stdc++")]),

        // What is true, whoever asks.
        floor("Domain", ["CPhoneNumber"]),
        floor("Storage"),
        floor("Markup"),
        floor("Credentials", [.crypto, .cryptoExtras, "CArgon2", "CQRCode"]),

        // What is kept.
        floor("SQLiteStorage", ["Storage", "CSQLite", .grdb, .grdbSQLite]),
        floor("PostgresStorage", ["Storage", "CPostgres"]),
        floor("Store", ["Domain", "Storage", "Credentials", "CArchive", .crypto]),

        // What is shown and said.
        floor(
            "Pages", ["Domain", "Markup"],
            resources: [
                .embedInCode("Assets/stagedoor.css"), .embedInCode("Assets/stagedoor.js"), .embedInCode("Assets/icon.svg"),
            ]),
        floor("API", ["Domain"]),
        floor("Mail", ["CCurl"]),

        // What runs.
        floor("Jobs", ["Domain", "Store", "Pages", "Mail", .lifecycle, .logging]),
        floor(
            "Web",
            [
                "Domain", "Store", "Pages", "API", "Markup", "Credentials",
                .hummingbird, .hummingbirdCore, .httpTypes, .httpParts, .nioCore, .nioHTTP, .logging, .metrics,
            ]),
        .executableTarget(
            name: "stagedoor",
            dependencies: [
                "Domain", "Storage", "SQLiteStorage", "PostgresStorage", "Store", "Credentials", "Web", "Jobs", "Mail", "Pages", "API",
                "CCurl", .hummingbird, .systemPackage, .configuration, .lifecycle, .unixSignals, .httpTypes, .arguments, .logging,
                .metrics, .nioCore, .nioPosix,
            ],
            swiftSettings: strict),

        // What `make bench` times besides the server: the permission check alone.
        .target(name: "CountingMalloc", path: "Benchmarks/CountingMalloc"),
        .executableTarget(
            name: "decisions", dependencies: ["Domain", "CountingMalloc"], path: "Benchmarks/Decisions", swiftSettings: strict),

        .target(
            name: "TestSupport", dependencies: ["Domain", "Pages", "Storage", "SQLiteStorage", "PostgresStorage", "CPostgres"],
            path: "Tests/Support",
            swiftSettings: strict),
        tests("DomainTests", ["Domain"]),
        tests("StorageTests", ["Storage", "SQLiteStorage", "PostgresStorage", "TestSupport"]),
        tests("CredentialsTests", ["Credentials", .crypto, .cryptoExtras]),
        tests("StoreTests", [.logging, "Store", "Jobs", "Mail", "Domain", "Storage", "Credentials", "TestSupport", .crypto]),
        tests("MailTests", ["Mail"]),
        tests("APITests", ["API", "Domain"]),
        tests("WebTests", [.httpTypes, .nioCore, .nioHTTP, "Web", "Pages", "Domain", "Storage", "Store", "TestSupport"]),
        tests("PagesTests", ["Pages", "Domain", "Markup"]),
    ],
    cxxLanguageStandard: .cxx17
)
