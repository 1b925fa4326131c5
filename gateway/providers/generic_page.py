"""The dialect `generic.page`: what else a web chat's page asks its own service for.

Read like anything that nobody described. What is sent (instructions, memories, projects) stays with
the service and comes back in other calls and in every chat, so that all of a person's pseudonyms
with the tool are restored in the answers.
"""

import re
from dataclasses import dataclass

from gateway.providers.coverage import Part, Route, Status
from gateway.providers.dialect import register
from gateway.providers.events import read_anything
from gateway.providers.found import Found
from gateway.providers.generic import ANYTHING, ANYWHERE, failure
from gateway.providers.refusals import generic_shape, wants_page
from gateway.providers.upgrade import opens_socket
from gateway.providers.web_beside import HOSTS
from gateway.providers.wire_format import WireFormat
from gateway.types import WireRequest

_ELSEWHERE = ("Grok in X",)  # there a chat is the least of what goes on
_PAGES = "|".join(hosts for product, hosts in HOSTS.items() if product not in _ELSEWHERE)
_INTERFACE = r"(?!(?:[a-z0-9-]+\.)*api\.)"  # programs ask there, which keep their history
_SPLIT = re.compile(r"[?&]_rsc=")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFormat(WireFormat):
    """Calls only: documents and programs have strings and lengths in them that must stay."""

    def reads(self, request: WireRequest) -> bool:
        assert self.hosts
        here = self.hosts.fullmatch(request.host.lower()) is not None
        return here and _is_call(request) and not opens_socket(request)

    def _from_path(self, request: WireRequest, found: Found) -> None:
        WireFormat._from_path(self, request, found)  # noqa: SLF001 - super() fails with slots
        found.chat = True
        found.names_all()


def _is_call(request: WireRequest) -> bool:
    """Whether a script of the page asked for it, as far as the request says."""
    rendered = request.header("rsc") or _SPLIT.search(request.target)
    asks = request.header("sec-fetch-dest") in ("", "empty")
    return asks and not rendered and not wants_page(request)


register(
    PageFormat(
        name="generic.page",
        hosts=re.compile(rf"{_INTERFACE}(?:[a-z0-9-]+\.)*(?:{_PAGES}|deepseek\.com)"),
        route=ANYWHERE,
        family=ANYTHING,
        reader=read_anything,
        shape=generic_shape,
        failure=failure,
        any_method=True,
        routes=(
            Route(
                products=(*(p for p in HOSTS if p not in _ELSEWHERE), "DeepSeek web"),
                method="*",
                path="/*",
                inspects=(Part.TEXT, Part.SYSTEM, Part.FILES, Part.IMAGES),
                streams=True,
                status=Status.TRAFFIC,
                note="any other call of the page: all of the person's pseudonyms come back",
            ),
        ),
    )
)
