"""Servers and what is asked of them: the portal, nginx and the references; each answer is a measured round."""

import base64
import contextlib
import hashlib
import json
import os
import re
import resource
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import machine
from common import BINARY, Server, cluster_url, die_with_parent, psql
from wire import Connection, Gone

HERE = Path(__file__).resolve().parent
PASSPHRASE = "an open door for the demo"  # of everybody here, as in the demo


class Portal(Server):
    """`stagedoor serve` over a database that was filled for it: not a demo."""

    def start(self, patience=60):
        self.port = self.port or free_port()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen([*self.wrapper, str(BINARY), "serve"], env=self.environment() | {"STAGEDOOR_LOG_LEVEL": "warning"},
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log, preexec_fn=die_with_parent)
        deadline = time.monotonic() + patience
        while not self.answers("/healthz"):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(f"the server did not get ready:\n{self.log_text()[-3000:]}")
            time.sleep(0.001)
        return self

    def answers(self, path, token=""):
        """The body of a page, or nothing when nobody answers."""
        try:
            answer = Connection(self.port, timeout=300).ask("GET", path, {"cookie": f"__Host-stagedoor={token}", "accept": "text/html"})
        except (OSError, Gone):
            return None
        if answer.status != 200:
            raise RuntimeError(f"GET {path}: {answer.status} {answer.text[:300]}")
        return answer.body

    def cold_start(self, token):
        """Seconds from the start of the program to the whole Users page, in the hands of somebody signed in."""
        self.stop()
        began = time.monotonic()
        self.start()
        self.answers("/users", token)
        return time.monotonic() - began

    def tree(self):
        """The server, and on PostgreSQL the whole cluster."""
        return machine.Tree(self.process.pid, *([postmaster()] if self.database.name else []))


def postmaster():
    """The process of which all of PostgreSQL's are children: the parent of one that answers us."""
    with subprocess.Popen(["psql", "-X", "-q", "-A", "-t", cluster_url("postgres", "postgres")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        process.stdin.write("SELECT pg_backend_pid();\n")
        process.stdin.flush()
        return machine.stat(process.stdout.readline().strip())[0]


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@contextlib.contextmanager
def nginx(body):
    """nginx serving `body` as one static file; its port and process."""
    folder = Path(tempfile.mkdtemp(prefix="stagedoor-bench-nginx-"))
    folder.chmod(0o755)
    port = free_port()
    (folder / "page.html").write_bytes(body)
    (folder / "nginx.conf").write_text(f"""
        daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes auto;
        {"user www-data;" if os.getuid() == 0 else ""}
        events {{ worker_connections 256; }}
        http {{
            access_log off; sendfile on; tcp_nopush on; types {{ text/html html; }} keepalive_requests 100000000;
            client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c; uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
            server {{ listen 127.0.0.1:{port}; root {folder}; }}
        }}""")
    process = subprocess.Popen(["nginx", "-p", folder, "-c", folder / "nginx.conf"], stderr=subprocess.DEVNULL, preexec_fn=die_with_parent)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.01)
        yield port, process
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def places(portal, person, count):
    """So many places of a list, one contact after the other, as `after` takes them."""
    path = "/api/v1/contacts?limit=1"
    with contextlib.closing(Connection(portal.port)) as connection:
        for _ in range(count):
            answer = connection.ask("GET", path, {"authorization": f"Bearer {person.token}"})
            place = re.search("after=([0-9a-f]+)", answer.all("link")[0])[1]
            path = f"/api/v1/contacts?limit=1&after={place}"
            yield place


class Round:
    """One measured stretch: how many answers, how fast, at what cost."""

    def __init__(self, requests, seconds, cpu, p50=None, p99=None, peak=None, bad=0, bytes=0):
        self.requests, self.seconds, self.p50, self.p99, self.peak, self.bad, self.bytes = requests, seconds, p50, p99, peak, bad, bytes
        self.cpu = cpu * 1000 / requests if requests else float("nan")  # milliseconds a request
        self.rate = requests / seconds


def wrk(port, people, tree, pid, connections, seconds, deed="page", name="", warm=True):
    """One round of wrk: `people` are pairs of path and token, asked in turn. `deed` as in load.lua; `name` is the round's own."""
    with tempfile.NamedTemporaryFile("w", suffix=".people") as file:
        file.writelines(f"{path}\t{token}\n" for path, token in people)
        file.flush()

        def run(seconds, name):
            words = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s", HERE / "load.lua", f"http://localhost:{port}/", "--", file.name]
            done = subprocess.run([*words, deed, name], capture_output=True, text=True)
            found = re.search(r"^BENCH (.+)$", done.stdout, re.M)
            if not found:
                raise RuntimeError(f"wrk: {done.stdout} {done.stderr}")
            return json.loads(found[1])

        if warm:
            run(1, f"{name}w")
            time.sleep(0.3)  # what was under way then is answered now, and is not this round's cost
        machine.forget_peak(pid)
        before = tree.cpu()
        got = run(seconds, name)
        cpu = tree.cpu() - before
        if got["bad"] or not got["requests"]:
            raise RuntimeError(f"of {got['requests']} answers on port {port} {got['bad']} were refusals or none: {people[0][0]}")
        return Round(got["requests"], got["seconds"], cpu, got["p50"], got["p99"], machine.peak(pid), got["bad"], got["bytes"])


def one_by_one(portal, ask):
    """What is so slow that a round would only pile up work: one request after another, three or for as long as ten seconds."""
    tree, took = portal.tree(), []
    machine.forget_peak(portal.process.pid)
    before = tree.cpu()
    while len(took) < 3 and sum(took) < 10:
        began = time.monotonic()
        ask()
        took.append(time.monotonic() - began)
    return Round(len(took), sum(took), tree.cpu() - before, sorted(took)[len(took) // 2] * 1000, max(took) * 1000, machine.peak(portal.process.pid))


def bulks(portal, admins, seconds):
    """1,000 new contacts in one call, one call after another, each in another organization: for as long as a round, and three at least."""
    tree, took, connection = portal.tree(), [], Connection(portal.port, timeout=60)
    machine.forget_peak(portal.process.pid)
    before = tree.cpu()
    for number, admin in enumerate(admins):
        if len(took) >= 3 and sum(took) > seconds:
            break
        people = [{"do": "create", "contact": {"first_name": "Ada", "last_name": f"b{number}r{row}", "email": f"b{number}r{row}@bench.example", "title": "Network engineer"}}
                  for row in range(1000)]
        began = time.monotonic()
        answer = connection.ask("POST", "/api/v1/contacts/bulk", {"authorization": f"Bearer {admin.token}"}, {"operations": people})
        took.append(time.monotonic() - began)
        if answer.status != 200:
            raise RuntimeError(f"bulk: {answer.status} {answer.text[:300]}")
    took.sort()
    return Round(len(took), sum(took), tree.cpu() - before, took[len(took) // 2] * 1000, took[-1] * 1000, machine.peak(portal.process.pid))


def sign_in(portal, admin, connection):
    """A whole sign-in from a new browser: the passphrase, then a code of the authenticator app; the seconds it took."""
    cookie = f"__Host-stagedoor-door={secret()}"
    csrf = base64.urlsafe_b64encode(hashlib.sha256(f"form\n{cookie.partition('=')[2]}".encode()).digest()[:18]).decode()
    headers = {"origin": f"http://localhost:{portal.port}", "accept": "text/html", "user-agent": "bench"}
    began = time.monotonic()
    first = connection.ask("POST", "/sign-in", headers | {"cookie": cookie}, form=[("csrf", csrf), ("email", admin.email), ("passphrase", PASSPHRASE)])
    step = next((c.split(";")[0] for c in first.all("set-cookie") if c.startswith("__Host-stagedoor-signin=")), None)
    if not step:
        raise RuntimeError(f"sign-in: {first.status} {first.header('location')} {first.text[:500]}")
    second = connection.ask("POST", "/sign-in/code", headers | {"cookie": f"{cookie}; {step}"}, form=[("csrf", csrf), ("code", admin.codes.now())])
    if second.status != 303 or not any(c.startswith("__Host-stagedoor=sds_") for c in second.all("set-cookie")):
        raise RuntimeError(f"second step: {second.status} {second.header('location')} {second.text[:500]}")
    return time.monotonic() - began


def secret():
    return base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")


def sign_ins(portal, admins, connections, seconds):
    """One round of sign-ins, each of another account: the same one may use a code once in thirty seconds only."""
    waiting, took, wrong, lock = list(admins), [], [], threading.Lock()
    deadline = time.monotonic() + seconds

    def one():
        connection = Connection(portal.port, timeout=60)
        while time.monotonic() < deadline and not wrong:
            with lock:
                if not waiting:
                    return
                admin = waiting.pop()
            try:
                took.append(sign_in(portal, admin, connection))
            except Exception as error:
                wrong.append(error)

    tree = portal.tree()
    machine.forget_peak(portal.process.pid)
    before, began = tree.cpu(), time.monotonic()
    threads = [threading.Thread(target=one) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    passed, cpu = time.monotonic() - began, tree.cpu() - before
    if wrong:
        raise wrong[0]
    took.sort()
    return Round(len(took), passed, cpu, took[len(took) // 2] * 1000, took[int(len(took) * 0.99)] * 1000, machine.peak(portal.process.pid))


# -- references ------------------------------------------------------------------------------------------------------------

ROWS = """SELECT c.id, c.organization_id, c.kind, c.first_name, c.last_name, c.email, c.phone, c.title, c.time_zone, c.language, c.level, c.status,
    c.version, c.last_sign_in_at, c.invitation_ends_at, c.exempt_from_at, c.account_id, c.sort_key
    FROM contacts c WHERE c.organization_id = {0} ORDER BY c.sort_key, c.id LIMIT 51"""
BESIDE = ["SELECT contact_id, role, site_id FROM contact_roles WHERE organization_id = {0} AND contact_id IN ({1})",
          "SELECT contact_id, site_id FROM contact_sites WHERE organization_id = {0} AND contact_id IN ({1})"]


def bare_reads(database, organization, seconds):
    """Reads the page's rows with SQLite and nothing else: contacts, their roles, their sites."""
    with contextlib.closing(sqlite3.connect(f"file:{database.folder}/portal.db?mode=ro", uri=True, isolation_level=None)) as connection:
        def read():
            found = connection.execute(ROWS.format("?"), [organization]).fetchall()
            for text in BESIDE:
                connection.execute(text.format("?", ", ".join("?" * len(found))), [organization, *(row[0] for row in found)]).fetchall()
        return loop(read, seconds)


def bare_commits(folder, seconds):
    """Commits one row after another to a SQLite file, each synced before the next."""
    with contextlib.closing(sqlite3.connect(f"{folder}/commits.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE commits (number INTEGER PRIMARY KEY, text TEXT NOT NULL)")
        return loop(lambda: connection.execute("INSERT INTO commits (text) VALUES (?)", ["a profile was edited"]), seconds)


def loop(deed, seconds):
    deed()
    spent = lambda: sum(resource.getrusage(resource.RUSAGE_SELF)[:2])  # noqa: E731
    count, took, cpu, began = 0, [], spent(), time.monotonic()
    while time.monotonic() < began + seconds:
        start = time.monotonic()
        deed()
        took.append(time.monotonic() - start)
        count += 1
    took.sort()
    return Round(count, time.monotonic() - began, spent() - cpu, took[count // 2] * 1000, took[int(count * 0.99)] * 1000)


def pgbench(database, script, connections, seconds):
    """The same in PostgreSQL: a script of pgbench; the cost is that of the cluster alone."""
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script)
        file.flush()
        tree, program = machine.Tree(postmaster()), shutil.which("pgbench") or str(sorted(Path("/usr/lib/postgresql").glob("*/bin/pgbench"))[-1])
        before = tree.cpu()
        done = subprocess.run([program, "-n", "-M", "prepared", "-f", file.name, f"-c{connections}", "-j1", f"-T{seconds}", cluster_url("postgres", database.name)],
                              capture_output=True, text=True)
        time.sleep(0.3)  # until the cluster has collected the processes that served it
        cpu = tree.cpu() - before
    count = re.search(r"transactions actually processed: (\d+)", done.stdout)
    if done.returncode or not count:
        raise RuntimeError(done.stderr)
    latency = re.search(r"latency average = ([\d.]+) ms", done.stdout)
    return Round(int(count[1]), seconds, cpu, float(latency[1]))


# -- syncs -----------------------------------------------------------------------------------------------------------------


def postgres_syncs():
    """How often the cluster has synced its log so far."""
    time.sleep(1.5)  # processes report now and then
    version = int(psql("SHOW server_version_num")[0][0])
    return int(float(psql("SELECT sum(fsyncs) FROM pg_stat_io WHERE object = 'wal'" if version >= 180000 else "SELECT wal_sync FROM pg_stat_wal")[0][0]))


class Syncs:
    """A restart of the SQLite server under strace, which stops it at syncs only; counts them from then on."""

    def __init__(self, portal):
        self.portal = portal
        self.trace = portal.database.folder / "syncs"

    def __enter__(self):
        self.portal.stop()
        self.portal.wrapper = ["strace", "-D", "-f", "--seccomp-bpf", "-qq", "-e", "trace=fdatasync,fsync", "-o", str(self.trace)]
        self.portal.start()
        return self

    def count(self):
        return sum(line.count("sync(") for line in self.trace.read_text().splitlines() if "resumed" not in line)

    def __exit__(self, *_):
        self.portal.stop()
        self.portal.wrapper = []
