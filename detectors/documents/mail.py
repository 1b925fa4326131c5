"""E-mails (EML): headers, every body, and attachments as files of their own."""

from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser

from detectors.documents import reasons
from detectors.documents.gathering import Gathering, Unreadable
from detectors.documents.markup import html_text

_PARSER = BytesParser(policy=policy.default)
_TECHNICAL = (
    "received", "dkim-", "arc-", "x-ms-exchange", "mime-version", "content-", "authentication-",
    "x-forefront", "x-microsoft-antispam", "domainkey", "return-path",
)  # fmt: skip


def read_mail(data: bytes, at: str, gathering: Gathering) -> None:
    """A message with all its parts. Raises Unreadable."""
    try:
        message = _PARSER.parsebytes(data)
        _message(message, at, gathering)
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise Unreadable(reasons.DAMAGED) from None


def _message(message: EmailMessage, at: str, gathering: Gathering) -> None:
    gathering.text(f"{at}headers", "\n".join(_headers(message)))
    number = 0
    for part in message.walk():
        gathering.entry()
        if part.is_multipart():
            if part is not message:
                gathering.text(f"{at}headers of a part", "\n".join(_headers(part)))
            continue
        number += 1
        _part(part, f"{at}part {number}", gathering)


def _headers(message: EmailMessage) -> list[str]:
    return [
        f"{name}: {value}"
        for name, value in message.items()
        if not name.lower().startswith(_TECHNICAL)
    ]


def _part(part: EmailMessage, place: str, gathering: Gathering) -> None:
    name = part.get_filename()
    if name:
        gathering.text(f"{place}, name", name)
    content = part.get_payload(decode=True)
    raw = content if isinstance(content, bytes) else b""
    if part.get_content_maintype() != "text" or name:
        if raw:
            gathering.inside(raw, f"{place}/")
        return
    try:
        text = str(part.get_content())
    except (LookupError, UnicodeError, KeyError):
        gathering.inside(raw, f"{place}/")
        return
    if part.get_content_subtype() == "html":
        html_text(text, f"{place}/", gathering)
    else:
        gathering.text(place, text)
