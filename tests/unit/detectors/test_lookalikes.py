"""Letters of other scripts in Latin words; real Greek and Cyrillic stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.lookalikes import fold


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("J\u043ehn \u0405mith", "John Smith"),
        ("\u0410\u0412123456C", "AB123456C"),
        ("M\u03b1rg\u03b1ret", "Margaret"),
        ("\u1d0a\u1d0f\u029c\u0274", "JOHN"),
        ("\u0669\u0664\u0663", "943"),
        ("\U0001f170\U0001f171", "AB"),
        ("caf\u00e9 \u0430\u0441\u0435", "caf\u00e9 ace"),
    ],
)
def test_a_disguised_word_is_read(text: str, plain: str) -> None:
    assert fold(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        "\u041f\u0440\u0438\u0432\u0435\u0442, \u041d\u0410\u0422\u041e \u0438 \u0440\u043e\u0442",
        "\u039a\u03b1\u03bb\u03b7\u03bc\u03ad\u03c1\u03b1 \u03c4\u03bf \u03bd\u03b5\u03c1\u03cc",
        "\u0394t is 5 \u03bcg",
        "Zo\u00eb Br\u00f6nte",
        "plain",
    ],
)
def test_real_text_of_another_script_stays(text: str) -> None:
    assert fold(text) is text or fold(text) == text


@given(st.text(max_size=60))
def test_offsets_never_move_and_folding_again_changes_nothing(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded
