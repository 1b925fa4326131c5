"""The checks a policy file can name. To add one, add a function here; nothing else changes.

A check looks at one question and says what it is about, or returns None and stays silent. Effect,
clause and wording are the policy file's. A check that raises refuses the request.
"""

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field

from detectors.documents.piece import Kind
from detectors.types import Category
from gateway.policy.areas import Place, missing_regions, regions
from gateway.policy.question import Question, Spoken
from gateway.policy.registry import check
from gateway.policy.words import day, listed
from gateway.settings.thresholds import Entity, Score
from gateway.types import Approval, Hit, ToolCategory
from gateway.unread import UnreadClass, class_of

Chosen = Annotated[frozenset[Category], Field(min_length=1)]

_EVERY_CATEGORY = frozenset(Category)
_PRIVATE = frozenset(
    {Category.PERSONAL, Category.SPECIAL_CATEGORY, Category.CRIMINAL_OFFENCE, Category.CONFIDENTIAL}
)
_PEOPLE = _PRIVATE - {Category.CONFIDENTIAL}


@check("tool-not-listed", when="the service is not in the register of approved tools")
def tool_not_listed(question: Question) -> Spoken | None:
    """The destination is generative AI, and no tool of the register names its host."""
    return Spoken() if question.interaction.tool is None else None


@check("tool-approval", when="the tool's approval is {approvals}")
def tool_approval(
    question: Question, *, approvals: Annotated[frozenset[Approval], Field(min_length=1)]
) -> Spoken | None:
    """The tool stands in the register with one of these approvals."""
    tool = question.interaction.tool
    if tool is None or tool.approval not in approvals:
        return None
    return Spoken(words={"conditions": tool.conditions or "Ask the tool's owner."})


@check(
    "assessment",
    when="the prompt holds {categories}{authorised} and its {kind} is missing or has expired",
    finds=True,
)
def assessment(
    question: Question,
    *,
    kind: Literal["dpia", "eqia"] = "dpia",
    categories: Chosen = _PEOPLE,
    authorised: bool | None = None,
    min_score: Score | None = None,
) -> Spoken | None:
    """Data of these categories is present, and the tool's assessment is missing or has expired.

    `authorised: true` leaves out what the register does not let the tool receive anyway.
    """
    tool = question.interaction.tool
    hits = _allowed(question, _of(question, categories, min_score), authorised=authorised)
    if tool is None or not hits:
        return None
    held = tool.dpia if kind == "dpia" else tool.eqia
    if held is None:
        return Spoken(hits=hits, words={"detail": f"No {kind.upper()} is on record"})
    if held.expires is None or held.expires >= question.today:
        return None
    ended = day(held.expires)
    return Spoken(
        hits=hits, words={"when": ended, "detail": f"The {kind.upper()} ended on {ended}"}
    )


@check("group", when="the person is in none of the groups that may use the tool")
def group(question: Question) -> Spoken | None:
    """The tool names groups, and the person is in none of them."""
    tool, person = question.interaction.tool, question.interaction.person
    if tool is None or "*" in tool.groups or tool.groups & person.groups:
        return None
    return Spoken()


@check("anonymous", when="nobody knows who is asking{with_findings}")
def anonymous(
    question: Question,
    *,
    with_findings: frozenset[Category] = frozenset(),
    min_score: Score | None = None,
) -> Spoken | None:
    """The person could not be identified (and, if categories are named, one of them is present)."""
    if not question.interaction.person.anonymous:
        return None
    hits = _of(question, with_findings, min_score)
    return Spoken(hits=hits) if hits or not with_findings else None


@check(
    "findings",
    when="the prompt holds {categories}{where}{authorised}{scores}{uncertain}",
    finds=True,
)
def findings(  # noqa: PLR0913 - a parameter for each way to narrow findings
    question: Question,
    *,
    categories: Chosen = _EVERY_CATEGORY,
    entities: frozenset[Entity] = frozenset(),
    authorised: bool | None = None,
    uncertain: bool = False,
    min_score: Score | None = None,
    below_score: Score | None = None,
    where: Literal["anywhere", "text", "files"] = "anywhere",
) -> Spoken | None:
    """Something of these categories (and entities, if named) was found.

    `authorised: true` counts only what the register lets the tool receive, false only the rest.
    Scores count from the policy's thresholds on; `uncertain: true` counts those from its
    `uncertain` up to the thresholds instead. `min_score` and `below_score` (without it) win.
    `where` narrows to what was typed or to what stands in files, where nothing can be replaced.
    """
    lowest = question.thresholds.uncertain if uncertain and min_score is None else min_score
    hits = tuple(
        hit
        for hit in _allowed(question, _of(question, categories, lowest), authorised=authorised)
        if (not entities or hit.finding.entity in entities)
        and (below_score is None or hit.finding.score < below_score)
        and not (uncertain and below_score is None and question.thresholds.counts(hit.finding))
        and (where == "anywhere" or _in_file(question, hit) is (where == "files"))
    )
    return Spoken(hits=hits) if hits else None


@check("region", when="the {place} region of the service is not one that the register allows")
def region(
    question: Question,
    *,
    place: Place | Literal["both"] = "both",
    unknown: Literal["too", "only", "not"] = "too",
) -> Spoken | None:
    """The register names regions for the tool, and the service's is another one, or not known.

    `unknown: only` speaks of regions that nothing tells, `not` leaves those out.
    """
    tool = question.interaction.tool
    if tool is None:
        return None
    used = regions(question.interaction)
    wrong = missing_regions(tool, used, ("storage", "processing") if place == "both" else (place,))
    wrong = tuple(
        kind for kind in wrong if unknown == "too" or bool(used[kind]) is (unknown == "not")
    )
    said = (f"{kind} region: {used[kind] or 'not known'}" for kind in wrong)
    return Spoken(words={"detail": listed(said)}) if wrong else None


@check("review-overdue", when="the tool's review date is {grace_days}past")
def review_overdue(
    question: Question, *, grace_days: Annotated[int, Field(ge=0)] = 0
) -> Spoken | None:
    """The tool's review date, and the days of grace after it, have passed."""
    tool = question.interaction.tool
    if tool is None or tool.review is None:
        return None
    if tool.review + timedelta(days=grace_days) >= question.today:
        return None
    return Spoken(words={"when": day(tool.review)})


@check("unread", when="part of the request could not be inspected{kinds}{tools}")
def unread(
    question: Question,
    *,
    kinds: frozenset[UnreadClass] = frozenset(),
    tools: frozenset[ToolCategory] = frozenset(),
) -> Spoken | None:
    """A part of the request (a file, an image, an unknown encoding) could not be inspected.

    `kinds` counts only parts of these classes, `tools` only requests to tools of these categories
    (one that is not in the register is `public`); without them everything counts.
    """
    if tools and _category(question) not in tools:
        return None
    reasons = dict.fromkeys(
        part.why
        for part in question.interaction.prompt.unread
        if not kinds or class_of(part.why) in kinds
    )
    return Spoken(words={"detail": listed(reasons)}) if reasons else None


@check("files", when="the request carries files{kinds}{tools}")
def files(
    question: Question,
    *,
    kinds: frozenset[Kind] = frozenset(),
    tools: frozenset[ToolCategory] = frozenset(),
) -> Spoken | None:
    """The request carries a file, whether or not it was inspected.

    `kinds` are what files are by their content, `tools` categories of tools, as for `unread`.
    """
    if tools and _category(question) not in tools:
        return None
    notes = question.interaction.prompt.attached.notes
    found = dict.fromkeys(n.kind for n in notes if not kinds or n.kind in kinds)
    return Spoken(words={"detail": listed(found)}) if found else None


@check(
    "provider-history", when="the request continues a conversation that the provider keeps{allow}"
)
def provider_history(question: Question, *, allow: bool = False) -> Spoken | None:
    """The request refers to history that the provider keeps and the gateway cannot see.

    What the gateway itself carried, on the same connection or from a chat's first turn on, is no
    such history.
    """
    prompt = question.interaction.prompt
    return Spoken() if prompt.conversation and not prompt.carried and not allow else None


@check("wire-format", when="the request is in one of these wire formats: {formats}")
def wire_format(
    question: Question, *, formats: Annotated[frozenset[str], Field(min_length=1)]
) -> Spoken | None:
    """The request, or the socket it opens or is a message of, is in one of these wire formats.

    Names as the coverage table has them; "generic" is an unknown HTTP format, from a page of a web
    chat too ("generic.page" is only there), and "generic.socket" an unknown WebSocket.
    A tool that `allows` the format is left alone.
    """
    spoken = question.interaction.prompt.dialect
    named = {spoken, "generic"} if spoken == "generic.page" else {spoken}
    hit = not named.isdisjoint(formats) and not any(_allows(question, name) for name in named)
    return Spoken() if hit else None


@check("signed-out", when="nobody is signed in to the service")
def signed_out(question: Question) -> Spoken | None:
    """The service is used without an account, so that no contract of the organisation covers it.

    A tool that `allows` `signed-out` is left alone.
    """
    used = question.interaction.prompt.account == "none"
    return Spoken() if used and not _allows(question, "signed-out") else None


@check("foreign-key", when="the API key or login is not one of the organisation's for that tool")
def foreign_key(question: Question) -> Spoken | None:
    """The register names the organisation's keys, and the request carries another one or none."""
    tool = question.interaction.tool
    if tool is None or not tool.keys or question.interaction.key_fingerprint in tool.keys:
        return None
    return Spoken()


def _in_file(question: Question, hit: Hit) -> bool:
    return question.interaction.prompt.segments[hit.segment].role == "file"


def _allows(question: Question, what: str) -> bool:
    """Whether the register lets the tool do what rules refuse elsewhere."""
    tool = question.interaction.tool
    return tool is not None and what in tool.allows


def _category(question: Question) -> ToolCategory:
    tool = question.interaction.tool
    return tool.category if tool else ToolCategory.PUBLIC


def _of(
    question: Question, categories: frozenset[Category], min_score: float | None
) -> tuple[Hit, ...]:
    """The hits that count; None: from the policy's own thresholds."""
    counts = question.thresholds.counts
    return tuple(
        hit
        for hit in question.hits
        if hit.finding.category in categories
        and (counts(hit.finding) if min_score is None else hit.finding.score >= min_score)
    )


def _allowed(
    question: Question, hits: tuple[Hit, ...], *, authorised: bool | None
) -> tuple[Hit, ...]:
    """The hits that the register lets the tool receive, or does not; None: it does not matter."""
    if authorised is None:
        return hits
    tool = question.interaction.tool
    data = tool.data if tool else frozenset()
    return tuple(hit for hit in hits if (hit.finding.category in data) is authorised)
