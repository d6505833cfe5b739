#!/usr/bin/env python3
"""The examples of the API page run as they stand: every command line that reads or creates, given to a shell with TOKEN in
the environment, gets the status that the page promises, or 403 where an Admin may not do it. Writes
examples.jsonl, one line an example."""

import html
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor

from common import DATABASES, SEED, Journal, Server, everything
from stage import Stage

CALL = re.compile(r'<summary><code>(\S+) (\S+)</code>.*?<code>(curl [^<]*)</code>.*?<p class="hint">Answer (\d+)</p>', re.DOTALL)


def examples(page):
    """Of each call of the page: method, path, command line, promised status."""
    first = html.unescape(re.search(r"<code>(curl [^<]*)</code>", page)[1])  # stands above the calls
    yield "GET", "/api/v1/contacts", first, 200
    for method, path, line, status in CALL.findall(page):
        yield method, path, html.unescape(line), int(status)


def run(line, token):
    """What a shell gets: the status and the body."""
    done = subprocess.run(["bash", "-c", f"{line} --silent --show-error --write-out '\\n%{{http_code}}'"], env=os.environ | {"TOKEN": token},
                          capture_output=True, text=True, timeout=60)
    body, _, status = done.stdout.rpartition("\n")
    return int(status) if done.returncode == 0 else done.stderr.strip(), body


def tried(database):
    """The lines of the examples that an Admin reads."""
    with Server(database) as server:
        stage = Stage(server, SEED)
        reader = stage.person("admin", stage.home["id"])
        made = reader.api("POST", "/api/v1/tokens", {"name": "Examples", "level": "admin", "days": 1}).json
        may = {cell["action"] for cell in everything(reader, "/api/v1/permissions") if cell["level"] == "admin" and cell["reach"] != "none"}
        document = reader.api("GET", "/api/v1/openapi.json").json["paths"]
        lines = []
        for method, path, line, status in examples(reader.page("/api").text):
            creates = method == "POST" and "{" not in path
            if method != "GET" and not creates:
                continue
            in_person = path.startswith("/api/v1/tokens")  # no token makes or sees tokens: these run with the session of the reader
            ran = line.replace("/tokens/ID", f"/tokens/{made['token']['id']}")  # the page names none
            if "/ID" in ran:  # the reader's organization has none
                continue
            permission = re.search(r"Permission: ([\w.]+?)\.$", document[path][method.lower()]["description"])[1]
            expected = status if permission in may else 403
            got, body = run(ran, reader.bearer if in_person else made["secret"])
            if creates and got == 201 and "contacts" in path:  # the next example makes the same
                reader.api("DELETE", f"{path}/{json.loads(body)['id']}")
            lines.append({"db": database, "method": method, "path": path, "example": line, "expected": expected, "got": got}
                         | ({"answer": body[:300]} if got != expected else {}))
        return lines


def main():
    print(f"examples: seed {SEED}", flush=True)
    journal = Journal("examples")
    with ProcessPoolExecutor(len(DATABASES)) as pool:
        for lines in pool.map(tried, DATABASES):
            for line in lines:
                journal.write(line)
    journal.close()
    print(f"examples: {journal.lines} examples, {len(journal.wrong)} failures")
    sys.exit(1 if journal.wrong or not journal.lines else 0)


if __name__ == "__main__":
    main()
