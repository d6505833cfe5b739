"""A real SMTP server (aiosmtpd) for tests, on loopback, that misbehaves on request.

    python smtp_peer.py --store mails.jsonl --tls starttls --pki DIR --auth 'user:pass'

prints "ready PORT" when it listens. Every message received to its final dot is appended to --store as one JSON object a
line before it is answered: envelope, TLS and sign-in of the session, the raw message, and what Python's email package
reads in it. --pki DIR makes an authority and a certificate for localhost and 127.0.0.1; clients trust DIR/ca.pem.

The local part of a recipient chooses what happens to it (an optional "+anything" behind it is ignored):
    temporary-421, temporary-450, permanent-550   this reply to RCPT
    dot-451, dot-554                              this reply to the final dot (the message is not stored)
    hang-rcpt, hang-data, hang-dot                no answer there, ever (hang-dot: stored first)
    drop-dot                                      stored, then the line is cut before the 250
    slow                                          1 s before each answer from RCPT on
    anything else                                 accepted
"""

import argparse
import asyncio
import datetime
import email
import email.header
import email.policy
import email.utils
import ipaddress
import json
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

VERBS = ["connect", "ehlo", "starttls", "auth", "mail", "rcpt", "data", "noop", "quit"]
REPLIES = {
    "temporary-421": "421 4.3.2 closing for maintenance",
    "temporary-450": "450 4.2.1 <{to}> is busy, {to} may be tried later",
    "permanent-550": "550 5.1.1 <{to}>: no such user {local} here",
    "dot-451": "451 4.3.0 out of space",
    "dot-554": "554 5.7.1 refused for policy reasons",
}


def mode(address):
    return address.rpartition("@")[0].partition("+")[0]


async def hang():
    await asyncio.sleep(3600)


def mailboxes(raw, field):
    """Names and addresses of a header. Names by the older decoder of the library: the newer one keeps the white space
    between encoded words, against RFC 2047, section 6.2. Both must find the same addresses."""
    older = email.message_from_bytes(raw).get_all(field, [])
    newer = [a.addr_spec for header in email.message_from_bytes(raw, policy=email.policy.SMTP).get_all(field, [])
             for a in header.addresses]
    found = [[str(email.header.make_header(email.header.decode_header(name))), address]
             for name, address in email.utils.getaddresses([value.replace("\r\n", "") for value in older])]
    return found if [address for _, address in found] == newer else [["readers disagree", address] for address in newer]


def read(raw):
    """What a mail reader of another author makes of the message."""
    message = email.message_from_bytes(raw, policy=email.policy.SMTP)
    parts = [part for part in message.walk() if not part.is_multipart()]
    return {
        "headers": [[name, str(value)] for name, value in message.items()],
        "to": mailboxes(raw, "to"),
        "from": mailboxes(raw, "from"),
        "reply_to": mailboxes(raw, "reply-to"),
        "date": int(message["date"].datetime.timestamp()),
        "type": message.get_content_type(),
        "parts": [[part.get_content_type(), part.get_content()] for part in parts],
        "defects": [type(d).__name__ for item in [message, *parts] for d in item.defects]
        + [f"{name}: {type(d).__name__}" for name, value in message.items() for d in value.defects],
        "longest_line": max(len(line) for line in raw.split(b"\r\n")),
        "stray_line_ends": raw.replace(b"\r\n", b"").count(b"\r") + raw.replace(b"\r\n", b"").count(b"\n"),
    }


class Handler:
    def __init__(self, store):
        self.store = store

    async def handle_RCPT(self, server, session, envelope, address, options):
        wanted = mode(address)
        if wanted == "hang-rcpt":
            await hang()
        if wanted == "slow":
            await asyncio.sleep(1)
        if wanted.startswith(("temporary-", "permanent-")):
            return REPLIES[wanted].format(to=address, local=address.rpartition("@")[0])
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server, session, envelope):
        wanted = mode(envelope.rcpt_tos[0])
        if wanted == "slow":
            await asyncio.sleep(1)
        if wanted in REPLIES:
            return REPLIES[wanted]
        if self.store:
            raw = envelope.original_content
            with open(self.store, "a", encoding="utf-8") as file:
                file.write(json.dumps({
                    "mail_from": envelope.mail_from,
                    "rcpt_to": envelope.rcpt_tos,
                    "greeting": session.host_name,
                    "tls": session.ssl is not None or server.transport.get_extra_info("ssl_object") is not None,
                    "signed_in": bool(session.authenticated),
                    "raw": raw.decode("latin-1"),
                    "read": read(raw),
                }) + "\n")
        if wanted == "hang-dot":
            await hang()
        if wanted == "drop-dot":
            server.transport.abort()
            await hang()
        return "250 2.0.0 stored"


def peer_class(hang_at, greeting, answers):
    """aiosmtpd's server that hangs at the given verb, greets with the given line and hangs up, or gives fixed answers."""

    class Peer(SMTP):
        async def _handle_client(self):
            if hang_at == "connect":
                await hang()
            if greeting:
                await self.push(greeting)
                return self.transport.close()
            await super()._handle_client()

        async def smtp_DATA(self, arg):
            if self.envelope.rcpt_tos and mode(self.envelope.rcpt_tos[0]) == "hang-data":
                await hang()
            await super().smtp_DATA(arg)

    if hang_at and hang_at != "connect":
        async def stuck(self, arg):
            await hang()
        setattr(Peer, "smtp_" + hang_at.upper(), stuck)
    for verb, _, reply in (answer.partition("=") for answer in answers):
        async def fixed(self, arg, reply=reply):
            await self.push(reply)
        setattr(Peer, "smtp_" + verb.upper(), fixed)
    return Peer


def make_pki(folder):
    """An authority and a certificate of it for this machine, valid for a day."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    now = datetime.datetime.now(datetime.timezone.utc)

    def certificate(name, key, issuer, issuer_key, extensions):
        builder = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)]))
            .issuer_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, issuer)]))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(hours=1))
            .not_valid_after(now + datetime.timedelta(days=1))
        )
        for extension, critical in extensions:
            builder = builder.add_extension(extension, critical)
        return builder.sign(issuer_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

    authority_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    authority = certificate("Test authority", authority_key, "Test authority", authority_key,
                            [(x509.BasicConstraints(ca=True, path_length=0), True)])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ca.pem").write_bytes(authority)
    (folder / "server.pem").write_bytes(
        certificate("localhost", key, "Test authority", authority_key, [(names, False)])
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    return context


async def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--host", default="127.0.0.1", help="any of 127.0.0.0/8")
    options.add_argument("--port", type=int, default=0, help="0 for a free one")
    options.add_argument("--store", help="file of JSON lines to append messages to")
    options.add_argument("--tls", choices=["none", "starttls", "starttls-required", "smtps"], default="none")
    options.add_argument("--old-tls", action="store_true", help="speak TLS 1.1 and older only")
    options.add_argument("--pki", type=pathlib.Path, help="folder for ca.pem and server.pem")
    options.add_argument("--auth", help="user:password that sessions must sign in with")
    options.add_argument("--hang", choices=VERBS, help="never answer this verb")
    options.add_argument("--answer", action="append", default=[], metavar="VERB=REPLY", help="always answer a verb so")
    options.add_argument("--greeting", help="greet with this reply and hang up, as in '421 try later'")
    options.add_argument("--until-stdin-closes", action="store_true", help="end with the process that holds our stdin")
    options = options.parse_args()

    context = make_pki(options.pki) if options.tls != "none" else None
    if options.old_tls:
        context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
        context.set_ciphers("ALL:@SECLEVEL=0")

    def authenticate(server, session, envelope, mechanism, data):
        given = f"{data.login.decode()}:{data.password.decode()}"
        # handled=False: aiosmtpd sends the refusal itself; otherwise nothing would be answered.
        return AuthResult(success=True) if given == options.auth else AuthResult(success=False, handled=False)

    def session():
        return peer_class(options.hang, options.greeting, options.answer)(
            Handler(options.store),
            hostname="peer.test",
            tls_context=context if options.tls.startswith("starttls") else None,
            require_starttls=options.tls == "starttls-required",
            authenticator=authenticate if options.auth else None,
            auth_required=bool(options.auth),
            auth_require_tls=options.tls.startswith("starttls"),
            timeout=3600,
        )

    server = await asyncio.get_running_loop().create_server(
        session, options.host, options.port, ssl=context if options.tls == "smtps" else None)
    print("ready", server.sockets[0].getsockname()[1], flush=True)
    if options.until_stdin_closes:
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    else:
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
