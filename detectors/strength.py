"""How much a run of characters looks like a secret that somebody or something made up."""

import math
import re
from collections import Counter

# A date, time, sum, size or version; a ticket or product with its number: nobody's password.
_ORDINARY = re.compile(
    r"(?i)\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:t[\d:.z+]*)?|\d{1,2}[:.]\d{2}(?:am|pm)?|\d{1,2}(?:am|"
    r"pm)|"
    r"\d+(?:st|nd|rd|th|s|x|k|m|mb|gb|%|px|ms|min|mins|hrs?|days?|digits?|chars?)|"
    r"\d+[-+](?:[a-z]+|\d+)|v?\d+(?:\.\d+){1,4}|"
    r"(?:inc|req|ritm|kb|chg|cr|task|sr|ref|bug|jira|cve|iso|ietf|rfc|nist|sp)[-_]?\d[\d-]*|"
    r"(?:windows|win|office|o|m|d|microsoft|dynamics|exchange|sql|server|ios|android|sharepoint|"
    r"azure|entra|covid|section|page|step|para|appendix|item|table|q|level|grade|day|week|year|"
    r"[234]fa|mfa)[-_]?\d{0,4}|(?:[234]fa|sha-?\d+|md5|aes-?\d+|rsa-?\d+|wpa\d|base64|utf-?\d+)|"
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
)


def kinds(value: str) -> int:
    """How many of small letters, capitals, digits and marks take part."""
    tests = (str.islower, str.isupper, str.isdigit)
    return sum(any(test(c) for c in value) for test in tests) + any(not c.isalnum() for c in value)


def looks_chosen(value: str) -> bool:
    """The form of a password: letters with digits, or with marks that words do not have."""
    if len(value) < 5 or _ORDINARY.fullmatch(value):
        return False
    letters = sum(c.isalpha() for c in value)
    digits = any(c.isdigit() for c in value)
    marks = any(c in "!@#$%^&*~+=?|_" for c in value)
    return letters >= 2 and (digits or marks)


def looks_strong(value: str) -> bool:
    """Three kinds of characters, a digit and a word among them: "Harvest-Moon77"."""
    return (
        len(value) >= 8
        and looks_chosen(value)
        and kinds(value) >= 3
        and any(c.isdigit() for c in value)
        and re.search(r"[^\W\d_]{3}", value) is not None
    )


def looks_random(value: str) -> bool:
    """The form of a generated key: long, letters and digits mixed, no character leads."""
    if len(value) < 12 or not any(c.isdigit() for c in value) or value.isdigit():
        return False
    return entropy(value) >= min(3.0, 0.75 * math.log2(len(value)))


def entropy(value: str) -> float:
    """Shannon's, in bits a character."""
    size = len(value)
    return -sum(n / size * math.log2(n / size) for n in Counter(value).values())
