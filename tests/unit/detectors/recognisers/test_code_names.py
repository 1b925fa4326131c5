"""Listed code names count until the day they expire."""

from datetime import date, timedelta

from detectors.codenames import CodeName
from detectors.language import SpacyPipeline
from detectors.recognisers.code_names import ListedCodeName

TODAY = date.today()  # noqa: DTZ011 - what the rule reads too


def found(reader: SpacyPipeline, text: str, *names: CodeName) -> list[str]:
    rule = ListedCodeName(code_names=names)
    return [text[h.start : h.end] for h in rule.find(text, reader.process_text(text, "en"))]


def listed(words: str, expires: date) -> CodeName:
    return CodeName(name=words, owner="Finance", expires=expires)


def test_a_listed_name_is_found_and_an_expired_one_is_not(reader: SpacyPipeline) -> None:
    names = [
        listed("Project Kite", TODAY),
        listed("Operation Wren", TODAY - timedelta(days=1)),
    ]
    text = "Draft a note on project kite and operation wren"
    assert found(reader, text, *names) == ["project kite"]


def test_a_name_that_expires_while_a_worker_lives_is_dropped(reader: SpacyPipeline) -> None:
    rule = ListedCodeName(code_names=(listed("Project Kite", TODAY),))
    artifacts = reader.process_text("Project Kite", "en")
    assert list(rule.find("Project Kite", artifacts))
    rule._turn_page(TODAY + timedelta(days=1))
    assert rule._pattern is None


def test_without_a_list_nothing_is_found(reader: SpacyPipeline) -> None:
    assert found(reader, "Project Kite") == []
