"""Who says what in a list of messages, and which of it is new."""

from collections.abc import Mapping

ROLES: Mapping[str, str] = {
    "user": "user",
    "USER": "user",
    "human": "user",
    "system": "system",
    "developer": "system",
    "SYSTEM": "system",
    "assistant": "assistant",
    "model": "assistant",
    "CHATBOT": "assistant",
    "tool": "tool",
    "function": "tool",
    "TOOL": "tool",
}

_MADE_BY_THE_MODEL = frozenset(
    (
        *("reasoning", "compaction", "mcp_list_tools", "mcp_approval_request", "program"),
        *("model_output", "thought", "function.call", "message.output", "tool.execution"),
    )
)


def role_of_message(role: str) -> str:
    """The role as segments write it."""
    return ROLES.get(role, "other")


def role_of_type(kind: str) -> str:
    """The role of an item or block that has none of its own, by its type; "" if unknown."""
    if kind.endswith(("_call", "tool_use")) or kind in _MADE_BY_THE_MODEL:
        return "assistant"
    if kind.endswith(("_output", "tool_result", "function_result", "_response")):
        return "tool"
    if kind == "function.result":
        return "tool"
    return "user" if kind in ("user_input", "message.input") else ""


def last_answered(roles: Mapping[int, str]) -> int:
    """The index of the last message of the model that something follows; -1 if there is none.

    What stands after it is new. Messages of the model at the very end are no answer but words put
    into its mouth, so they are new too, like what is before them.
    """
    indexes = sorted(roles)
    while indexes and roles[indexes[-1]] == "assistant":
        indexes.pop()
    return max((i for i in indexes if roles[i] == "assistant"), default=-1)
