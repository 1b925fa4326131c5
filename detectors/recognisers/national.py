"""Numbers the state gives a person: NHS, National Insurance, tax, passport, licences, pupils."""

import re

from detectors import checksums
from detectors.rule import PatternRule

_SEPARATORS = re.compile(r"[ \u00a0.-]")


def digits_of(match: re.Match[str]) -> str:
    return _SEPARATORS.sub("", match["value"])


class NhsNumber(PatternRule):
    """NHS, CHI and Health and Care numbers: modulus 11, in a range that is issued or for tests.

    Any ten digits pass the check one time in eleven, so without a cue only the printed
    3-3-4 form (Scotland: 6-4) reaches the usual threshold.
    """

    entity = "UK_NHS"
    cues = ("nhs", "chi", "h&c", "hcn", "patient", "hospital", "gp")
    cue_score = 0.95
    needs = re.compile(r"\d{3}")
    pattern = re.compile(
        r"(?<![\d.,/-])(?:NHS|CHI)?"
        r"(?P<value>\d{3}[ \u00a0.-]?\d{3}[ \u00a0.-]?\d{4}|\d{6}[ -]\d{4})(?![\d/-]|[.,]\d)"
    )

    def judge(self, match: re.Match[str]) -> float:
        digits = digits_of(match)
        if not checksums.nhs_number(digits) or not _issued(digits):
            return 0.0
        return 0.4 if match["value"].isdigit() else 0.75


def _issued(digits: str) -> bool:
    """NHS Digital ranges: 4, 6, 7 issued, 5, 8 and 9 test; 3 Northern Ireland; dates Scotland."""
    if digits[0] in "456789" or "3200000000" <= digits <= "3999999999":
        return True
    return 1 <= int(digits[:2]) <= 31 and 1 <= int(digits[2:4]) <= 12


class NationalInsurance(PatternRule):
    """HMRC NIM39110: letters never used are left out; the suffix may be missing by a cue."""

    entity = "UK_NINO"
    cues = ("nino", "ni", "insurance", "nin")
    cue_score = 0.95
    needs = re.compile(r"\d\d")
    pattern = re.compile(
        r"(?i)(?<![^\W_])(?!BG|GB|KN|NK|NT|TN|ZZ)(?P<value>[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
        r"(?:[ -]?\d\d){3}(?:[ -]?[A-D])?)(?![^\W_])"
    )

    def judge(self, match: re.Match[str]) -> float:
        if match["value"][-1].isalpha():
            return 0.9 if match["value"][:2].isupper() else 0.6
        return 0.3 if match["value"][:2].isupper() else 0.0


class Passport(PatternRule):
    """Nine digits mean nothing alone: only a cue lifts them over the usual threshold."""

    entity = "UK_PASSPORT"
    cues = ("passport", "ppt", "gbr")
    score = 0.1
    needs = re.compile(r"(?i)passport|ppt|GBR")
    pattern = re.compile(r"(?<![\w.,/-])(?P<value>\d{9}|[A-Z]{1,2}\d{6,8})(?![\w/-]|[.,]\d)")


class DrivingLicence(PatternRule):
    """DVLA driver number, also as printed with blanks; the month may carry +50."""

    entity = "UK_DRIVING_LICENCE"
    score = 0.9
    needs = re.compile(r"\d{6}")
    pattern = re.compile(
        r"(?<!\w)(?P<value>[A-Z9]{5} ?\d(?:[05][1-9]|[16][0-2])(?:0[1-9]|[12]\d|3[01])\d ?"
        r"[A-Z9]{2}[A-Z\d][A-Z]{2})(?!\w)"
    )


class TaxReference(PatternRule):
    """Unique taxpayer reference: ten digits, modulus 11, and a cue."""

    entity = "UK_UTR"
    cues = ("utr", "taxpayer", "tax", "sa302", "hmrc")
    cue_score = 0.9
    needs = re.compile(r"\d{4}")
    pattern = re.compile(
        r"(?<![\d.,/-])(?P<value>\d{4} ?\d\d ?\d{4}|\d{5} \d{5}|\d{4} \d{3} \d{3})(?!\d)"
    )

    def judge(self, match: re.Match[str]) -> float:
        return 0.1 if checksums.utr(digits_of(match)) else 0.0


class PupilNumber(PatternRule):
    """Unique pupil number (Department for Education): check letter, modulus 23."""

    entity = "UK_UPN"
    cues = ("upn", "pupil")
    cue_score = 0.95
    needs = re.compile(r"\d{9}")
    pattern = re.compile(r"(?<!\w)(?P<value>[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z])(?!\w)")

    def judge(self, match: re.Match[str]) -> float:
        return 0.85 if checksums.upn(match["value"]) else 0.3


class VehicleRegistration(PatternRule):
    """Current plates in capitals; "SE15 and" is a place and "FY25 NET" a year, so cues decide."""

    entity = "UK_VEHICLE_REGISTRATION"
    cues = ("reg", "registration", "vrm", "vehicle", "car", "van", "plate", "drive", "driving")
    cue_score = 0.8
    needs = re.compile(r"\d\d")
    pattern = re.compile(
        r"(?<![\w-])(?P<value>(?!FY)[A-HJ-PR-Y][A-HJ-PR-Y](?:0[2-9]|[12567]\d) ?"
        r"(?!AND|THE|FOR|NET|NOW|SET|ACT|HAS|WAS|ALL|BUT)[A-HJ-PR-Z]{3})(?![\w-])"
    )
    score = 0.45
