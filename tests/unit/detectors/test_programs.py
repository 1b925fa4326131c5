"""Files, variables, functions and hosts are called like people, and are told by their signs."""

import pytest

from detectors.programs import program_names


def judged(text: str, name: str, *, nth: int = 0) -> list[bool]:
    """Whether the sign speaks for every place of the word, for each sign that was seen."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(name, at + 1)
    return [everywhere for _, everywhere in program_names(text, [(at, at + len(name))])]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("let elsie = 3; what is it?", "elsie"),
        ("const { elsie, tilley } = props;", "elsie"),
        ("def Elsie(x): return x", "Elsie"),
        ("why does elsie() return None", "elsie"),
        ("elsie.py fails on line 4", "elsie"),
        ("Tilley.class was not found", "Tilley"),
        ("git checkout elsie says it is behind", "elsie"),
        ("kubectl get pods -n elsie", "elsie"),
        ("SELECT elsie, ward FROM bins", "elsie"),
        ("DELETE FROM elsie WHERE id = 4", "elsie"),
        ("=SUM(Elsie!C:C)", "Elsie"),
        ("<Elsie onClick={save} />", "Elsie"),
        (".navbar .elsie { float: left }", "elsie"),
        ("cp /opt/elsie/main.cfg .", "elsie"),
        ("scrape elsie:9100 too", "elsie"),
        ("ERROR [Elsie] pool exhausted", "Elsie"),
        ("worker=elsie status=done", "elsie"),
        ("#define ELSIE 12", "ELSIE"),
        ("elsie += 1 is not atomic", "elsie"),
        ("uses elsie-may/create-pull-request", "elsie-may"),
    ],
)
def test_what_a_program_calls_so_is_nobody_anywhere_in_the_text(text: str, name: str) -> None:
    assert judged(text, name) == [True]


@pytest.mark.parametrize("text", ["cut elsie.wav in two", "elsie.docx is open elsewhere"])
def test_a_recording_is_no_person_and_says_nothing_of_the_name_elsewhere(text: str) -> None:
    assert judged(text, "elsie") == [False]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("elsie.docx is about elsie's fall", "elsie"),
        ("Elsie Tilley.docx is on the desktop", "Elsie Tilley"),
        ("the file tilley_elsie.docx", "elsie"),
        (r"C:\HR\Elsie\grievance", "Elsie"),
        ("name = 'elsie'", "elsie"),
        ("WHERE name = 'elsie'", "elsie"),
        ("SELECT note FROM visits WHERE who = 'elsie'", "elsie"),
        ("let Elsie (his carer) in", "Elsie"),
        ("from Elsie: please ring", "Elsie"),
        ("in class Elsie: bit a child", "Elsie"),
        ("peggy ++confused, ask elsie", "peggy"),
        ("elsie.tilley(at)example", "elsie"),
        ("git says no, ask elsie to look", "elsie"),
        ("git push fails for elsie", "elsie"),
        ("mum/elsie/dad went out", "elsie"),
        ("/home/elsie/notes", "elsie"),
        ("WHERE is elsie", "elsie"),
        ("Elsie <elsie@example.org>", "Elsie"),
        ("<elsie> hello all", "elsie"),
        ("born 1945 elsie: 1945", "elsie"),
    ],
)
def test_people_near_code_are_people(text: str, name: str) -> None:
    assert judged(text, name) == []


def test_a_word_that_a_program_has_in_one_place_is_its_in_all() -> None:
    text = ".elsie { grid-area: main }\non mobile elsie sits on top"
    assert judged(text, "elsie", nth=1) == [True]
    assert judged(text.replace("on mobile elsie", "on mobile Elsie"), "Elsie") == []
