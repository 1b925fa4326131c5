"""Why a socket is closed is told in what a close frame can hold, and names the clause."""

from dataclasses import replace

from gateway.ports import Verdict
from gateway.providers.generic_socket import GENERIC_SOCKET
from gateway.socket_step import VIOLATION, Message, Step, closing
from gateway.types import Decision, Effect, Reason, Screened
from tests.make import interaction, request

BLOCK = Reason(rule="r", clause="11.4", effect=Effect.BLOCK, message="Ann Lowe")


def verdict(*clauses: str) -> Verdict:
    reasons = tuple(replace(BLOCK, clause=clause) for clause in clauses)
    decision = Decision(effect=Effect.BLOCK, reasons=reasons, policy_version="v")
    screened = Screened(interaction=interaction(), hits=(), decision=decision, sent=())
    return Verdict(request=request(), screened=screened, dialect=GENERIC_SOCKET, body=b"")


def test_the_reason_names_clause_and_reference_and_nothing_that_was_said() -> None:
    close = closing(VIOLATION, verdict("11.4"))
    assert close.code == 1008
    assert "clause 11.4" in close.reason
    assert close.reason.endswith(interaction().id)
    assert "Ann" not in close.reason


def test_the_reason_fits_into_a_close_frame() -> None:
    many = closing(VIOLATION, verdict(*(f"10.{n}" for n in range(60))))
    assert len(many.reason.encode()) <= 123


def test_what_is_carried_never_shows() -> None:
    step = Step(to_client=[Message(data=b"Ann Lowe", text=True)])
    assert "Ann" not in repr(step)
