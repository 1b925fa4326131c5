"""Ages of people; spans of time, groups and things have none."""

import pytest
import spacy

from detectors.engine import Engine
from detectors.settings import ScanSettings
from tests.unit.detectors.scanning import Found


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """An engine that knows two names and nothing of ages."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    people = [{"label": "PERSON", "pattern": name} for name in ("Zion Okafor", "Ibrahim Suleiman")]
    ruler.add_patterns(people)  # type: ignore[attr-defined]
    folder = tmp_path_factory.mktemp("pipelines") / "names"
    nlp.to_disk(folder)
    return Engine(ScanSettings(pipeline=str(folder)))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("my 7-year-old is ill", "7-year-old"),
        ("her 2yo has croup", "2yo"),
        ("Mrs Bell aged 43 fell", "43"),
        ("Mr Bell, aged forty-three, fell", "forty-three"),
        ("pt 71M, chest pain, his wife rang", "71M"),
        ("she's 82 now", "82"),
        ("I am 19 and need a flat", "19"),
        ("name | age\nMrs Bell | 61", "61"),
        ("male m/34, his partner", "34"),
        ("mae hi'n 83 oed", "83"),
        ("mae ei fam yn 91 mlwydd oed", "91"),
        ("Twm, pump oed, a'i fam", "pump"),
        ("baban 6 wythnos oed, ei fam yn poeni", "6 wythnos"),
        ("Mrs Puw, oedran: 61", "61"),
    ],
)
def test_an_age_is_found(ruled: Found, text: str, value: str) -> None:
    assert value in ruled(text, "AGE")


@pytest.mark.parametrize(
    "text",
    [
        "services for children aged 5 to 11 and people aged 65 and over",
        "a 5-year-old boiler and a ten year old contract",
        "no person under the age of 18",
        "grant i rai dan 30 oed, plant 5 i 11 oed a phobl 65 oed a throsodd",
        "Mrs Bell has a reading age of 10",
        "the target is 66 and an NHS number is 10 digits",
        "explain like I'm five",
        "she is 5 minutes away, he is 20 miles off",
        "the rear extension is 4m",
    ],
)
def test_another_number_is_not(ruled: Found, text: str) -> None:
    assert not ruled(text, "AGE")


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("Zion Okafor, 11 years, lives with his aunt", 0.65),
        ("Zion Okafor (11) lives with his aunt", 0.65),
        ("Zion Okafor, 11, lives with his aunt", 0.6),  # bare, and lifted by the person
        ("Zion Okafor 11, Ibrahim Suleiman 1.15, both paid", 0.3),
        ("Zion Okafor 0, level after extra time", 0.3),
    ],
)
def test_a_bare_number_after_a_name_is_weak_where_it_may_be_a_figure(
    names: Engine, text: str, score: float
) -> None:
    (age,) = [f for f in names.scan([text])[0] if f.entity == "AGE"]
    assert age.raw == score


def test_a_number_in_the_next_cell_of_a_table_is_weak(found: Found) -> None:
    text = "date,name,yr\n04/11,Zion Okafor,8,left early"
    assert 0.3 in found(text, "AGE", 0.0).values()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("my mum died last May at 89, he said", "89"),
        ("aunt Una, breast cancer @ 39, and gran", "39"),
        ("Her sister had a stroke at 51 and recovered", "51"),
        ("she fed baby Obi 11/52 well", "11/52"),
    ],
)
def test_ages_at_which_something_befell_somebody(ruled: Found, text: str, value: str) -> None:
    assert value in ruled(text, "AGE")


@pytest.mark.parametrize(
    "text",
    [
        "He died at 34 Mill Lane",
        "She was at 12 and then left",
        "My dad said it is at 40 per cent",
        "her stroke clinic opens at 10am",
        "baby clinic 11/12 at the hub",
    ],
)
def test_places_and_times_are_no_ages(ruled: Found, text: str) -> None:
    assert ruled(text, "AGE") == {}


def test_a_birthday_of_a_name(names: Engine) -> None:
    text = "banner for Zion Okafor 100 today"
    assert [text[f.start : f.end] for f in names.scan([text])[0] if f.entity == "AGE"] == ["100"]
