"""Answers of Bedrock's agents, knowledge bases, flows and guardrails; their streams have no end."""

from gateway.providers.converse_events import exception
from gateway.providers.events import PIECE, WHOLE, Event, Json, add_rest, add_strings, member


def read_agent(value: Json, stream: bool) -> Event:  # noqa: FBT001 - an EventReader
    """An event of a stream, such as `{"chunk": {"bytes": "words"}}`, or a whole answer."""
    event = Event(finished=True)
    for name, said in value.items() if isinstance(value, dict) and stream else ():
        exception(event, name, said)
    if stream:
        words = member(value, "chunk", "bytes")
        event.text(("chunk", "bytes"), words, "text", PIECE)
        add_strings(event, words if isinstance(words, dict) else None, ("chunk", "bytes"), "given")
        event.text(("output", "text"), member(value, "output", "text"), "text", PIECE)
        document = member(value, "flowOutputEvent", "content", "document")
        add_strings(event, document, ("flowOutputEvent", "content", "document"), "flow")
    else:
        event.text(("output", "text"), member(value, "output", "text"), "text", WHOLE)
    session = member(value, "sessionId")
    if isinstance(session, str):
        event.conversation = session
    add_rest(event, value, stream=False)
    return event
