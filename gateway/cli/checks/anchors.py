"""Whether the places outside the database take checkpoints, and when each last did."""

import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

from gateway.audit.log.anchoring import Anchoring, AnchorState
from gateway.audit.log.anchors import Anchor, AnchorError, FileAnchor
from gateway.audit.log.chosen import anchors_of
from gateway.cli.checks.line import Line, fail, ok, warn
from gateway.cli.record_store import has_store, open_store
from gateway.errors import GatewayError
from gateway.settings.load import Configuration

_REACH = "Prompts are not held up, and a gateway tries again each minute. See docs/records.md."
_NONE = "Name a place in records.anchors, or nobody can tell when the end of the log is cut off."
_BEHIND = "Is the gateway running? /readyz and its log say what it met. See docs/records.md."


def check_anchors(configuration: Configuration, *, connect: bool) -> Iterator[Line]:
    """One line for each anchor; with `connect`, whether it could take a checkpoint now."""
    gateway = configuration.gateway
    try:
        anchors = tuple(anchors_of(gateway.records, configuration.paths, os.environ))
        states = _states(configuration, anchors)
    except GatewayError as error:
        yield fail("anchors", str(error), "See docs/records.md, and the line of the database.")
        return
    if not anchors:
        yield warn("anchors", "none: checkpoints are kept in the database alone", _NONE)
    patience = timedelta(hours=gateway.records.anchor_hours)
    for anchor in anchors:
        yield _line(anchor, states.get(anchor.name), patience, connect=connect)


def _states(configuration: Configuration, anchors: tuple[Anchor, ...]) -> Mapping[str, AnchorState]:
    if not has_store(configuration):
        return {}
    with open_store(configuration) as store:
        return {state.name: state for state in Anchoring(store, anchors).states()}


def _line(anchor: Anchor, state: AnchorState | None, patience: timedelta, *, connect: bool) -> Line:
    held, since = _held(state), state.behind if state else None
    if connect or isinstance(anchor, FileAnchor):
        try:
            anchor.reach()
        except AnchorError as error:
            return fail("anchors", f"{anchor.name}: cannot be reached ({error}); {held}", _REACH)
        reached = "reached"
    else:
        reached = "not tried"
    if since is not None and datetime.now(UTC) - since > patience:
        late = f"lacks what was signed since {_said(since)}"
        return fail("anchors", f"{anchor.name}: {reached}, but {late}; {held}", _BEHIND)
    return ok("anchors", f"{anchor.name}: {reached}; {held}")


def _held(state: AnchorState | None) -> str:
    return f"last kept {_said(state.kept)}" if state and state.kept else "nothing kept there yet"


def _said(moment: datetime) -> str:
    return f"{moment:%d %B %Y %H:%M} UTC"
