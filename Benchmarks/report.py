"""Writes what was measured as a page: aims first, each beside its figure, then every round."""

NAMES = {"sqlite": "SQLite", "postgres": "PostgreSQL"}
ROUNDS = [("page", "(a) the Users page"), ("page anew", "(a) read anew"), ("edit", "(b) a profile edit"), ("sign-in", "(c) a sign-in"),
          ("list", "API: a list of 50 contacts"), ("list anew", "the same, read anew"), ("search", "API: a search by name"), ("search anew", "the same, read anew"),
          ("create", "API: a new contact"), ("bulk", "API: 1,000 new contacts in one call"), ("empty", "an empty route (`/healthz`)")]


def text(results, check, facts, took):
    """The whole page. `results` are the rounds by database, `facts` what the machine and the run were."""
    nginx = results.get("sqlite", {})
    return "\n".join([*head(facts), *aims(results, check), *rounds(results), *profile(), *files(results), *growth(results, facts), *references(results, nginx),
                      *memory(results), *decisions(check), *how(facts, took)]) + "\n"


def head(facts):
    return [
        "# Benchmarks", "",
        "`make bench` measures this in one run on loopback, and writes this page. Figures of one machine and one run: compare them with"
        " their references of the same run, not with another machine's.", "",
        f"{facts['date']}, seed {facts['seed']}, on {facts['processor']}, {facts['memory']}, {facts['system']}; the databases on"
        f" {facts['file system']}, durable. {facts['build']} build. The load generator runs on the same processors."
        + (f" **Others were at work on this machine** (load average before the run: {facts['busy']:.1f}): waiting times and starts are theirs as well."
           if facts["busy"] > 0.5 else ""), "",
    ]


def table(*rows):
    first, *others = rows
    return ["| " + " | ".join(first) + " |", "|" + "---|" * len(first), *("| " + " | ".join(row) + " |" for row in others), ""]


def aims(results, check):
    rows = [("Aim", "Database", "Aimed at", "Measured", "")]

    def aim(name, kind, limit, value, unit, most=True, form="{:.2f}"):
        met = value <= limit if most else value >= limit
        rows.append((name, kind, f"{'at most' if most else 'at least'} {limit:g}{unit}", form.format(value) + unit, "met" if met else "**missed**"))

    for kind, got in results.items():
        database = NAMES[kind]
        page, edit = got["page at 32"], got["edit at 32"]
        aim("(a) processor time", database, 0.5, page.cpu, " ms")
        aim("(a) processor time, read anew", database, 0.5, got["page anew at 32"].cpu, " ms")
        aim("(a) p99 at 32 connections, in those of the empty route", database, 3, page.p99 / got["empty at 32"].p99, " ×", form="{:.1f}")
        aim("(b) processor time", database, 0.8, edit.cpu, " ms")
        aim("(b) acknowledged writes a sync, 32 writers", database, 4, ratio(got["writes per sync"]), "", most=False, form="{:.1f}")
        aim("API, list of 50 contacts: processor time", database, 0.25, got["list at 32"].cpu, " ms")
        aim("API, list of 50 contacts, read anew: processor time", database, 0.25, got["list anew at 32"].cpu, " ms")
        aim("API, a new contact: processor time", database, 0.8, got["create at 32"].cpu, " ms")
        aim("API, a search: processor time", database, 0.3, got["search at 16"].cpu, " ms")
        aim("API, a search, read anew: processor time", database, 0.3, got["search anew at 16"].cpu, " ms")
        aim("API, 1,000 new contacts in one call: processor time", database, 200, got["bulk at 1"].cpu, " ms", form="{:.0f}")
        if kind == "sqlite":
            aim("import: rows a second", database, 5000, got["files"]["apply"].rows / got["files"]["apply"].seconds, "", most=False, form="{:,.0f}")
        for name, usual, meanwhile in got["files"]["beside"]:
            aim(f"p99 of {name} of others beside an import, in those without", database, 2, meanwhile.p99 / usual.p99, " ×", form="{:.1f}")
        aim("memory at rest", database, 60, got["rest"], " MiB", form="{:.0f}")
        aim("from the start to the first page", database, 0.3, got["cold"], " s")
        sizes = sorted(got["growth"])
        for size, round in got["searched"].items():
            if size >= 1_000_000:
                aim(f"API, a search among {size:,} contacts, read anew: p99 at 16 connections", database, 10, round.p99, " ms", form="{:.1f}")
        if len(sizes) > 1:
            aim(f"(a) with {sizes[-1]:,} contacts, in those of {sizes[0]:,}", database, 1.5, got["growth"][sizes[-1]][1].cpu / got["growth"][sizes[0]][1].cpu, " ×")
    aim("a permission decision", "none", 50, check["nanoseconds"] / check["decisions"], " ns", form="{:.1f}")
    aim("allocations in all decisions", "none", 0, check["allocations"], "", form="{}")
    return ["## Aims", "", *table(*rows),
            "Processor time is the mean of all requests at 32 connections. What somebody has asked for before is kept while nothing changes in"
            " their organization (docs/decisions/kept-answers.md); *read anew* is another part of the list each time, 512 in turn, of which nothing is kept. For scale, measured elsewhere: NetBox needs about 190 ms of"
            " processor time for such a page, and the floor in C is 0.07 ms.", ""]


def ratio(pair):
    return pair[0] / max(1, pair[1])


def rounds(results):
    rows = [("What", "Database", "Connections", "CPU ms a request", "Requests/s", "p50 ms", "p99 ms", "Peak memory MiB")]
    for name, title in ROUNDS:
        for kind, got in results.items():
            rows += [line(title, NAMES[kind], n, got[f"{name} at {n}"]) for n in (1, 16, 32) if f"{name} at {n}" in got]
    if results.get("sqlite"):
        rows += [line("nginx, a file of the page's size", "none", n, results["sqlite"][f"nginx at {n}"], peak=False) for n in (1, 32)]
    return ["## Requests", "", *table(*rows),
            "Processor time is the operating system's figure for the server and all its children, on PostgreSQL with the whole cluster"
            " (its checkpoints, too); the load generator is not in it. Peak memory is the server's alone.", ""]


def line(title, database, connections, round, peak=True):
    return (title, database, str(connections), f"{round.cpu:.3f}", f"{round.rate:,.0f}", f"{round.p50:.2f}", f"{round.p99:.2f}",
            f"{round.peak:.0f}" if peak and round.peak else "")


def profile():
    return ["## Where the time of (a) goes", "",
            "By a sampling profile of the page read anew (perf, SQLite, 2026-11-22; it is not part of this run): 23 % inside SQLite; 13 % making"
            " values of its rows; 11 % around the statements (their text, transactions, connections); 26 % putting the page together and writing its"
            " HTML; 13 % the event loops with the system's sockets; the rest is the request's own way through the server. Read anew it is 5"
            " statements, on PostgreSQL as many trips in two transactions; what is kept takes the first of them, who asks. An edit is 4 trips.", ""]


def files(results):
    names = [("upload", "uploaded"), ("trial", "tried"), ("apply", "brought in"), ("csv", "out again as CSV, with those that were there")]
    rows = [("A file of new contacts", "Database", "Rows", "Rows/s", "CPU ms a row")]
    for name, title in names:
        for kind, got in results.items():
            one = got["files"][name]
            rows.append((title, NAMES[kind], f"{one.rows:,}", f"{one.rows / one.seconds:,.0f}", f"{one.cpu / one.rows * 1000:.3f}"))
    others = [("Others, 16 connections", "Database", "p99 ms", "p99 ms beside the import")]
    for kind, got in results.items():
        others += [(name, NAMES[kind], f"{usual.p99:.2f}", f"{meanwhile.p99:.2f}") for name, usual, meanwhile in got["files"]["beside"]]
    return ["## Files", "", *table(*rows), *table(*others)]


def growth(results, facts):
    rows = [("Contacts in the organization", "Database", "CPU ms, 1 connection", "CPU ms, 32 connections", "p50 ms, 1 connection", "p99 ms, 32 connections")]
    for kind, got in results.items():
        rows += [(f"{size:,}", NAMES[kind], f"{one.cpu:.3f}", f"{many.cpu:.3f}", f"{one.p50:.2f}", f"{many.p99:.2f}") for size, (one, many) in got["growth"].items()]
        rows += [(f"{size:,}", NAMES[kind], "not asked for", "", "", "") for size in facts["sizes"] if size not in got["growth"]]
    return ["## How (a) grows", "", *table(*rows), f"The same page of one organization that grows; {facts['organizations'] - 1:,} others stand beside it."
            " A page of more than 200 ms is asked for one at a time only, three times or for ten seconds: both connections' figures are then those."
            " Beyond a page of two seconds nothing larger is asked for.", "",
            *table(("Contacts in the organization", "Database", "a search read anew, 16 connections: CPU ms", "p50 ms", "p99 ms"),
                   *[(f"{size:,}", NAMES[kind], f"{round.cpu:.3f}", f"{round.p50:.2f}", f"{round.p99:.2f}")
                     for kind, got in results.items() for size, round in got["searched"].items()]),
            "Where one of the searches takes more than 200 ms, the figures are those of the slowest, asked for one at a time.", ""]


def references(results, nginx):
    rows = [("Reference", "CPU ms each", "Each second")]
    for kind, got in results.items():
        database = NAMES[kind]
        rows.append((f"{database}: a bare read of the page's rows", f"{got['reads'].cpu:.3f}", f"{got['reads'].rate:,.0f}"))
        rows.append((f"{database}: a bare durable commit, one after another", f"{got['commits'].cpu:.3f}", f"{got['commits'].rate:,.0f}"))
        if "commits at 32" in got:
            rows.append((f"{database}: bare durable commits, 32 at once ({ratio(got['bare writes per sync']):.1f} a sync)",
                         f"{got['commits at 32'].cpu:.3f}", f"{got['commits at 32'].rate:,.0f}"))
    return ["## Bare references", "", *table(*rows),
            "SQLite's are loops in Python (contacts, their roles and their sites; one row a commit, `synchronous=FULL`, write-ahead log), with"
            " Python's own time. PostgreSQL's are pgbench with prepared statements (the contacts; one row a commit); its cost is the cluster's alone.", ""]


def memory(results):
    rows = [("Memory", *(NAMES[kind] for kind in results)),
            ("the server at rest, after a start and one page, resident", *(f"{got['rest']:.0f} MiB" for got in results.values())),
            ("the server after all rounds, resident", *(f"{got['after']:.0f} MiB" for got in results.values())),
            ("the whole tree at rest, shared pages once", *(f"{got['tree at rest']:.0f} MiB" for got in results.values())),
            ("from the start to the first whole Users page, median of 5", *(f"{got['cold'] * 1000:.0f} ms" for got in results.values()))]
    return ["## Memory and start", "", *table(*rows), "The start is with files in the system's cache, over a database that is there.", ""]


def decisions(check):
    each = check["nanoseconds"] / check["decisions"]
    return ["## The permission check", "",
            f"{check['decisions']:,} decisions over every permission, every level and six kinds of target: {each:.1f} ns each"
            f" ({1e9 / each / 1e6:.1f} million a second on one core), {check['allocations']} allocations. The counter is the program's own `malloc`;"
            f" it saw the {check['planted']} that was planted.", ""]


def how(facts, took):
    return [
        "## How it was measured", "",
        f"- The world: {facts['organizations']:,} organizations with {facts['contacts']:,} contacts, {facts['sizes'][0]:,} of them in the organization"
        " whose page is asked for. It is written into the database as the portal itself would write it: contacts, roles, sites, search words,"
        " audit chains, accounts.",
        f"- (a) `GET /users` as an Admin, by the session's cookie: {facts['rows']} rows, {facts['bytes'] / 1000:.0f} kB of HTML, not compressed.",
        "- (b) `PATCH /api/v1/contacts/{id}` of Admins who each give themselves a new title, in turn over 512 organizations: permission,"
        " row, search words, audit entry, one commit that is synced before the answer.",
        "- API: by the session's bearer. The list and the search are of the organization whose page is asked for; new contacts, without"
        " access, go in turn to 512 organizations, each with its audit entry, one commit a request. NetBox, for scale and measured elsewhere:"
        " list 78 ms, new 21 ms, search 112 ms, 1,000 in one call 5,850 ms.",
        "- (c) passphrase (Argon2id) and then a code of an authenticator app, two forms from a new browser, each sign-in of another account:"
        " a code counts once in 30 seconds. Right passphrases give their attempt back, so the limits on guessing stay as they are and do not"
        " come into play. One sign-in is one request here; its driver is Python.",
        f"- A round lasts {facts['seconds']} s after 1 s of warming up (sign-ins: without). wrk asks with one thread; every answer that is a refusal"
        " or none ends the run.",
        "- Syncs of SQLite are counted by strace in a round of its own, those of PostgreSQL by its own statistics, also in a round of its own;"
        " checkpoints' syncs count.",
        f"- {', '.join(facts['versions'])}. PostgreSQL as `Tests/postgres` starts it (64 MB of shared buffers, everything else as it comes), over a socket,"
        " with the portal's own 16 connections.",
        f"- The run took {took}.",
    ]
