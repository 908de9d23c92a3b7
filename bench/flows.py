"""What visitors of the product do: look at a page; book, from the form to the confirmation; rush for few places."""

import re
from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from bench.visitors import Answer, Connection, Visit, all_at_once
from training.models import Session

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')
CSRF = "c" * 32  # a secret of our own choosing: the cookie and what is sent back only have to agree
WAITING_LIST = b'name="wait"'


def looking(port: int, path: str) -> Visit:
    """Ask for one page again and again, signed out."""

    def visit(number: int) -> Callable[[], str]:
        connection = Connection(port)
        return lambda: str(connection.ask("GET", path).status)

    return visit


def bare_rate(port: int, clients: int, seconds: float) -> float:
    """How many bare views a second are answered to so many visitors."""
    return all_at_once(looking(port, "/"), visitors=clients, seconds=seconds).rate("200")


def booking(port: int, cookies: Sequence[str], sessions: Sequence[Session], *, clients: int) -> Visit:
    """Each client books for its share of the people, one after another, into the sessions in turn."""

    def visit(number: int) -> Callable[[], str]:
        connection = Connection(port)
        mine = iter(range(number, len(cookies), clients))

        def book() -> str:
            turn = next(mine, None)
            if turn is None:
                return ""
            connection.cookies = {"sessionid": cookies[turn]}
            return _book(connection, sessions[turn % len(sessions)].pk)

        return book

    return visit


def _book(connection: Connection, session_id: int) -> str:
    """As a browser does without script: the form, the answers, and the page that it is led to."""
    path = f"/sessions/{session_id}/book/"
    answer = _send(connection, path, connection.ask("GET", path))
    if answer.status != 302:
        return f"not booked: {answer.status}"
    page = connection.ask("GET", answer.headers[b"location"][0].decode())
    return "booked" if page.status == 200 and b"Your place is confirmed" in page.body else f"lost: {page.status}"


def rush(port: int, cookies: Sequence[str], session: Session) -> Visit:
    """Each has the form open; all send it at the same moment."""
    path = f"/sessions/{session.pk}/book/"

    def visit(number: int) -> Callable[[], str]:
        connection = Connection(port, cookies={"sessionid": cookies[number]})
        form = connection.ask("GET", path)
        sent: list[bool] = []

        def send() -> str:
            if sent:
                return ""
            sent.append(True)
            return _rushed(_send(connection, path, form))

        return send

    return visit


def _rushed(answer: Answer) -> str:
    if answer.status == 302:
        return "booked"
    offered = answer.status == 409 and WAITING_LIST in answer.body
    return "offered the waiting list" if offered else f"unclear: {answer.status}"


def _send(connection: Connection, path: str, form: Answer) -> Answer:
    token = TOKEN.search(form.body)
    if token is None:
        return form
    fields = {"csrfmiddlewaretoken": token[1].decode(), "access": "", "dietary": "", "website": "", "cohort": ""}
    return connection.ask("POST", path, urlencode(fields).encode())
