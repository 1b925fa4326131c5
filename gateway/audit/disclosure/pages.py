"""The pages of a package: HTML that reads without style or script, and by a screen reader."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from detectors.entities import CATEGORY
from gateway.audit.cases.case import Case, Redaction, SearchCertificate
from gateway.audit.cases.disclosure import Disclosure
from gateway.audit.cases.grounds import ground
from gateway.audit.cases.kinds import DISCLOSED_TO_ALL
from gateway.audit.disclosure.copies import Copy, GivenText, Part
from gateway.audit.disclosure.information import About
from gateway.settings.casework import Information
from gateway.settings.gateway_file import Organisation

PER_PAGE = 200
TITLES = {
    Part.RECORDS: "Records",
    Part.USER: "Records where you are the user",
    Part.MENTIONED: "Records where you are mentioned",
}
_UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_KINDS = {
    "prompt_typed": "What was asked, as typed",
    "prompt_sent": "What was sent to the service",
    "answer_received": "What the service answered",
    "answer_restored": "The answer as it was shown",
    "justification": "The reason that was given",
    "file_name": "The name of a file",
    "statement": "Statement of a person concerned",
}
_FACTS = {
    "person": "User",
    "address": "Network address",
    "user_agent": "Program",
    "tool": "Tool",
    "vendor": "Provider",
    "product": "Service",
    "host": "Address of the service",
    "model": "Model",
}
_DECISIONS = {
    "allow": "Sent",
    "notify": "Sent, with a notice to the user",
    "justify": "Needed a reason",
    "pseudonymise": "Sent with names replaced",
    "block": "Not sent",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page and what links call it."""

    path: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Renders the pages of one package. `pages` are all of them, in order."""

    disclosure: Disclosure
    organisation: Organisation
    said: Information
    pages: Sequence[Page]
    _templates: Environment = field(
        default_factory=lambda: Environment(
            loader=PackageLoader("gateway.audit.disclosure", ""),
            autoescape=True,
            undefined=StrictUndefined,
        )
    )

    def index(self, redactions: Iterable[Redaction], tables: Iterable[Sequence[str]]) -> str:
        """The page that everything begins with."""
        case, marks = self.disclosure.case, list(redactions)
        grounds = _grounds(case, (one.ground for one in marks))
        return self._page(
            self.pages[0],
            "index.html",
            received=_day(case.clock.received),
            records=len(self.disclosure.given),
            withheld=len(case.withheld),
            redactions=len(marks),
            example=grounds[0]["code"] if grounds else "s.40(2)",
            grounds=grounds,
            searches=list(map(_search, case.searches)),
            tables=list(tables),
            complain=self._complain(case),
        )

    def about(self, page: Page, found: About) -> str:
        """What Article 15 says that a person is told."""
        categories = [
            {
                "name": _words(name),
                "category": _words(CATEGORY[name]) if name in CATEGORY else "",
                "number": number,
            }
            for name, number in found.categories.items()
        ]
        return self._page(page, "about.html", said=self.said, found=found, categories=categories)

    def records(self, page: Page, copies: Iterable[Copy]) -> str:
        """Some records in full."""
        told = [_record(copy) for copy in copies]
        return self._page(page, "records.html", heading=page.title, copies=told)

    def _page(self, page: Page, template: str, **values: Any) -> str:  # noqa: ANN401
        case = self.disclosure.case
        html = self._templates.get_template(template).render(
            here=page.path,
            up="../" * page.path.count("/"),
            pages=self.pages,
            organisation=self.organisation.name,
            kind=case.kind.words,
            reference=case.reference,
            approved=_day(case.approved) if case.approved else "",
            **values,
        )
        return _UNSHOWN.sub("\ufffd", html) + "\n"

    def _complain(self, case: Case) -> str:
        contact = self.said.officer or self.organisation.contact
        own = "ask us for an internal review" if case.kind in DISCLOSED_TO_ALL else "complain to us"
        return (
            f"You may {own}: {contact} You may also complain to the Information Commissioner: "
            "ico.org.uk/make-a-complaint, telephone 0303 123 1113."
        )


def _grounds(case: Case, places: Iterable[str]) -> list[dict[str, Any]]:
    left_out = Counter(places)
    whole = Counter(one.ground for one in case.withheld.values())
    return [
        {
            "code": code,
            "words": ground(code, case.kind).words,
            "places": left_out[code],
            "records": whole[code],
        }
        for code in sorted(left_out | whole)
    ]


def _search(one: SearchCertificate) -> Mapping[str, Any]:
    within = ", ".join(f"{name} {value}" for name, value in one.filters.items())
    return {
        "when": f"{_day(one.time)}, {one.time:%H:%M} UTC",
        "within": within or "all records",
        "scope": one.scope,
        "matched": one.matched,
    }


def _record(copy: Copy) -> Mapping[str, Any]:
    return {
        "when": f"{_day(copy.time)}, {copy.time:%H:%M:%S} UTC",
        "facts": list(_facts(copy)),
        "texts": list(_texts(copy.texts)),
    }


def _facts(copy: Copy) -> Iterator[tuple[str, str]]:
    yield "Record", copy.record
    for text in copy.facts:
        yield _FACTS[text.name], text.text
    numbers = copy.numbers
    yield "Decision", _DECISIONS[numbers["decision"]]
    if numbers["found"]:
        said = (f"{_words(name)}: {number}" for name, number in numbers["found"].items())
        yield "Found in it", ", ".join(said)
    yield "Ended", _words(numbers["ended"] or "no answer")


def _texts(texts: Iterable[GivenText]) -> Iterator[Mapping[str, str]]:
    seen: dict[str, str] = {}
    for text in texts:
        heading = _KINDS.get(text.kind, _words(text.kind))
        heading = f"{heading}, {text.number + 1}" if text.number else heading
        same = seen.get(text.text, "")
        shown = "\n" * text.text.startswith("\n") + text.text  # a browser drops the first
        yield {"heading": heading, "text": shown, "same": same}
        seen.setdefault(text.text, heading)


def _words(name: str) -> str:
    plain = name.replace("_", " ")
    return plain if plain.startswith("UK ") else plain.capitalize()


def _day(value: Any) -> str:  # noqa: ANN401 - a day or a moment
    return f"{value.day} {value:%B %Y}"
