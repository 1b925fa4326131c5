"""The decision when a request could not be checked: block, unless an operator wrote why not."""

from gateway.errors import CannotCheck
from gateway.settings.gateway_file import Failures, OnFailure
from gateway.types import Decision, Effect, Reason

_SAID = {
    "scanner": "The gateway could not check this prompt, so it was not sent. Please try again.",
    "timeout": "Checking this prompt took too long, so it was not sent. Try a shorter prompt.",
    "too_large": "This prompt is too long to be checked, so it was not sent. Please shorten it.",
    "unreadable": "The gateway could not read all of this request, so it was not sent.",
    "gateway": "The gateway made a mistake of its own, so this was not sent. Please try again.",
    "unmasked": (
        "This holds personal data in a place where it cannot be replaced, so nothing was sent."
        " Take it out, or start a new conversation without it."
    ),
    "records": "The gateway could not keep its record of this prompt, so it was not sent.",
}
_SAID_CY = {
    "scanner": "Ni allai'r porth wirio'r cais hwn, felly nid anfonwyd dim. Rhowch gynnig arall.",
    "timeout": "Cymerodd ormod o amser i wirio'r cais hwn. Rhowch gynnig ar un byrrach.",
    "too_large": "Mae'r cais yn rhy hir i'w wirio, felly nid anfonwyd dim. Anfonwch un byrrach.",
    "unreadable": "Ni allai'r porth ddarllen y cais hwn i gyd, felly ni chafodd ei anfon.",
    "gateway": "Gwnaeth y porth gamgymeriad, felly nid anfonwyd dim. Rhowch gynnig arall arni.",
    "unmasked": (
        "Mae hwn yn cynnwys data personol mewn man lle na ellir ei ddisodli. Nid anfonwyd dim."
        " Tynnwch ef allan, neu dechreuwch sgwrs newydd hebddo."
    ),
    "records": "Ni allai'r porth gadw cofnod o'r cais hwn, felly ni chafodd ei anfon.",
}


def could_not_check(error: CannotCheck, failures: Failures, policy_version: str) -> Decision:
    """Block or allow by the setting of the failure's class (clause 10.3: if in doubt, don't).

    A failure of ours ("gateway"), and data that was found but could not be replaced ("unmasked"),
    have no setting: they always block.
    """
    setting: OnFailure = getattr(failures, error.failure, OnFailure())
    allowed = setting.do == "allow"
    reason = Reason(
        rule=f"failure-{error.failure}",
        clause="10.3",
        effect=Effect.NOTIFY if allowed else Effect.BLOCK,
        message=f"Let through unchecked: {setting.reason}" if allowed else _SAID[error.failure],
        message_cy="" if allowed else _SAID_CY[error.failure],
    )
    return Decision(effect=reason.effect, reasons=(reason,), policy_version=policy_version)
