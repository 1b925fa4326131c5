"""How the entries of each kind are named after their records."""

from collections.abc import Callable, Mapping

from sqlalchemy import ColumnElement

from gateway.audit.log.entering import ANSWER_SUFFIX, TOOL_CHANGE_PREFIX, Kind

NAMES: Mapping[Kind, Callable[[ColumnElement[str]], ColumnElement[str]]] = {
    Kind.REQUEST: lambda record: record,
    Kind.ANSWER: lambda record: record + ANSWER_SUFFIX,
    Kind.ACTIVITY: lambda record: record,
    Kind.JUDGEMENT: lambda record: record,
    Kind.TOOL_CHANGE: lambda record: TOOL_CHANGE_PREFIX + record,
}
