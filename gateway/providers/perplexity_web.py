"""The dialect `perplexity.web`: the chat of perplexity.ai, where a prompt stands twice."""

import json
import re
from dataclasses import replace

from gateway.providers.coverage import Route, alike, by_traffic
from gateway.providers.dialect import register
from gateway.providers.events import Json, read_anything
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.generic import failure
from gateway.providers.perplexity_events import Blocks
from gateway.providers.refusals import generic_shape
from gateway.providers.web_format import READS_BACK, WebFormat
from gateway.refusal import Refusal
from gateway.types import WireRequest

_WORDS = (  # noqa: SIM905 - a list of words reads better
    "model_preference search_focus sources/* timezone source prompt_source query_source version"
    " dsl_query_type search_recency_filter supported_block_use_cases/* time_from_first_type"
    " skip_search_enabled local_search_enabled supported_features/*"
).split()
_IDS = (  # noqa: SIM905
    "frontend_uuid frontend_context_uuid visitor_id user_nextauth_id target_collection_uuid"
    " client_search_results_cache_key read_write_token existing_entry_uuid"
).split()

ASKED = Family(
    roles={"query_str": "user", "params": "user", "query": "user", "title": "user"},
    kinds={
        **COMMON,
        **dict.fromkeys(_WORDS, Kind.WORD),
        **dict.fromkeys(_IDS, Kind.ID),
        "last_backend_uuid": Kind.CONVERSATION,
        "attachments/*": Kind.MEDIA,
    },
)

_ASKS = re.compile(r"/perplexity_ask(?:/reconnect/[^/]+)?$")


def _told(request: WireRequest, refusal: Refusal) -> bytes:
    """An answer that is complete at once, in the newer form and the older one."""
    block = {
        "progress": "DONE",
        "chunks": [refusal.in_chat],
        "chunk_starting_offset": 0,
        "answer": refusal.in_chat,
    }
    message = {
        "backend_uuid": refusal.reference,
        "blocks": [{"intended_usage": "ask_text", "markdown_block": block}],
        "text": json.dumps({"answer": refusal.in_chat}),
        "status": "COMPLETED",
        "text_completed": True,
        "final": True,
        "final_sse_message": True,
    }
    events: tuple[tuple[str, Json], ...] = (("message", message), ("end_of_stream", {}))
    return "".join([f"event: {n}\r\ndata: {json.dumps(v)}\r\n\r\n" for n, v in events]).encode()


_NOTE = "the page's own interface, seen in public code"
_ASK = Route(
    products=("Perplexity web",),
    method="POST",
    path="/rest/sse/perplexity_ask",
    streams=True,
    note=f"{_NOTE}; a chat that began here may go on; attached files are refused",
)

PERPLEXITY_DIALECT = register(
    WebFormat(
        name="perplexity.web",
        hosts=re.compile(r"(?:[a-z0-9-]+\.)*(?:perplexity\.(?:ai|com)|pplx\.ai)"),
        route=re.compile(
            r"^/rest/(?:(?P<stream>sse)/perplexity_ask(?:/reconnect/(?P<kept>[^/]+))?"
            r"|thread/(?!list_ask_threads$)(?P<conversation>[^/]+)|thread/list_ask_threads)$"
        ),
        methods=READS_BACK,
        family=ASKED,
        reader=read_anything,
        fresh=Blocks,
        shape=generic_shape,
        failure=failure,
        asks=_ASKS,
        told=_told,
        lists=re.compile(r"/list_ask_threads$"),
        routes=by_traffic(
            (
                *alike(_ASK, "/rest/sse/perplexity_ask/reconnect/{entry}"),
                replace(
                    _ASK,
                    method="GET",
                    path="/rest/thread/{thread}",
                    streams=False,
                    note=f"{_NOTE}; shown again with the person's own words",
                ),
            ),
            "POST /rest/sse/perplexity_ask",
            "GET /rest/thread/{thread}",
        ),
    )
)
