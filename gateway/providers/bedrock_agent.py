"""The dialect `bedrock.agent`: agents, knowledge bases, flows and guardrails of AWS Bedrock."""

import re
from dataclasses import replace

from gateway.providers import products
from gateway.providers.agent_events import read_agent
from gateway.providers.aws_refusals import aws_failure, aws_headers, aws_shape
from gateway.providers.bedrock_tables import AGENT, HOSTS
from gateway.providers.coverage import Part, Route, Status, by_sdk
from gateway.providers.dialect import register
from gateway.providers.wire_format import WireFormat

_SESSION = r"/agents/(?:[^/]+/agentAliases/[^/]+/sessions/)?(?P<conversation>[^/]+)(?:/text)?"


_AGENT = Route(
    products=products.BEDROCK,
    method="POST",
    path="/agents/{agent}/agentAliases/{alias}/sessions/{session}/text",
    inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS, Part.FILES),
    streams=True,
    status=Status.TRAFFIC,
    note="AWS keeps the session: refused unless the policy's provider-history allows it",
)
_SINGLE = ("/retrieveAndGenerate", "/retrieveAndGenerateStream", "/rerank", "/generateQuery")
_TRIED = ("POST /retrieveAndGenerate", "POST /retrieveAndGenerateStream", "POST /rerank")
_RETRIEVE = "/knowledgebases/{base}/retrieve"
_GUARDRAIL = "/guardrail/{guardrail}/version/{version}/apply"
_TREES = ("/knowledgebases", "/flows", "/sessions", "/guardrail", "/guardrail-checks", "/tags")

AGENT_DIALECT = register(
    WireFormat(
        name="bedrock.agent",
        route=re.compile(
            rf"^(?:{_SESSION}"
            r"|/(?:retrieveAndGenerate(?:Stream)?|rerank|generateQuery|optimize-prompt"
            r"|agenticRetrieveStream|(?:knowledgebases|flows|sessions|guardrail|guardrail-checks"
            r"|tags|agents)(?:/.*)?))$"
        ),
        hosts=re.compile(HOSTS),
        family=AGENT,
        reader=read_agent,
        shape=aws_shape,
        headers=aws_headers,
        failure=aws_failure,
        failure_event="validationException",
        any_method=True,
        routes=(
            _AGENT,
            replace(_AGENT, path="/agents/{session}", status=Status.DOCUMENTED),
            *by_sdk((replace(_AGENT, path=path, note="") for path in _SINGLE), *_TRIED),
            *(
                replace(_AGENT, path=path, status=Status.SDK, streams=False, note="")
                for path in (_RETRIEVE, _GUARDRAIL)
            ),
            *(
                replace(_AGENT, path=path, status=Status.DOCUMENTED, note="")
                for path in ("/optimize-prompt", "/agenticRetrieveStream")
            ),
            *(
                replace(_AGENT, method="*", path=f"{tree}/*", status=Status.DOCUMENTED, note="")
                for tree in (*_TREES, "/agents")
            ),
        ),
    )
)
