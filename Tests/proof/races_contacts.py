"""Races over what a contact says."""

from arena import WIDTH, statuses, trouble, won
from common import entries, everything, query
from stage import CONTACTS


class PromotedWhileEdited:
    """Engineering edits a contact at none or Read-only while an Admin promotes it. Whoever edits successfully did so before
    the promotion: by the versions that were answered, and once more by the audit log."""

    def __init__(self, arena):
        self.arena, self.stage = arena, arena.stage
        home = self.stage.home["id"]
        self.admin, self.engineer = self.stage.person("admin", home), self.stage.person("engineering", home)
        self.targets = [self.stage.make(home), self.stage.make(home, "read_only")]
        self.log = []

    def round(self, random):
        contact = random.choice(self.targets)
        path = f"{CONTACTS}/{contact['id']}"
        shots = [self.arena.shot(self.engineer, "PATCH", path, {"title": f"Edit {self.stage.word()}"}) for _ in range(WIDTH - 1)]
        place = random.randrange(WIDTH)
        shots.insert(place, self.arena.shot(self.admin, "PUT", f"{path}/access", {"level": "engineering"}))
        answers = self.arena.fire(shots)
        violation = trouble(answers, 200, 403) or self.order(answers, place, path)
        self.log.append([answer and answer.header("x-request-id") for answer in answers[place:place + 1] + [answers[i] for i in won(answers) if i != place]])
        self.back(contact, path)
        return statuses(answers), violation

    def order(self, answers, place, path):
        if answers[place].status != 200:
            return f"the promotion was answered {answers[place].status}"
        promoted = answers[place].json["version"]
        edits = [answers[i].json for i in won(answers) if i != place]
        if any(edit["version"] > promoted for edit in edits):
            return f"edited at version {max(e['version'] for e in edits)}, promoted at {promoted}"
        now = self.stage.must("GET", path)
        last = max(edits, key=lambda edit: edit["version"], default=None)
        if last and now["title"] != last["title"]:
            return f"the last edit said {last['title']!r}, there stands {now['title']!r}"
        if now["level"] != "engineering":
            return f"the level is {now['level']}"
        return None

    def back(self, contact, path):
        if contact["level"] == "none":
            self.stage.must("DELETE", f"{path}/access")
        else:
            self.stage.must("PUT", f"{path}/access", {"level": "read_only"})

    def settle(self, lines):
        """By the audit log: the entry of each edit stands before that of its promotion."""
        numbers = {}
        for entry in entries(self.arena.server):
            numbers.setdefault(entry["request"], entry["number"])
        for line, (promotion, *edits) in zip(lines, self.log):
            late = [edit for edit in edits if edit not in numbers or numbers[edit] > numbers.get(promotion, 0)]
            if late and line["violation"] is None:
                line["violation"] = line["got"] = f"the log holds {len(late)} edits after the promotion, or not at all"


class EmailTaken:
    """Sixteen want one address, by creating a contact with it and by editing one: exactly one gets it."""

    def __init__(self, arena):
        self.arena, self.stage = arena, arena.stage
        self.home = self.stage.home["id"]
        self.people = [self.stage.person("admin", self.home), self.stage.person("engineering", self.home)]
        self.editable = [self.stage.make(self.home)["id"] for _ in range(WIDTH // 2)]

    def round(self, random):
        address = self.stage.address()
        shots = []
        for index in range(WIDTH):
            spelled = random.choice([address, address.upper(), f" {address} "])  # one address all the same
            person = random.choice(self.people)
            if index < len(self.editable):
                shots.append(self.arena.shot(person, "PATCH", f"{CONTACTS}/{self.editable[index]}", {"email": spelled}))
            else:
                shots.append(self.arena.shot(person, "POST", CONTACTS, self.stage.details() | {"email": spelled}))
        order = list(range(WIDTH))
        random.shuffle(order)
        answers = self.arena.fire([shots[i] for i in order])
        winners = won(answers)
        violation = trouble(answers, 200, 201, 409, 422)
        if len(winners) != 1:
            violation = f"{len(winners)} won"
        holders = [c for c in everything(self.stage.chief, query(CONTACTS, organization=self.home, search=address, limit=50))
                   if (c["email"] or "").lower() == address]
        if len(holders) != 1:
            violation = f"{len(holders)} contacts have the address"
        for holder in holders:
            if holder["id"] not in self.editable:
                self.stage.must("DELETE", f"{CONTACTS}/{holder['id']}")
        return statuses(answers), violation
