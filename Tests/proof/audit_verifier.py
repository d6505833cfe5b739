"""A second verifier of the audit log, independent of the first: python3 audit_verifier.py EXPORT CHECKPOINTS KEYS

EXPORT is what `stagedoor audit export` prints; CHECKPOINTS and KEYS are `checkpoints.jsonl` and `checkpoint-keys.txt`.
Prints what is broken where and exits 1, or prints the counts and exits 0. Needs the package `cryptography`.
"""

import base64
import hashlib
import json
import re
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()


def decode(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def read_keys(text):
    fields = [line.split(" ") for line in text.split("\n") if line]
    return {name: Ed25519PublicKey.from_public_bytes(decode(key)) for _, name, key in fields}


def read_checkpoints(lines, keys, must):
    """Yields problems, and fills `must` with what was seen where, and by which: {(chain, number): (hash, checkpoint)}."""
    hashes, last = [""], {}
    for place, line in enumerate(lines, 1):
        match = re.fullmatch(r'(\{.*),"signature":"([\w-]{86})"\}', line)
        try:
            checkpoint = json.loads(line)
            keys[checkpoint["key"]].verify(decode(match[2]), (match[1] + "}").encode())
            if base64.urlsafe_b64encode(decode(match[2])).decode().rstrip("=") != match[2]:
                raise ValueError("more than one way to write the signature")
        except (ValueError, KeyError, TypeError, InvalidSignature) as error:
            yield f"checkpoint {place}: not signed, or not a checkpoint ({error!r})"
            hashes.append(sha(line))
            continue
        if checkpoint["number"] != place or checkpoint["previous"] != hashes[-1]:
            yield f"checkpoint {place}: does not follow the one before"
        if restored := checkpoint.get("restored_from"):
            number = restored["number"]
            if not (0 <= number < place) or restored["hash"] != hashes[number]:
                yield f"checkpoint {place}: was restored from an unknown one"
            for where in [where for where, seen in must.items() if seen[1] > number]:
                del must[where]
            last.clear()
            for chain, entries in must:
                last[chain] = max(last.get(chain, 0), entries)
        for head in checkpoint["heads"]:
            where = (head["chain"], head["entries"])
            if head["entries"] < last.get(head["chain"], 0) or must.get(where, (head["hash"],))[0] != head["hash"]:
                yield f"checkpoint {place}: chain {head['chain']} was put back"
            must.setdefault(where, (head["hash"], place))
            last[head["chain"]] = head["entries"]
        hashes.append(sha(line))


def fields(body):
    """The places in a body at which values may stand: (name, what stands there)."""
    yield "actor.name", body["actor"]["name"]
    yield "label", body["label"]
    yield "address", body["address"]
    for index, change in enumerate(body["changes"]):
        yield f"changes.{index}.before", change["before"]
        yield f"changes.{index}.after", change["after"]


def check_entry(entry, body):
    """Yields what in an entry contradicts its body."""
    columns = {"chain": body["chain"], "number": body["number"], "at": body["at"], "action": body["action"],
               "outcome": body["outcome"], "actor": body["actor"]["id"], "target": body["target"]}
    yield from (f"the column {name} differs from the body" for name in columns if columns[name] != entry[name])
    digests = {name: field["digest"] for name, field in fields(body) if isinstance(field, dict) and "digest" in field}
    for name, stored in entry["values"].items():
        if len(stored["salt"]) != 32 or digests.get(name) != sha(stored["salt"] + stored["value"]):
            yield f"the value {name} is not the one that was chained"


def read_log(lines, must):
    """Yields problems of the export; `must` is what checkpoints saw."""
    heads, ends = {}, {}
    for row in map(json.loads, lines):
        if "entries" in row:
            if row["chain"] in heads:
                yield f"chain {row['chain']}: two heads"
            heads[row["chain"]] = (row["entries"], row["hash"])
            continue
        place = f"chain {row['chain']} entry {row['number']}"
        number, previous = ends.get(row["chain"], (0, ""))
        if row["number"] != number + 1:
            yield f"{place}: comes after entry {number}"
        if row["hash"] != sha(previous + "\n" + row["body"]):
            yield f"{place}: the hash does not follow"
        if must.pop((row["chain"], row["number"]), (row["hash"],))[0] != row["hash"]:
            yield f"{place}: a checkpoint saw another entry"
        try:
            yield from (f"{place}: {problem}" for problem in check_entry(row, json.loads(row["body"])))
        except (ValueError, KeyError, TypeError) as error:
            yield f"{place}: the body cannot be read ({error!r})"
        ends[row["chain"]] = (row["number"], row["hash"])
    yield from (f"chain {chain} entry {number}: a checkpoint saw it, and it is gone" for chain, number in must)
    for chain in heads.keys() | ends.keys():
        if heads.get(chain) != ends.get(chain, (0, "")):
            yield f"chain {chain}: ends otherwise than its head says"


def verify(export, checkpoints, keys):
    """All problems. `export` and `checkpoints` are lists of lines, `keys` is what read_keys makes."""
    problems, must = [], {}
    problems += read_checkpoints(checkpoints, keys, must)
    return problems + list(read_log(export, must))


def main():
    export, checkpoints, keys = (open(path, encoding="utf-8").read() for path in sys.argv[1:4])
    # What follows the last line end was never finished, so it was never told to anyone.
    lines = [text.split("\n")[:-1] for text in (export, checkpoints)]
    problems = verify(*lines, read_keys(keys))
    for problem in problems:
        print(problem)
    rows = [json.loads(line) for line in lines[0]]
    chains = sum("entries" in row for row in rows)
    counts = f"audit: {len(rows) - chains} entries, {chains} chains, {len(lines[1])} checkpoints"
    print(f"{counts}, {len(problems)} broken" if problems else f"{counts}, ok")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
