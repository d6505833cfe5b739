#!/usr/bin/env python3
"""Row-level security, asked of PostgreSQL itself over the demo's data: the runtime role sees no row of any tenant table
until a transaction names its organization, and then that organization's rows alone. Writes rowsecurity.jsonl, one line a
question."""

import subprocess
import sys

from common import BINARY, SEED, Database, Journal, Server, cluster_url, die_with_parent

TENANT, WIDE = "stagedoor_tenant", "stagedoor_wide"
# Tables with an organization_id that are read before anybody's organization is known, or by the jobs. May only shrink.
SYSTEM = {
    "sessions": "read to find out who somebody is, and with that the organization",
    "outbox": "read by the job that delivers the mail of all",
}


class Questions:
    def __init__(self, database):
        self.journal = Journal("rowsecurity")
        self.psql = subprocess.Popen(
            ["psql", "-X", "-q", "-A", "-t", "-F", "\x1f", cluster_url("postgres", database.name)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, bufsize=1, preexec_fn=die_with_parent)

    def ask(self, question, table, expected, got):
        self.journal.write({"question": question, "table": table, "expected": expected, "got": got})

    def rows(self, sql, role=None, organization=None):
        """The answer's rows under a role, or the text of the refusal."""
        words = ["BEGIN;"]  # as the administrator of the cluster, to whom row security does not apply
        if role:
            words.append(f"SET LOCAL ROLE {role};")
        if organization is not None:
            words.append(f"SET LOCAL stagedoor.organizations = '{organization}';")
        self.psql.stdin.write("\n".join([*words, f"{sql};", "ROLLBACK;", "\\echo --"]) + "\n")
        found = []
        for line in iter(self.psql.stdout.readline, "--\n"):
            if line.startswith("ERROR"):
                found = line.strip()
            elif isinstance(found, list):
                found.append(line.rstrip("\n").split("\x1f"))
        return found

    def count(self, table, role=None, organization=None, where=""):
        found = self.rows(f'SELECT count(*) FROM "{table}" {where}', role, organization)
        return found if isinstance(found, str) else int(found[0][0])


def catalogue(q):
    """{table: column of the organization} for every table with row security; and whether one lacks it."""
    tables = q.rows("""
        SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,
               EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'organization_id' AND NOT a.attisdropped)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND n.nspname = 'public' ORDER BY 1""")
    secured = {}
    for name, enabled, forced, has_column in tables:
        if has_column == "t" and name not in SYSTEM or name == "organizations":
            q.ask("row security is on and forced", name, "t t", f"{enabled} {forced}")
        if enabled == "t":
            secured[name] = "id" if name == "organizations" else "organization_id"
    views = q.rows("SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('v', 'm') AND n.nspname = 'public'")
    q.ask("there is no view to see through", "", [], views)
    return secured


def roles(q, login):
    """Nobody but the cluster's administrator stands above the rules."""
    for role in (TENANT, WIDE, login):
        found = q.rows(f"SELECT rolsuper, rolbypassrls, rolcanlogin FROM pg_roles WHERE rolname = '{role}'")
        q.ask("superuser, bypasses row security, may log in", role, [["f", "f", "t" if role == login else "f"]], found)
    owned = q.rows(f"SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' "
                   f"AND pg_get_userbyid(c.relowner) IN ('{TENANT}', '{WIDE}')")
    q.ask("the runtime roles own nothing", "", [["0"]], owned)
    functions = q.rows("SELECT proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE prosecdef AND n.nspname = 'public'")
    q.ask("no function runs with its owner's rights", "", [], functions)


def walls(q, secured, login):
    organizations = [row[0] for row in q.rows('SELECT id FROM organizations ORDER BY id')]
    filled = 0
    for table, column in secured.items():
        for role in (TENANT, login):
            q.ask(f"{'the runtime role' if role == TENANT else 'the login role itself'} without a setting sees", table, 0, q.count(table, role))
        q.ask("with an empty setting sees", table, 0, q.count(table, TENANT, ""))
        q.ask("with a made-up organization sees", table, 0, q.count(table, TENANT, "00000000-0000-7000-8000-000000000000"))
        for one in organizations:
            there = q.count(table, None, None, f"WHERE {column} = '{one}'")
            filled += bool(there)
            q.ask("with one organization sees all of its rows", table, there, q.count(table, TENANT, one))
            q.ask("and none of another's", table, 0, q.count(table, TENANT, one, f"WHERE {column} <> '{one}'"))
        writing(q, table, column, organizations)
    q.ask("the demo fills most of the tables", "", True, filled > len(organizations) * 4)


def writing(q, table, column, organizations):
    """Another organization's rows cannot be changed, removed, or written, even by a statement that says so."""
    mine, theirs = organizations[:2]
    where = f"WHERE {column} = '{theirs}'"
    there = q.count(table, None, None, where)
    for verb in (f'UPDATE "{table}" SET {column} = {column} {where}', f'DELETE FROM "{table}" {where}'):
        found = q.rows(f"WITH done AS ({verb} RETURNING 1) SELECT count(*) FROM done", TENANT, mine)
        q.ask(f"{verb.split()[0].lower()}s of the {'present' if there else 'absent'} rows of another organization", table, [["0"]], found)
    moved = q.rows(f"""UPDATE "{table}" SET {column} = '{theirs}' WHERE {column} = '{mine}'""", TENANT, mine)
    if q.count(table, None, None, f"WHERE {column} = '{mine}'"):
        q.ask("a row moved to another organization is refused", table, True, isinstance(moved, str) and "row-level security" in moved)
    q.ask("the wide role cannot write", table, True, isinstance(q.rows(f'DELETE FROM "{table}"', WIDE), str))


def refuses_to_start(q):
    """The server does not run as somebody to whom the rules do not apply."""
    database = Database("postgres")
    server = Server("postgres", database=database)
    try:
        database.url = cluster_url("postgres", database.name)
        done = subprocess.run([BINARY, "serve", "--demo"], env=server.environment(), capture_output=True, text=True, timeout=60, preexec_fn=die_with_parent)
        q.ask("the server starts as a superuser", "", "refused", "refused" if done.returncode and "ready" not in done.stdout else "it ran")
    except subprocess.TimeoutExpired:
        q.ask("the server starts as a superuser", "", "refused", "it runs")
    finally:
        database.drop()


def main():
    print(f"rowsecurity: seed {SEED}", flush=True)
    with Server("postgres") as server:
        q = Questions(server.database)
        secured = catalogue(q)
        roles(q, server.database.name)
        walls(q, secured, server.database.name)
        refuses_to_start(q)
        q.journal.close()
        print(f"rowsecurity: {q.journal.lines} questions on {len(secured)} tables, {len(q.journal.wrong)} failures")
        sys.exit(1 if q.journal.wrong or not secured else 0)


if __name__ == "__main__":
    main()
