"""`case`: the commands of a case, gathered."""

import click

from gateway.cli.case.deciding import approve, close, permit, return_, review
from gateway.cli.case.exporting import export
from gateway.cli.case.finding import hold, read, search
from gateway.cli.case.leaving_out import redact, withhold
from gateway.cli.case.looking import disclosures, list_, searched, show
from gateway.cli.case.opening import assign, clock, due, open_
from gateway.cli.case.rights import erase, rectify, restrict
from gateway.cli.case.texts import search_texts_


@click.group()
def case() -> None:
    """Answer requests for information, rights of persons, complaints and audits.

    Every step is recorded with who, when and why: looking, searching, reading, redacting, deciding.
    What a search finds is held: neither retention nor erasure touches it while the case is open.
    The walk through a freedom of information and a subject access request is in docs/auditors.md.
    """


for _command in (
    *(open_, list_, show, clock, due, assign),
    *(search, search_texts_, searched, hold, read, redact, withhold),
    *(review, approve, return_, permit, export, close, disclosures),
    *(restrict, rectify, erase),
):
    case.add_command(_command)
