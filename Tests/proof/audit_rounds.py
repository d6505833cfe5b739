"""Verifies many small logs with audit_verifier: python3 audit_rounds.py ROUNDS KEYS

ROUNDS holds them one after the other: a line with two numbers, so many lines of export, so many of checkpoints.
Prints a line for each: what is broken first, or `ok`.
"""

import json
import sys

from audit_verifier import read_keys, verify


def main():
    keys = read_keys(open(sys.argv[2], encoding="utf-8"))
    with open(sys.argv[1], encoding="utf-8", newline="\n") as rounds:
        for counts in rounds:
            entries, checkpoints = map(int, counts.split())
            export = [json.loads(rounds.readline()) for _ in range(entries)]
            problem = verify(export, [rounds.readline().rstrip("\n") for _ in range(checkpoints)], keys)
            print(problem.replace("\n", " ") if problem else "ok")


if __name__ == "__main__":
    main()
