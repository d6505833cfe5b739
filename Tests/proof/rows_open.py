"""The rows of the walk for what is open to everyone: the way in and out, health, files. The list may only shrink."""

import oracle
from common import query
from targets import who
from walk import Trial

# What each answers to a made-up link, an unfinished form, or nothing at all, whoever asks. 403: a form without the token that
# its page carries. 303 from the sign-in: somebody is signed in already.
HERE, LINK, FORM = {200}, {404, 410}, {200, 303, 403, 404, 409, 410, 422}
OPEN = {
    ("GET", "/healthz"): HERE, ("GET", "/readyz"): HERE, ("GET", "/robots.txt"): HERE, ("GET", "/.well-known/security.txt"): HERE,
    ("GET", "/assets/{name}"): {404}, ("GET", "/cannot-sign-in"): HERE, ("GET", "/sign-in"): {200, 303}, ("GET", "/sign-in/code"): {200, 303},
    ("POST", "/sign-in"): FORM, ("POST", "/sign-in/code"): FORM, ("POST", "/sign-in/link"): FORM,
    ("GET", "/sign-in/link/{token}"): LINK, ("POST", "/sign-in/link/{token}"): FORM, ("POST", "/sign-in/passkey"): FORM, ("POST", "/sign-in/passkey/options"): FORM,
    ("GET", "/invitation/{token}"): LINK, ("POST", "/invitation/{token}"): FORM, ("POST", "/invitation/{token}/passkey"): FORM,
    ("GET", "/first-admin/{token}"): LINK, ("POST", "/first-admin/{token}"): FORM, ("GET", "/recovery/{token}"): LINK, ("POST", "/recovery/{token}"): FORM,
    ("GET", "/email/{token}"): LINK, ("POST", "/email/{token}"): FORM, ("GET", "/email-undo/{token}"): LINK, ("POST", "/email-undo/{token}"): FORM,
    ("POST", "/preferences"): FORM,
    # In the demo only.
    ("GET", "/demo"): HERE, ("GET", "/api/v1/openapi.json"): HERE, ("GET", "/demo/mail"): HERE, ("GET", "/demo/mail/{id}"): {404}, ("GET", "/demo/mail.json"): HERE, ("GET", "/demo/personas.json"): HERE,
    ("POST", "/demo/sign-in"): FORM,
}


def everyone(stage, person, route):
    path = route["path"].replace("{token}", "made-up-" + stage.word()).replace("{name}", "none.css").replace("{id}", stage.home["id"])
    allowed = OPEN[route["method"], route["path"]]
    if route["path"] == "/demo/mail.json" and who(person).level != "admin":
        return  # it grows with every mail of the walk: once is enough

    def send():
        answer = person.page(path) if route["method"] == "GET" else person.submit(path, {})
        if answer.status in allowed:
            answer.status = 200
        return answer
    yield Trial(person, "everyone", True, oracle.DONE, send, path, quiet=True)


def sign_out(stage, person, route):
    """One's own session ends; the walk goes on with another."""
    def effect(before, after, answer):
        again = person.page("/account")
        stage.restore(person)
        return None if again.status == 303 and "/sign-in" in (again.header("location") or "") else f"and /account answers {again.status}"
    expected = oracle.DONE if who(person).level else oracle.SIGNED_OUT
    yield Trial(person, "own session", True, expected, lambda: person.submit("/sign-out", {}), route["path"], effect=effect, leaves=True)


def end_sessions(stage, person, route):
    """Every session of one's own, this one too."""
    def effect(before, after, answer):
        again = person.api("GET", query("/api/v1/contacts", limit=1))
        stage.restore(person)
        return None if again.status == 401 else f"and the bearer is answered {again.status}"
    expected = oracle.DONE if who(person).level else oracle.SIGNED_OUT
    yield Trial(person, "own sessions", True, expected, lambda: person.submit("/account/sessions/end", {"which": "all"}), route["path"], effect=effect, leaves=True)


ROWS = {key: [everyone] for key in OPEN} | {("POST", "/sign-out"): [sign_out], ("POST", "/account/sessions/end"): [end_sessions]}
