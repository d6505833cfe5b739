"""People who join an organization made for a race with the sign-in they have elsewhere, so that they can come back as often
as they are thrown out: no passphrase is hashed for it."""

from common import Person
from stage import CONTACTS


class Guest(Person):
    """A persona of the demo, and the portal user of the same account in another organization."""

    def __init__(self, stage, persona, organization, level):
        super().__init__(stage.server, persona)
        self.stage = stage
        self.elsewhere = Person(stage.server, persona)
        self.address = stage.contact(persona["contact"])["email"]
        self.organization = organization
        self.level = level
        self.contact = None
        self.come_in(level)

    def state(self):
        found = self.contact and self.stage.contact_or_none(self.contact)
        return (found["level"], found["status"]) if found else (None, None)

    def come_in(self, level):
        """Whatever happened, the guest is active at `level` again, and signed in."""
        now = self.state()
        if now[1] in ("active", "suspended"):
            if now != (level, "active"):  # a suspension ends with it
                self.stage.must("PUT", f"{CONTACTS}/{self.contact}/access", {"level": level})
            if now[1] == "suspended" and self.sign_in().status != 200:
                raise RuntimeError(f"{self.address} cannot come back: {self.state()}")
            return
        if now[0] is None:
            self.contact = self.id = self.stage.make(self.organization, "none", email=self.address)["id"]
        self.accept(self.invite(level))
        if self.sign_in().status != 200:
            raise RuntimeError(f"{self.address} cannot come back: {self.state()}")

    def invite(self, level):
        """A link for the guest, who is not active, at `level`."""
        return self.stage.link(self.stage.contact(self.contact) | {"level": level, "status": "none"})

    def accept(self, token):
        self.sign_in_elsewhere()
        return self.stage.accept(token, self.elsewhere)

    def sign_in_elsewhere(self):
        self.elsewhere.cookie = None
        answer = self.elsewhere.sign_in()
        if answer.status != 200:
            raise RuntimeError(f"{self.address} cannot sign in at home: {answer.status}")


def guests(stage, organization, levels):
    """One guest for each of `levels`, from partners that nobody else uses."""
    free = [p for p in stage.personas if p["status"] == "active" and p["organization"] != stage.operator and p["contact"] not in stage.reserved]
    chosen = free[:len(levels)]
    stage.reserved |= {persona["contact"] for persona in chosen}
    return [Guest(stage, persona, organization, level) for persona, level in zip(chosen, levels, strict=True)]
