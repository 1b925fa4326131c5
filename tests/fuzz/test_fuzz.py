"""A slice of `make fuzz`: the corpus as it is, and a few thousand mutated cases, always the same."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from gateway.types import Segment
from tests.fuzz import check_answer, check_request
from tests.fuzz.mutate import mutated
from tests.fuzz.seeds import Case, load, save, seeds
from tests.fuzz.seen import in_body, matters
from tests.fuzz.trees import parse, write
from tests.fuzz.watch import Hangs, hold, run, watchdog
from tests.golden.providers.cases import HERE

SLICES = tuple(range(n, n + 500) for n in range(0, 2_000, 500))


@pytest.mark.parametrize("case", seeds(), ids=lambda case: f"{case.kind} {case.name}")
def test_what_is_mutated_holds_as_it_is(case: Case) -> None:
    hold(case, Random(1))


def test_every_folder_of_recordings_is_a_seed() -> None:
    folders = {path.parent.name for path in HERE.glob("*/home")}
    assert {case.name.partition("/")[0] for case in seeds() if "/" in case.name} >= folders


@pytest.mark.parametrize("numbers", SLICES, ids=lambda numbers: str(numbers.start))
def test_mutated_cases_hold(numbers: range) -> None:
    assert [f"--seed 1 --only {one.number}: {one.what}" for one in run(1, numbers)] == []


def test_a_number_always_makes_the_same_case_and_every_kind_comes() -> None:
    made = [mutated(7, number) for number in range(60)]
    assert made == [mutated(7, number) for number in range(60)]
    assert set(Counter(case.kind for case in made)) == {"request", "message", "answer"}
    assert len({case.body for case in made}) > 50


def test_a_case_is_kept_as_a_file(tmp_path: Path) -> None:
    for number in range(20):
        case = mutated(3, number)
        save(case, tmp_path / "one.json")
        assert load(tmp_path / "one.json") == replace(case, name="one")


def test_a_tree_is_written_as_it_was_read() -> None:
    source = '{"a":1e5,"a":[true,null,{"b":"\\u00e9"}],"c":{}}'
    for number in range(20):
        assert parse(write(parse(source), Random(number))) == parse(source)


def test_the_watchdog_bites() -> None:
    def hang() -> None:
        while True:
            pass

    with watchdog(0.05), pytest.raises(Hangs):
        hang()


BODY = b'{"messages":[{"role":"user","content":"Zann Lowe 1 is ill"}],"seed":4111111111}'


def test_what_is_not_found_is_noticed() -> None:
    """Each check fails when a reader forgets a text: none of them is always true."""
    (case, *_) = [one for one in seeds() if one.name == "openai.chat/request.json"]
    ((dialect, request),) = check_request._asked(replace(case, body=BODY))
    prompt = dialect.read(request)
    seen = [one for one in in_body(BODY, case.media) if matters(one)]
    assert {one.text for one in seen} == {"Zann Lowe 1 is ill", "4111111111"}
    check_request._all_found(prompt, seen)
    for at, segment in enumerate(prompt.segments):
        assert isinstance(segment, Segment)
        less = replace(prompt, segments=prompt.segments[:at] + prompt.segments[at + 1 :])
        with pytest.raises(check_request.Broken):
            check_request._all_found(less, seen)


def test_a_broken_answer_is_noticed() -> None:
    with pytest.raises(check_request.Broken):
        check_answer._same_shape('{"a": "b"}', '{"a": "b""}')
    with pytest.raises(check_request.Broken):
        check_answer._same_shape('{"a": "b"}', '{"a": "b", "c": 1}')
    check_answer._same_shape('{"a": "b"}', '{"a": "d"}')


def test_what_pythons_own_parser_cannot_name_is_nothing_to_look_for() -> None:
    """A character set with a zero in its name, and a byte that is no text."""
    for said in (b"UTF\x00-8''Zann%20Lowe", b"UTF-8''Zann%20Lowe%2\xff"):
        part = b'--x\r\nContent-Disposition: form-data; name="q"; filename*=' + said
        body = part + b"\r\n\r\nx\r\n--x--\r\n"
        assert not [one for one in in_body(body, "multipart/form-data; boundary=x") if matters(one)]


def test_a_document_too_deep_for_json_that_says_it_is_text_is_one_text() -> None:
    (case, *_) = [one for one in seeds() if one.name == "mcp/request.json"]
    body = b"[" * 260 + b'"Zann Lowe 1 is ill"' + b"]" * 260
    check_request.check(replace(case, body=body, media="text/plain"))
