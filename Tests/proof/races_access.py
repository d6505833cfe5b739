"""Races over who may come in: the last Admin, one invitation accepted many times, suspension against requests under way."""

from arena import WIDTH, statuses, trouble, won
from common import everything, query
from guests import guests
from stage import CONTACTS, PASSPHRASE


class LastAdmin:
    """Two or three Admins lower, revoke, suspend and delete each other and themselves: one who can still sign in remains."""

    def __init__(self, arena):
        self.arena, self.stage = arena, arena.stage
        self.place = self.stage.found()
        self.team = guests(self.stage, self.place, ["admin"] * 3)

    def round(self, random):
        size = random.choice((2, 2, 3))
        for index, guest in enumerate(self.team):
            guest.come_in("admin" if index < size else "read_only")
        shots = [self.shot(random, self.team[:size]) for _ in range(WIDTH)]
        answers = self.arena.fire(shots)
        violation = trouble(answers, 200, 204, 401, 403, 404, 409)
        path = query(CONTACTS, organization=self.place, level="admin", status="active")
        left = len(everything(self.stage.chief, path))
        if left == 0:
            violation = "no Admin is left"
        return f"{size} Admins, {left} left: {statuses(answers)}", violation

    def shot(self, random, team):
        actor, target = random.choice(team), random.choice(team)
        path = f"{CONTACTS}/{target.contact}"
        method, path, body = random.choice([
            ("PUT", f"{path}/access", {"level": random.choice(["engineering", "read_only"])}), ("PUT", f"{path}/access", {"level": "engineering"}),
            ("DELETE", f"{path}/access", None), ("POST", f"{path}/access/suspend", None), ("DELETE", path, None)])
        return self.arena.shot(actor, method, path, body)


class Invitation:
    """One link, accepted sixteen times at once: by a guest who is signed in, or (every tenth round, since each costs the hash
    of a passphrase) as a new person."""

    def __init__(self, arena):
        self.arena, self.stage = arena, arena.stage
        self.place = self.stage.found()
        [self.guest] = guests(self.stage, self.place, ["read_only"])
        self.count = 0

    def round(self, random):
        self.count += 1
        if self.count % 10 == 0:
            contact = self.stage.make(self.place, "read_only")
            token = self.stage.link(contact)
            answers = self.arena.fire([self.as_new(token) for _ in range(WIDTH)])
        else:
            self.stage.must("DELETE", f"{CONTACTS}/{self.guest.contact}/access")
            contact = self.stage.contact(self.guest.contact)
            token = self.guest.invite("read_only")
            self.guest.sign_in_elsewhere()
            self.guest.elsewhere.token()
            answers = self.arena.fire([self.as_guest(token) for _ in range(WIDTH)])
        let_in = [answer for answer in answers if answer and answer.status == 303 and "/sign-in" not in (answer.header("location") or "")]
        violation = trouble(answers, 303, 403, 404, 409, 410)
        if len(let_in) != 1:
            violation = f"{len(let_in)} got in: {statuses(answers)}"
        now = self.stage.contact(contact["id"])
        if now["status"] != "active" or now["version"] <= contact["version"]:
            violation = f"the contact is {now['status']}"
        return statuses(answers), violation

    def as_new(self, token):
        door = self.arena.door
        return self.arena.form(None, f"/invitation/{token}", [("csrf", door.csrf), ("passphrase", PASSPHRASE), ("passphrase_again", PASSPHRASE)], door.cookie)

    def as_guest(self, token):
        return self.arena.form(self.guest.elsewhere, f"/invitation/{token}", [("csrf", self.guest.elsewhere.csrf)])


class SuspendedWhileRequesting:
    """A person reads and writes while an Admin suspends or revokes them, or the operator their organization: no request that
    starts after the acknowledgement succeeds."""

    def __init__(self, arena):
        self.arena, self.stage = arena, arena.stage
        self.place = self.stage.found()
        self.admin, self.victim = guests(self.stage, self.place, ["admin", "engineering"])

    def round(self, random):
        how = random.choice(("suspend", "suspend", "revoke", "organization"))
        path = f"{CONTACTS}/{self.victim.contact}"
        first = {"suspend": lambda: self.arena.shot(self.admin, "POST", f"{path}/access/suspend"),
                 "revoke": lambda: self.arena.shot(self.admin, "DELETE", f"{path}/access"),
                 "organization": lambda: self.arena.shot(self.stage.chief, "POST", f"/api/v1/organizations/{self.place}/suspend")}[how]()
        acknowledged, meanwhile, later = self.arena.fire_after(first, self.requests(random, path), self.requests(random, path))
        violation = trouble(meanwhile, 200, 401, 403, 409) or trouble(later, 401)
        if won(later):
            violation = f"{len(won(later))} requests succeeded after the acknowledgement"
        elif acknowledged.status != 200:
            violation = f"the {how} was answered {acknowledged.status}"
        elif how != "organization":
            edits = [answer.json["version"] for answer in meanwhile if answer and answer.status == 200 and answer.header("etag")]
            if any(version > acknowledged.json["version"] for version in edits):
                violation = "edited after it was suspended"
        self.back(how)
        return f"{how}: {statuses(meanwhile)}, then {statuses(later)}", violation

    def requests(self, random, path):
        kinds = [lambda: self.arena.shot(self.victim, "GET", f"{CONTACTS}?limit=5"), lambda: self.arena.shot(self.victim, "GET", path),
                 lambda: self.arena.shot(self.victim, "PATCH", path, {"title": f"Under way {self.stage.word()}"})]
        return [random.choice(kinds)() for _ in range(WIDTH - 1)]

    def back(self, how):
        if how == "organization":
            self.stage.must("POST", f"/api/v1/organizations/{self.place}/resume")
            for guest in (self.admin, self.victim):
                if guest.sign_in().status != 200:
                    raise RuntimeError("cannot sign in after the organization was resumed")
        else:
            self.victim.come_in("engineering")
