"""Welsh words that stand for one person."""

import pytest

from detectors.gist import Gist
from detectors.welsh.people import Said, speaks_of_somebody_in_welsh, welsh_words_for_a_person


def said(text: str) -> set[Said]:
    return {one for _, _, one in welsh_words_for_a_person(text)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("mae hi'n sâl ers dydd Llun", Said.PRONOUN),
        ("mae angen cymorth arno ers wythnos", Said.PRONOUN),
        ("mae ei ferch yn poeni ers dydd Llun", Said.RELATIVE),
        ("mae fy mrawd yn poeni ers dydd Llun", Said.RELATIVE),
        ("dywedodd y ferch wrth ei hathrawes heddiw", Said.ROLE),
        ("mae un o'm staff yn absennol heddiw", Said.ROLE),
        ("mae dyn 29 oed wedi galw heddiw", Said.SOMEONE),
        ("rwy'n dioddef ers wythnos, felly rhaid gofyn", Said.SELF),
        ("dyddiad geni: 3 Mawrth, cyfeiriad isod", Said.RECORD),
    ],
)
def test_each_kind_is_known_with_its_mutations(text: str, kind: Said) -> None:
    assert kind in said(text)


def test_english_is_asked_nothing() -> None:
    assert not speaks_of_somebody_in_welsh(Gist("Ask at the ef counter: her mam, and a hi-fi."))


def test_a_pronoun_a_relative_or_a_record_is_somebody_and_a_role_is_nobody_yet() -> None:
    assert speaks_of_somebody_in_welsh(Gist("mae ei mam yn gofyn am gymorth heddiw"))
    assert not speaks_of_somebody_in_welsh(Gist("rhaid i'r tenant dalu rhent erbyn dydd Gwener"))
