"""What else the language model finds: addresses, birth dates, ages, numbers, log-ins, secrets."""

import re
from collections.abc import Iterator
from dataclasses import replace

from presidio_analyzer.nlp_engine import NlpArtifacts

from detectors.model.spans import ModelRule
from detectors.nobody import is_in, nobody
from detectors.rule import Hit
from detectors.somebody import is_audience, speaks_of_somebody

_UUID = re.compile(r"(?i)(?<![\w-])[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?![\w-])")


def in_uuid(text: str, hit: Hit) -> bool:
    """True for a piece of such a number: what is a part of one is nothing by itself."""
    places = (match.span() for match in _UUID.finditer(text, max(0, hit.start - 36), hit.end + 36))
    return any(
        start <= hit.start and hit.end <= end and hit.end - hit.start < end - start
        for start, end in places
    )


class ModelAddress(ModelRule):
    """Addresses as the model sees them: they need no number ("Rose Cottage, Nether Wick").

    In brackets behind the name of a library or a school it is that body's.
    """

    entity = "ADDRESS"
    label = "ADDRESS"
    _BODYS = 0.35
    _OF_A_BODY = re.compile(
        r"(?:Library|Museum|Centre|Academy|School|College|Surgery|Hospital|Depot|Offices?|Baths|Pool|"
        r"Theatre|Hub|Station|Clinic) \((?:at |near )?$"
    )

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        for hit in super().find(text, artifacts):
            bodys = self._OF_A_BODY.search(text, max(0, hit.start - 24), hit.start)
            yield replace(hit, score=min(hit.score, self._BODYS)) if bodys else hit


_BEHIND = 3  # characters: ", 82"


class ModelBirthDate(ModelRule):
    """Dates of birth in any words ("the fourth of July sixty-six")."""

    entity = "DATE_OF_BIRTH"
    label = "DATE_OF_BIRTH"
    _NO_DATE = re.compile(r"0?1[/.-]0?1[/.-]1900|1900-01-01|(?:99|00)[/.-](?:99|00)[/.-]\d{4}")

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        """Without what systems write where they know no date."""
        for hit in super().find(text, artifacts):
            if not self._NO_DATE.fullmatch(text, hit.start, hit.end):
                yield hit


class ModelAge(ModelRule):
    """How old a person is, in figures or words."""

    entity = "AGE"
    label = "AGE"

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        none = nobody(text, artifacts)
        for hit in super().find(text, artifacts):
            # the number straight behind a name that is nobody's is nobody's too
            if is_in(hit.start - _BEHIND, hit.end, none) or is_audience(text, hit.start, hit.end):
                continue
            yield hit


class ModelPhone(ModelRule):
    """Numbers that no number plan lists: extensions, local numbers, figures read out."""

    entity = "PHONE_NUMBER"
    label = "PHONE"
    needs_digit = True
    _NO_NUMBER = re.compile(r"(\d)(?: ?\1){5}$")

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        """Without numbers that end in one figure six times: nobody has them."""
        for hit in super().find(text, artifacts):
            if not self._NO_NUMBER.search(text[hit.start : hit.end]):
                yield hit


class ModelReference(ModelRule):
    """References and identifiers of whatever form that the words around them tie to a person."""

    entity = "UK_CASE_REFERENCE"
    label = "REFERENCE"
    needs_digit = True
    _ALONE = 0.45  # in a text about nobody

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        somebody = speaks_of_somebody(text, artifacts)
        for hit in super().find(text, artifacts):
            if in_uuid(text, hit):
                continue
            yield hit if somebody else replace(hit, score=min(hit.score, self._ALONE))


class ModelUsername(ModelRule):
    """Log-ins, handles and gamer tags."""

    entity = "USERNAME"
    label = "USERNAME"


class ModelCredential(ModelRule):
    """Passwords, door codes and memorable words, whatever they look like."""

    entity = "CREDENTIAL"
    label = "CREDENTIAL"
    _PUBLIC = re.compile(r"(?i)public[ _-]?key\W{0,4}$")

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        for hit in super().find(text, artifacts):
            public = self._PUBLIC.search(text, max(0, hit.start - 16), hit.start)
            if not public and not in_uuid(text, hit):
                yield hit
