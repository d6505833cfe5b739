"""A second verifier of the audit log, independent of the first: python3 audit_verifier.py EXPORT CHECKPOINTS KEYS

EXPORT is what `stagedoor audit export` prints; CHECKPOINTS and KEYS are `checkpoints.jsonl` and `checkpoint-keys.txt`.
Prints what is broken first and exits 1, or prints the counts and exits 0. Needs the package `cryptography`.
"""

import json
import re
import sys
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from itertools import chain
from operator import itemgetter

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def check(holds, otherwise):
    if not holds:
        raise ValueError(otherwise)


def sha(text):
    return sha256(text.encode()).hexdigest()


def read_checkpoints(lines, keys, seen):
    """Yields where it reads; fills `seen` with {(chain, number): (hash, which checkpoint saw it first)}."""
    hashes, last = [""], {}
    for place, line in enumerate(lines, 1):
        yield f"checkpoint {place}"
        text, signature = re.fullmatch(r'(\{.*),"signature":"([\w-]{86})"\}', line).groups()
        raw, checkpoint = urlsafe_b64decode(signature + "=="), json.loads(line)
        keys[checkpoint["key"]].verify(raw, (text + "}").encode())
        check(urlsafe_b64encode(raw).decode() == signature + "==", "its signature can be written otherwise")
        check((checkpoint["number"], checkpoint["previous"]) == (place, hashes[-1]), "it does not follow the one before")
        if restored := checkpoint.get("restored_from"):
            check((restored["number"], restored["hash"]) in enumerate(hashes), "it was restored from an unknown one")
            for where in [where for where, (_, by) in seen.items() if by > restored["number"]]:
                del seen[where]
            last = dict(sorted(seen))
        for chain, number, head in map(itemgetter("chain", "entries", "hash"), checkpoint["heads"]):
            check(number >= last.get(chain, 0) and seen.setdefault((chain, number), (head, place))[0] == head, f"chain {chain} was put back")
            last[chain] = number
        hashes.append(sha(line))


def read_log(rows, seen):
    """Yields where it reads. Each entry follows the one before, is the one that checkpoints saw, and says what was chained."""
    ends = {}
    for row in [row for row in rows if "body" in row]:
        number, before = ends.get(row["chain"], (0, ""))
        yield f"chain {row['chain']} entry {row['number']}"
        check(row["number"] == number + 1 and row["hash"] == sha(before + "\n" + row["body"]), f"it does not follow entry {number}")
        check(seen.pop((row["chain"], row["number"]), (row["hash"], 0))[0] == row["hash"], "a checkpoint saw another entry")
        body = json.loads(row["body"])
        columns = body | {"actor": body["actor"]["id"]}
        for column in ("chain", "number", "at", "action", "outcome", "target", "actor"):
            check(row[column] == columns[column], f"the column {column} differs from the body")
        fields = {"actor.name": body["actor"]["name"], "label": body["label"], "address": body["address"]}
        fields |= {f"changes.{index}.{side}": change[side] for index, change in enumerate(body["changes"]) for side in ("before", "after")}
        for name, value in row["values"].items():
            check(len(value["salt"]) == 32 and fields.get(name) == {"digest": sha(value["salt"] + value["value"])}, f"the value {name} was not chained")
        ends[row["chain"]] = (row["number"], row["hash"])
    yield "the ends of the chains"
    check(not seen, f"checkpoints saw entries that are gone: {sorted(seen)[:5]}")
    heads = sorted((row["chain"], (row["entries"], row["hash"])) for row in rows if "body" not in row)
    check(heads == sorted((dict.fromkeys(dict(heads), (0, "")) | ends).items()), "they are not where the heads say")


def verify(rows, checkpoints, keys):
    """What is broken first, or None. What cannot be read is not what was written, so that every error counts."""
    place, seen = "the files", {}
    try:
        for place in chain(read_checkpoints(checkpoints, keys, seen), read_log(rows, seen)):
            pass
    except Exception as error:
        return f"{place}: {error} ({type(error).__name__})"


def read_keys(lines):
    return {name: Ed25519PublicKey.from_public_bytes(urlsafe_b64decode(key + "=")) for _, name, key in map(str.split, lines)}


def main():
    # What follows the last line end was never finished, so it was never told to anyone.
    export, checkpoints, keys = (open(path, encoding="utf-8").read().split("\n")[:-1] for path in sys.argv[1:4])
    rows = [json.loads(line) for line in export]
    chains = sum("entries" in row for row in rows)
    problem = verify(rows, checkpoints, read_keys(keys))
    print(f"audit: {len(rows) - chains} entries, {chains} chains, {len(checkpoints)} checkpoints, {problem or 'ok'}")
    sys.exit(1 if problem else 0)


if __name__ == "__main__":
    main()
