"""At the network: requests that are no HTTP, that break off, that are too large, too many or too slow; what a log, a file and
the audit log say of them; names that nobody sees; the demo under another name."""

import os
import re
import socket
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

from common import SEED, Person, Server, everything
from stage import Stage
from wire import Connection

SETTINGS = {"STAGEDOOR_LOG_LEVEL": "debug"}
SECRET = "sdi_" + "Zm9vYmFy" * 5
PLANTED = [
    ("path-in-log", "no secret and no path in the log"),
    ("head-in-earnest", "HEAD of every file leaves nothing in the log"),
    ("strangers-one-by-one", "50 random ids that are not there: entries, and what they count"),
]


def attempts(doors):
    fault = doors.server.fault
    rooms = {"path-in-log": [broken], "head-in-earnest": [heads], "strangers-one-by-one": [refusals]}
    everywhere = [hosts, broken, names, cells, heads, refusals, demo]
    # The wire knows no database: once is enough.
    once = [sizes, pieces, crowd, slow] if doors.server.kind == "sqlite" else []
    for room in rooms.get(fault, everywhere + once):
        room(doors)


def somebody(doors, level, organization):
    """Somebody active at that level, the same one each time."""
    people = doors.__dict__.setdefault("people", {})
    if (level, organization) not in people:
        people[level, organization] = doors.stage.person(level, organization)
    people[level, organization].renew()
    return people[level, organization]


def raw(server, data, timeout=10, half=False):
    """What comes back on a connection of its own, and whether the server closed it."""
    with socket.create_connection(("localhost", server.port), timeout) as wire:
        wire.sendall(data)
        if half:
            wire.shutdown(socket.SHUT_WR)
        got = b""
        try:
            while part := wire.recv(65536):
                got += part
            return got, True
        except TimeoutError:
            return got, False
        except ConnectionResetError:
            return got, True


def status(got):
    return int(got.split(b" ", 2)[1]) if got.startswith(b"HTTP/") else 0


def hosts(doors):
    for what, lines, expected in [
        ("no Host", b"", (400, True)), ("two Hosts", b"Host: localhost\r\nHost: localhost\r\n", (400, True)),
        ("two Hosts that differ", b"Host: localhost\r\nhost: evil.example\r\n", (400, True)), ("an empty Host", b"Host:\r\n", (400, True)),
        ("a Host that is none", b"Host: a b\r\n", (400, True)), ("a Host with somebody in it", b"Host: x@localhost\r\n", (400, True)),
    ]:
        got, closed = raw(doors.server, b"GET /healthz HTTP/1.1\r\n" + lines + b"\r\n", half=True)
        doors.check(f"{what}: 400, and the end", expected, (status(got), closed))
    got, _ = raw(doors.server, b"GET /healthz HTTP/1.0\r\n\r\n", half=True)
    doors.check("no Host in HTTP/1.0, which need not have one", 200, status(got))


def head(path, *lines, method="POST"):
    return "\r\n".join([f"{method} {path} HTTP/1.1", "host: localhost", *lines, "", ""]).encode()


def broken(doors):
    form = "content-type: application/x-www-form-urlencoded"
    admin = somebody(doors, "admin", doors.stage.home["id"])
    admin.token()
    upload = [f"cookie: {admin.cookie}", f"origin: http://localhost:{doors.server.port}", "content-type: multipart/form-data; boundary=b"]
    for what, sent in [
        ("a form", head("/sign-in", form, "transfer-encoding: chunked") + b"zz\r\nx\r\n0\r\n\r\n"),
        ("a call", head("/api/v1/contacts", "content-type: application/json", "transfer-encoding: chunked") + b"5\r\nabc"+ b"\r\n\r\n\r\n"),
        ("an upload", head(f"/imports?csrf={admin.csrf}", *upload, "transfer-encoding: chunked") + b"3\r\n--b\r\n-1\r\n"),
        ("two lengths", head("/sign-in", form, "content-length: 3", "content-length: 4") + b"abcd"),
        ("a length and chunks", head("/sign-in", form, "content-length: 3", "transfer-encoding: chunked") + b"0\r\n\r\n"),
    ]:
        got, closed = raw(doors.server, sent, half=True)
        doors.check(f"a body that is no HTTP, of {what}: 400, and the end", (400, True, 1), (status(got), closed, got.count(b"HTTP/1.1 ")))
    for path in (f"/invitation/{SECRET}", f"/recovery/{SECRET.replace('sdi', 'sdr')}", f"/email/{SECRET.replace('sdi', 'sdm')}",
                 f"/email-undo/{SECRET.replace('sdi', 'sdu')}", f"/sign-in/link/{SECRET.replace('sdi', 'sdl')}", f"/sign-in?next=/invitation/{SECRET}"):
        for cut in (socket.SHUT_WR, None):
            with socket.create_connection(("localhost", doors.server.port), 5) as wire:
                wire.sendall(head(path, form, "content-length: 1000") + b"csrf=x")
                if cut is not None:
                    wire.shutdown(cut)
                    wire.recv(1000)
                else:  # a reset
                    wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    doors.stage.chief.connection.ask("GET", "/healthz")
    log = doors.server.log_text()
    doors.check("no secret and no path in the log", [], re.findall(r"Zm9vYmFy|/(?:invitation|recovery|email|email-undo)/[^{]|request failed", log))


def sizes(doors):
    server = doors.server
    form = "content-type: application/x-www-form-urlencoded"
    for what, path, kind, expected in [
        ("a form of the door", "/sign-in", form, 413), ("a link's form", f"/invitation/{SECRET}", form, 413), ("the demo's", "/demo/sign-in", form, 413),
        ("a page's form", "/users", form, 303), ("a call", "/api/v1/contacts", "content-type: application/json", 401),
    ]:
        # Nothing of the body is sent: who is nobody is answered before it is read.
        got, _ = raw(server, head(path, kind, "content-length: 1000000", "connection: close"), half=True)
        doors.check(f"1 MB of nobody, announced, for {what}", expected, status(got))
        with socket.create_connection(("localhost", server.port), 10) as wire:
            wire.sendall(head(path, kind, "transfer-encoding: chunked") + (b"1000\r\n" + b"a" * 4096 + b"\r\n") * 5)
            doors.check(f"20 KiB of nobody, in chunks without an end, for {what}", expected, status(wire.recv(65536)))
    fake = f"cookie: __Host-stagedoor=sds_{'A' * 43}"
    got, _ = raw(server, head("/users", form, fake, "content-length: 1000000", "connection: close"), half=True)
    doors.check("with a made-up session", 303, status(got))
    admin = somebody(doors, "admin", doors.stage.other["id"])
    doors.check("900 KB of somebody are read, and the field refused", 422, admin.submit("/users", {"last_name": "x" * 900_000}).status)
    doors.check("1.1 MB of somebody", 413, admin.submit("/users", {"last_name": "x" * 1_100_000}).status)
    doors.check("16 KB at the door are read", 422, submit_door(doors, "x" * 15_500))


def submit_door(doors, passphrase):
    nobody = Person(doors.server)
    nobody.remember(nobody.page("/sign-in"))
    return nobody.submit("/sign-in", {"email": "a@b.example", "passphrase": passphrase}).status


def busy(server):
    """Seconds of processor that the server took."""
    fields = open(f"/proc/{server.process.pid}/stat").read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def pieces(doors):
    """A field of a form that comes byte by byte: twice the bytes take twice the time, not four times."""
    admin = somebody(doors, "engineering", doors.stage.home["id"])
    admin.token()
    lines = [f"cookie: {admin.cookie}", f"origin: http://localhost:{doors.server.port}", "content-type: multipart/form-data; boundary=b", "transfer-encoding: chunked"]
    took = []
    for size in (8_000, 64_000):
        body = b'--b\r\nContent-Disposition: form-data; name="kind"\r\n\r\n' + b"x" * size + b"\r\n--b--\r\n"
        before = busy(doors.server)
        raw(doors.server, head(f"/imports?csrf={admin.csrf}", *lines, "connection: close") + b"".join(b"1\r\n%c\r\n" % byte for byte in body) + b"0\r\n\r\n", 60, half=True)
        took.append(busy(doors.server) - before)
    # Eight times the bytes: 64 times as long if each piece were looked through from the beginning.
    doors.check("a field in one-byte pieces takes linear time", True, took[1] < 0.3 + 24 * max(took[0], 0.02) or took)


def is_open(wire):
    try:
        return bool(wire.recv(1))
    except BlockingIOError:
        return True
    except OSError:
        return False


def crowd(doors):
    held = []
    try:
        for _ in range(600):
            wire = socket.create_connection(("127.0.0.1", doors.server.port), 5)
            held.append(wire)
        for wire in held:
            wire.setblocking(False)
        for _ in range(100):
            open_ones = sum(map(is_open, held))
            if open_ones <= 512:
                break
            time.sleep(0.1)
        doors.check("of 600 connections of one address so many stay open", True, 400 <= open_ones <= 512 or open_ones)
    finally:
        for wire in held:
            wire.close()
    time.sleep(0.2)
    doors.check("and when they are gone, the next is served", 200, Connection(doors.server.port).ask("GET", "/healthz").status)


def names(doors):
    for name in ("\u200b", "\u2060\u2060", "\u00ad", "\u3164", "\u115f", "\uffa0", "\u2800", "\u200d", "\u200e", "\ufe0f", "\U000e0041", "\u0301"):
        body = {"last_name": name, "phone": doors.stage.phone(), "organization": doors.stage.home["id"]}
        answer = doors.stage.chief.api("POST", "/api/v1/contacts", body)
        errors = [(error["field"], error["code"]) for error in answer.json.get("errors", [])]
        doors.check(f"a name of U+{ord(name[0]):04X} alone", (422, [("last_name", "invisible")]), (answer.status, errors))
    partner = doors.stage.chief.api("POST", "/api/v1/organizations", {"name": "\u3164\u3164", "kind": "network", "asns": []})
    doors.check("a partner of that name", 422, partner.status)
    doors.stage.make(doors.stage.home["id"], last_name="क्\u200dष")


def cells(doors):
    """No part of a cell is a formula, wherever a spreadsheet splits the line."""
    admin = somebody(doors, "admin", doors.stage.home["id"])
    for title in ("x;=1+1", 'x; "@SUM(A1)', "=1+1", "a;'-2", "b;＝3"):
        doors.stage.make(doors.stage.home["id"], title=title)
    text = admin.page("/users.csv").text
    found = [cell for cell in re.split(r"[;\t\n\r]", text) if re.match(r"""["' ]*[=+\-@＝＋－＠]""", cell) and not re.match(r"""["]*'""", cell.lstrip())]
    doors.check("formulas of users.csv where it is split at semicolons", [], found)
    doors.check("and marked where they stand", True, "x;'=1+1" in text and "'=1+1" in text)


def newest(person):
    return person.api("GET", "/api/v1/activity?limit=1").json["items"][0]["number"]


def heads(doors):
    stage, home = doors.stage, doors.stage.home["id"]
    admin = somebody(doors, "admin", home)
    archive = stage.archive(home)
    files = ["/users.csv", "/activity.csv", "/told.csv", "/sites.csv", "/tokens.csv", "/permissions.csv", f"/organization/archives/{archive}/file",
             f"/users/{admin.contact}/person.json"]
    before = newest(admin)
    answers = [admin.connection.ask("HEAD", path, admin.browsing({})).status for path in files]
    answers.append(admin.connection.ask("HEAD", f"/api/v1/archives/{archive}/file", {"authorization": f"Bearer {admin.bearer}"}).status)
    doors.check("HEAD of every file is answered", True, all(code in (200, 403) for code in answers) or answers)
    refused = sum(code == 403 for code in answers)
    doors.check("HEAD of every file leaves nothing in the log", before + refused, newest(admin))
    chief = stage.chief
    chief.page(f"/users?organization={home}")  # a look, which is recorded once an hour
    before, own = newest(admin), newest(chief)
    for path in (f"/users.csv?organization={home}", "/mail.csv", "/organizations.csv", f"/users/{admin.contact}/person.json?organization={home}"):
        chief.connection.ask("HEAD", path, chief.browsing({}))
    doors.check("nor does the operator's", (before, own), (newest(admin), newest(chief)))
    other = stage.other["id"]
    witness = somebody(doors, "admin", other)
    before = newest(witness)
    chief.connection.ask("HEAD", f"/users?organization={other}", chief.browsing({}))
    doors.check("HEAD of a partner's page is no look", before, newest(witness))
    admin.page("/users.csv")
    doors.check("GET of one is recorded", "contact.export", admin.api("GET", "/api/v1/activity?limit=1").json["items"][0]["action"])


def refusals(doors):
    admin, reader = somebody(doors, "admin", doors.stage.home["id"]), somebody(doors, "read_only", doors.stage.home["id"])
    before = newest(admin)
    ids = [str(uuid.UUID(int=uuid.uuid4().int & ~(0xF << 76) | 7 << 76)) for _ in range(50)]
    for id in ids:
        reader.api("GET", f"/api/v1/contacts/{id}")
    for id in ids:
        reader.api("DELETE", f"/api/v1/contacts/{id}")
    new = [entry for entry in everything(admin, "/api/v1/activity?outcome=refused&limit=200") if entry["number"] > before]
    doors.check("50 random ids that are not there: entries, and what they count", [("contact.delete", 49), ("contact.view", 49)],
                sorted((entry["action"], entry["repeats"]) for entry in new)[:4])


def demo(doors):
    port = doors.server.port
    for host, expected in [
        ("evil.example", 421), (f"evil.example:{port}", 421), ("localhost.evil.example", 421), ("127.0.0.1.evil.example", 421), ("0.0.0.0", 421),
        ("192.0.2.1", 421), (f"localhost:{port}", 200), (f"127.0.0.1:{port}", 200), ("[::1]", 200), ("LOCALHOST", 200),
    ]:
        for path in ("/demo/mail.json", "/demo/personas.json", "/api/v1/openapi.json"):
            got, _ = raw(doors.server, f"GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n".encode())
            doors.check(f"the demo's {path} under {host}", expected, status(got))
    persona = [("persona", doors.stage.chief.id)]
    for headers, expected in [({"sec-fetch-site": "cross-site"}, 403), ({"origin": "http://evil.example"}, 403), ({}, 303)]:
        answer = Connection(port).ask("POST", "/demo/sign-in", {"accept": "text/html"} | headers, form=persona)
        doors.check(f"a form that signs in to the demo, sent with {headers}", expected, answer.status)
    for after, expected in [("/sites", "/sites"), ("//evil.example/", "/"), ("https://evil.example/", "/"), ("/\\evil.example", "/")]:
        answer = Connection(port).ask("POST", "/demo/sign-in", {"accept": "text/html"}, form=persona + [("next", after)])
        doors.check(f"stepping into the demo goes on to {after}", (303, expected), (answer.status, answer.header("location")))


# -- slow ones -----------------------------------------------------------------------------------------------------------


def narrow(port):
    """A connection of little buffers, so that what is not read is not sent."""
    wire = socket.socket()
    wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 536)
    wire.settimeout(20)
    wire.connect(("127.0.0.1", port))
    return wire


def read(wire, most=None, before=b""):
    """What comes after `before`, up to `most` bytes or the end of an answer in chunks, and how the connection is then."""
    got = b""
    try:
        while part := wire.recv(4096):
            got += part
            if most and len(got) >= most or (before + got).endswith(b"\r\n0\r\n\r\n"):
                return got, "open"
        return got, "closed"
    except ConnectionResetError:
        return got, "reset"
    except TimeoutError:
        return got, "silent"


def slow(doors):
    """With three seconds for a head, for 32 KiB and between requests, where people have 15, 30 and 75."""
    with Server("sqlite", settings={"STAGEDOOR_TEST_SECONDS": "3"}) as server:
        stage = Stage(server, SEED)
        home = stage.home["id"]
        people = [{"do": "create", "contact": {"last_name": f"Slow{n}", "phone": f"+4930{n:07d}", "title": "x" * 120}} for n in range(1000)]
        stage.must("POST", "/api/v1/contacts/bulk", {"organization": home, "operations": people})
        admin = stage.person("admin", home)
        with ThreadPoolExecutor(4) as pool:
            ends = [pool.submit(one, server.port, admin) for one in (slow_reader, no_reader, dripping, steady)]
            for (what, expected), end in zip((
                ("a slow download ends when it is whole, not after a time", "whole, after more than 7 s"), ("a reader that reads nothing is cut off, and sees it", "cut off"),
                ("a body that drips is ended", "ended"), ("a slow upload is taken whole", "201, after more than 7 s"),
            ), ends):
                doors.check(what, expected, end.result())


def download(port, admin):
    wire = narrow(port)
    wire.sendall(f"GET /users.csv HTTP/1.1\r\nhost: localhost\r\ncookie: {admin.cookie}\r\n\r\n".encode())
    return wire


def slow_reader(port, admin):
    wire, begun, got = download(port, admin), time.monotonic(), b""
    while not got.endswith(b"\r\n0\r\n\r\n"):
        part, end = read(wire, 16_000, before=got[-8:])
        got += part
        if end != "open":
            return f"{end} after {len(got)} bytes"
        time.sleep(0.7)
    took = time.monotonic() - begun
    return "whole, after more than 7 s" if took > 7 else f"whole, after {took:.1f} s: {len(got)} bytes are too few"


def no_reader(port, admin):
    wire = download(port, admin)
    time.sleep(6)
    got, end = read(wire)
    return "cut off" if end in ("closed", "reset") and not got.endswith(b"0\r\n\r\n") else f"{end} after {len(got)} bytes: {got[-20:]}"


def dripping(port, _):
    wire = socket.create_connection(("127.0.0.1", port), 10)
    wire.sendall(head("/sign-in", "content-type: application/x-www-form-urlencoded", "content-length: 9000"))
    wire.settimeout(0.3)
    for _ in range(100):
        try:
            wire.sendall(b"a")
            return f"answered {wire.recv(100)}" if wire.recv(100) else "ended"
        except TimeoutError:
            pass
        except OSError:
            return "ended"
    return "not ended"


def steady(port, admin):
    wire, begun = socket.create_connection(("127.0.0.1", port), 30), time.monotonic()
    rows = b"last_name,phone\r\n" + b"".join(b"Drip%d,+49301%06d\r\n" % (n, n) for n in range(9000))
    wire.sendall(head("/api/v1/imports?kind=contacts", f"authorization: Bearer {admin.bearer}", "content-type: text/csv", f"content-length: {len(rows)}"))
    for place in range(0, len(rows), 16_000):
        wire.sendall(rows[place:place + 16_000])
        time.sleep(0.6)
    got, took = wire.recv(65536), time.monotonic() - begun
    return f"{status(got)}, after {'more than 7 s' if took > 7 else f'{took:.1f} s'}"
