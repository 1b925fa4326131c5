"""Vehicle registrations, which name a keeper. "SE15 and" is a place and "FY25 NET" a year."""

import re
from collections.abc import Iterator
from itertools import chain

from presidio_analyzer.nlp_engine import NlpArtifacts

from detectors.columns import cells
from detectors.gates import AnyOf
from detectors.gist import Gist, gist_of
from detectors.rule import Hit, Rule
from detectors.somebody import is_example, speaks_of_somebody

_WORDS = (
    "AND|THE|FOR|NET|NOW|SET|ACT|HAS|WAS|ALL|BUT|NOT|ARE|CAN|YOU|HER|HIS|OUR|OUT|OFF|OLD|NEW|"
    "ANY|PER|VAT|EST|MAY|JUN|APR|MAR|FEB|JAN|AUG|SEP|DEC|BED|TAX|GDP|FTE|EHC|PDF"
)
_CURRENT = (
    rf"(?!FY)[A-HJ-PR-Y][A-HJ-PR-Y](?:0[2-9]|[1256]\d|7\d) ?(?!(?:{_WORDS})\b)[A-HJ-PR-Z]{{3}}"
)
_OLDER = (
    rf"[A-HJ-NPR-TV-Y]\d{{1,3}} ?(?!(?:{_WORDS})\b)[A-HJ-PR-Z]{{3}}|"  # prefix: R417 HJT
    r"[A-HJ-PR-Z]{3} ?\d{1,3}[A-HJ-NPR-TV-Y]|"  # suffix: ABC 123D
    r"Q\d{1,3} ?[A-Z]{3}|"
    # Northern Ireland: AIG 1234
    r"(?!KPI|API|VAI|SIC|BIC|ISO|ID )[A-Z]?(?:[A-Z]I|[A-Z]Z|I[A-Z]|Z[A-Z]) ?\d{2,4}"
)
_DATELESS = r"[A-Z]{1,3} ?\d{1,4}|\d{1,4} ?[A-Z]{1,3}"
_WORD = (
    r"(?:reg(?:istration|'?d)?(?: (?:number|no|plate|mark))?|vrm|number ?plate|plates?|p/p|"
    r"index(?: (?:number|no))?|private plate)"
)


_INTRODUCED = AnyOf("reg", "vrm", "plate", "p/p", "index")
_SMALL = re.compile(r"\d(?<=[a-z]{2}\d)\d ?[a-z]{3}")


class VehicleRegistration(Rule):
    """Current plates beside a person or a word for a vehicle; older and own plates by the word."""

    entity = "UK_VEHICLE_REGISTRATION"
    needs = re.compile(r"(?i)[a-z]\d|\d[a-z]|[a-z]{2} \d|\d [a-z]")
    current = re.compile(rf"(?<![\w-])(?:{_CURRENT})(?![\w-])")
    older = re.compile(rf"(?<![\w-])(?:{_OLDER})(?![\w-])")
    introduced = re.compile(
        rf"(?<!\w)(?i:{_WORD})\W{{1,3}}(?i:(?:is|was|no|of|on)\W{{1,3}}){{0,2}}"
        rf"(?P<value>(?i:{_CURRENT}|{_OLDER})|{_DATELESS})(?![\w-])"
    )
    heading = re.compile(
        r"(?i)^(?:vrm|reg|registration|vehicle|plate|reg(?:istration)? (?:no|number))\b"
    )
    small = re.compile(r"(?<![\w-])[a-z]{2}\d\d ?[a-z]{3}(?![\w-])")
    vehicle = re.compile(
        r"(?i)\b(?:car|van|vehicle|veh|motorbike|motorcycle|moped|scooter|trailer|taxi|minicab|"
        r"cab|"
        r"drives?|driving|driver|parked|parking|keeper|reg|registration|vrm|plates?|mot|v5c?|pcn|"
        r"clamp(?:ed)?|blocked in by|audi|bmw|corsa|fiesta|focus|golf|transit|berlingo|astra|"
        r"vauxhall|ford|"
        r"toyota|nissan|honda|kia|skoda|mercedes|volvo|mini|polo|clio|peugeot|citroen|renault)\b"
    )
    fleet = re.compile(
        r"(?i)\b(?:fleet|pool (?:car|van)|sweeper|tipper|gritter|refuse|rcv|dustcart|minibus|"
        r"bin (?:lorry|wagon)|council (?:van|car|vehicle)|ambulance|fire engine|appliance)\b"
    )

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        somebody = speaks_of_somebody(text, artifacts)
        gist = gist_of(text, artifacts)
        for start, end, score, why in self._places(gist, somebody=somebody):
            if not is_example(text, start):
                fleet = gist.has(self.fleet)
                yield Hit(start, end, 0.4 if fleet and not somebody else score, ("pattern", why))

    def _places(self, gist: Gist, *, somebody: bool) -> Iterator[tuple[int, int, float, str]]:
        text = gist.text
        for match in self.introduced.finditer(text) if gist.has(_INTRODUCED) else ():
            yield *match.span("value"), 0.85, "introduced as a registration"
        for cell in cells(gist, self.heading):
            if re.fullmatch(rf"(?i:{_CURRENT}|{_OLDER}|{_DATELESS})", text[cell.start : cell.end]):
                yield cell.start, cell.end, 0.8, "column heading"
        for match in gist.matches(self.current, gist.capitals):
            vehicle = self._beside_vehicle(text, match)
            score = 0.8 if vehicle else 0.65 if somebody else 0.4
            yield *match.span(), score, "cue word: vehicle" if vehicle else "form of a plate"
        small = self.small.finditer(text) if gist.has(_SMALL) else ()
        for match in chain(gist.matches(self.older, gist.capitals), small):
            if self._beside_vehicle(text, match):
                yield *match.span(), 0.7, "cue word: vehicle"

    def _beside_vehicle(self, text: str, match: re.Match[str]) -> bool:
        return self.vehicle.search(text, max(0, match.start() - 60), match.end() + 25) is not None
