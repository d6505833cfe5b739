"""The world that is measured: organizations, contacts and everything derived from them, written straight into the
database as `Store/Contacts/CreateContact.swift` would leave it. The same seed makes the same world on both databases."""

import base64
import contextlib
import hashlib
import json
import random
import secrets
import sqlite3
import struct
import subprocess
import time
from pathlib import Path

import pyotp
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from common import cluster_url

FIRST = "Ada Bruno Chidi Dana Elif Femi Greta Hugo Ines Jonas Kaja Leon Mira Nils Olga Pavel Quinn Rosa Sami Tuva Uma Vera Wim Yara Zeno".split()
LAST = "Adler Berg Castro Dahl Eriksen Fischer Garcia Hansen Ito Jensen Keller Larsen Moreau Novak Okafor Petrov Quist Rossi Silva Tanaka Urban Vogel Weber Young Zimmer".split()
ROLES = "engineering noc shipping logistics customs marketing peering abuse security legal billing".split()
TABLES = {
    "organizations": "id name sort_key kind status allows_exemption email_domains version created_at",
    "audit_chains": "organization_id entries hash",
    "sites": "organization_id id code name address time_zone version created_at",
    "accounts": "id email email_key passphrase version created_at",
    "totps": "id account_id secret name last_step created_at",
    "contacts": "organization_id id kind first_name last_name sort_key email email_key phone title time_zone language assignment level status"
                " account_id invitation_ends_at version created_at",
    "contact_sites": "organization_id contact_id site_id",
    "contact_roles": "organization_id contact_id role site_id",
    "contact_words": "organization_id word sort_key contact_id",
    "sessions": "token_hash id account_id organization_id contact_id strength agent address created_at seen_at confirmed_at ends_at",
}
# Made anew after a large fill, which is faster than keeping them while it runs.
SPARED = {
    "contact_words_by_contact": "contact_words (organization_id, contact_id, word)",
    "contact_words_anywhere": "contact_words (word, organization_id, contact_id)",
}
HOUR = 3_600_000


class Admin:
    """Somebody who is signed in, and can sign in again: an Admin, one in each organization."""

    def __init__(self, world):
        self.token = "sds_" + base64.urlsafe_b64encode(world.random.randbytes(32)).decode().rstrip("=")
        self.secret = world.random.randbytes(20)
        self.codes = pyotp.TOTP(base64.b32encode(self.secret).decode())
        self.account, self.contact, self.organization, self.email = world.id(), world.id(), None, None


class World:
    """Makes the rows. The first organization is the one that grows and whose Users page is asked for."""

    def __init__(self, seed, keys, passphrase):
        self.random = random.Random(seed)
        self.now = int(time.time() * 1000)
        self.passphrase = passphrase  # everybody's, as a PHC string
        key = json.loads(Path(keys).read_text())["encryption"][-1]
        self.key_id, self.key = bytes.fromhex(key["id"]), base64.urlsafe_b64decode(key["key"] + "=" * (-len(key["key"]) % 4))
        self.numbers = 0
        self.admins = []
        self.sites = {}

    def id(self):
        """A UUID of version 7; each sorts behind the one before."""
        self.numbers += 1
        return f"{(self.now >> 16) & 0xFFFFFFFF:08x}-{self.now & 0xFFFF:04x}-7{self.numbers >> 20:03x}-8{(self.numbers >> 8) & 0xFFF:03x}-{self.numbers & 0xFF:02x}{self.random.getrandbits(40):010x}"

    def organizations(self, count, contacts, largest):
        """`count` partners with `contacts` altogether, `largest` of them in the first one."""
        share, left = divmod(contacts - largest, max(1, count - 1))
        for number in range(count):
            organization = self.id()
            name = f"{self.random.choice(LAST)} Networks {number:05d}"
            yield "organizations", (organization, name, name.lower(), "network", "active", 0, "", 1, self.now)
            yield "audit_chains", (organization, 0, "")
            self.sites[organization] = [self.id(), self.id()]
            for place, site in enumerate(self.sites[organization]):
                yield "sites", (organization, site, f"OSL{place + 1}", f"Oslo {place + 1}", "1 Quay, Oslo", "Europe/Oslo", 1, self.now)
            yield from self.people(organization, 0, largest if number == 0 else share + (number <= left))

    def people(self, organization, first, count):
        """The contacts of one organization from number `first` on; number 0 is its Admin."""
        sites = self.sites[organization]
        for number in range(first, first + count):
            yield from self.admin(organization) if number == 0 else self.contact(organization, self.id(), number, sites)

    def contact(self, organization, contact, number, sites):
        invited = number % 10 > 6
        role, site = ROLES[number % len(ROLES)] if number % 4 else None, sites[number % 4 // 2] if number % 2 else None
        yield from self.person(organization, contact, number, "engineering" if invited and number % 2 else "read_only" if invited else "none",
                               "invited" if invited else "none", None, self.now + 48 * HOUR if invited else None, f"{role}@{site or '*'}" if role else "")
        if site:
            yield "contact_sites", (organization, contact, site)
        if role:
            yield "contact_roles", (organization, contact, role, site)

    def admin(self, organization):
        admin = Admin(self)
        admin.organization = organization
        rows = list(self.person(organization, admin.contact, 0, "admin", "active", admin.account, None))
        admin.email = rows[0][1][6]
        self.admins.append(admin)
        totp = self.id()
        yield "accounts", (admin.account, admin.email, admin.email, self.passphrase, 1, self.now)
        yield "totps", (totp, admin.account, self.seal(admin.secret, ["totp", totp]), "Bench", 0, self.now)
        yield from rows
        yield "sessions", (hashlib.sha256(admin.token.encode()).hexdigest(), self.id(), admin.account, organization, admin.contact, "two_factor",
                           "bench", "127.0.0.1", self.now, self.now, self.now, self.now + 12 * HOUR)

    def person(self, organization, contact, number, level, status, account, invited_until, assignment=""):
        first, last = self.random.choice(FIRST), self.random.choice(LAST)
        order = f"{last}\1{first}".lower()
        user, domain = f"p{number:07d}", f"net{organization[-8:]}"
        email, phone = f"{user}@{domain}.example", f"+4721{self.random.randrange(10**8):08d}"
        yield "contacts", (organization, contact, "person", first, last, order, email, email, phone, "Network engineer",
                           "Europe/Oslo", "en", assignment, level, status, account, invited_until, 1, self.now)
        for word in sorted({first.lower(), last.lower(), user, domain, "example", email, phone[1:]}):
            yield "contact_words", (organization, word, order, contact)

    def seal(self, content, context):
        """A box that `Credentials/Keys/SecretBox.swift` opens."""
        head, nonce = b"\1" + self.key_id, secrets.token_bytes(12)
        bound = b"".join(struct.pack(">Q", len(part.encode())) + part.encode() for part in context)
        return head + nonce + AESGCM(self.key).encrypt(nonce, content, head + bound)


def fill(database, rows):
    """Writes rows of many tables, as `World` makes them. No server may have the database open."""
    (fill_postgres if database.name else fill_sqlite)(database, batches(rows))


def batches(rows, size=100_000):
    """The rows by table, some of each at a time, in the order in which they may be written."""
    waiting = {table: [] for table in TABLES}
    for count, (table, row) in enumerate(rows, 1):
        waiting[table].append(row)
        if count % size == 0:
            yield waiting
            waiting = {table: [] for table in TABLES}
    yield waiting


def fill_sqlite(database, parts):
    with contextlib.closing(sqlite3.connect(f"{database.folder}/portal.db", isolation_level=None)) as connection:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; BEGIN")
        for name in SPARED:
            connection.execute(f"DROP INDEX {name}")
        for part in parts:
            for table, rows in part.items():
                columns = TABLES[table].split()
                connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", rows)
        for name, columns in SPARED.items():
            connection.execute(f"CREATE INDEX {name} ON {columns}")
        connection.execute("COMMIT")


def fill_postgres(database, parts):
    process = subprocess.Popen(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", cluster_url("postgres", database.name, database.cluster)],
                               stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    say = process.stdin.write
    # The rows are right by their making; looking each reference up again would take longer than all the rest.
    say("SET session_replication_role = replica;\nSET maintenance_work_mem = '512MB';\nBEGIN;\n")
    for name in SPARED:
        say(f"DROP INDEX {name};\n")
    for part in parts:
        for table, rows in part.items():
            if rows:
                say(f"COPY {table} ({', '.join(TABLES[table].split())}) FROM STDIN;\n")
                process.stdin.writelines("\t".join(map(copied, row)) + "\n" for row in rows)
                say("\\.\n")
    owner = f'SET ROLE "{database.name}";\n'  # so that the indexes are the application's, as they were
    say(owner + "".join(f"CREATE INDEX {name} ON {columns};\n" for name, columns in SPARED.items()))
    say("COMMIT;\nRESET ROLE;\nVACUUM ANALYZE;\nCHECKPOINT;\n")
    _, errors = process.communicate()
    if process.returncode:
        raise RuntimeError(errors)


def copied(value):
    if value is None:
        return "\\N"
    return "\\\\x" + value.hex() if isinstance(value, bytes) else str(value)
