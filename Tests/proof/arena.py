"""Where races are held: one server, its people, and the connections on which requests are made ready and let go."""

from common import Person
from stage import Stage
from wire import Connection, Gone, request, volley

WIDTH = 16


class Arena:
    def __init__(self, server, seed):
        self.server = server
        self.stage = Stage(server, seed)
        self.door = Person(server)  # a browser in which nobody is signed in
        self.door.remember(self.door.page("/sign-in"))
        self.connections = [Connection(server.port) for _ in range(2 * WIDTH)]

    def shot(self, person, method, path, body=None):
        """The bytes of one call of the API."""
        return request(self.server.port, method, path, {"authorization": f"Bearer {person.bearer}"}, body)

    def form(self, person, path, pairs, cookie=None):
        """The bytes of one form."""
        headers = {"accept": "text/html", "sec-fetch-site": "same-origin", "origin": f"http://localhost:{self.server.port}"}
        cookie = cookie or person and person.cookie
        return request(self.server.port, "POST", path, headers | ({"cookie": cookie} if cookie else {}), form=pairs)

    def fire(self, shots):
        """All at one instant; the answers in the same order."""
        return volley(self.connections[:WIDTH], shots)

    def fire_after(self, first, others, then):
        """`first` and `others` at one instant; as soon as `first` is answered, `then` on connections that lie idle."""
        volley_of = [first, *others]
        for connection, data in zip(self.connections, volley_of):
            connection.send(data[:-1])
        for connection, data in zip(self.connections, volley_of):
            connection.send(data[-1:])
        acknowledged = self.connections[0].receive()
        for connection, data in zip(self.connections[WIDTH:], then):
            connection.send(data)
        meanwhile = [answered(connection) for connection in self.connections[1:len(volley_of)]]
        return acknowledged, meanwhile, [answered(connection) for connection in self.connections[WIDTH:WIDTH + len(then)]]


def answered(connection):
    try:
        return connection.receive()
    except Gone:
        return None


def statuses(answers):
    """`{200: 1, 409: 15}`, as text that sorts."""
    counts = {}
    for answer in answers:
        key = answer.status if answer else 0
        counts[key] = counts.get(key, 0) + 1
    return " ".join(f"{status}×{count}" for status, count in sorted(counts.items()))


def trouble(answers, *allowed):
    """A complaint when an answer is missing, or is none of those that may be."""
    wrong = [answer.status if answer else "none" for answer in answers if not answer or answer.status not in allowed]
    return f"answered {wrong}" if wrong else None


def won(answers):
    return [index for index, answer in enumerate(answers) if answer and 200 <= answer.status < 300]
