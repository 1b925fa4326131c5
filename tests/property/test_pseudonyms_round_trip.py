"""For any text and any findings: what is outside stays, what is inside goes, and all comes back."""

import re
from dataclasses import replace
from datetime import date
from itertools import batched

from hypothesis import given, settings
from hypothesis import strategies as st

from detectors.overlap import merge
from detectors.types import Category, Finding
from gateway.people.identities import Mention
from gateway.people.propagate import propagate
from gateway.pseudonyms.ledger import Ledger
from gateway.pseudonyms.replace import Replacement, pseudonymise
from gateway.pseudonyms.restore import restore
from gateway.pseudonyms.tokens import CODE_LENGTH, FORM_LENGTH, TOKEN_WORDS, WORDS, TokenMint
from gateway.types import Hit
from tests.make import segment

ENTITIES = st.sampled_from(["PERSON", "UK_NHS", "EMAIL_ADDRESS", "HEALTH", "SHOE_SIZE"])
LETTERS = "aZ9 é'\u2019\n\t.-東\U0001f600\ud83d\\\""
TEXTS = st.text(st.sampled_from(LETTERS), min_size=1, max_size=60)
PEOPLE = st.text(max_size=12)


@st.composite
def found(draw: st.DrawFn) -> tuple[str, tuple[Hit, ...]]:
    text = draw(TEXTS)
    offsets = st.integers(0, len(text))
    hits = draw(st.lists(st.tuples(offsets, offsets, ENTITIES), max_size=8))
    return text, tuple(made(min(a, b), max(a, b), entity) for a, b, entity in hits)


def made(start: int, end: int, entity: str) -> Hit:
    finding = Finding(
        entity=entity,
        category=Category.PERSONAL,
        start=start,
        end=end,
        score=0.9,
        recogniser="test",
    )
    return Hit(segment=0, finding=finding)


def replaced(text: str, hits: tuple[Hit, ...], person: str = "amina") -> Replacement:
    mint = TokenMint(b"k" * 32, person=person, tool="chat", day=date(2026, 11, 23))
    return pseudonymise([segment(text)], hits, mint)


@given(found())
def test_text_outside_hits_is_untouched_and_each_hit_is_one_token(
    case: tuple[str, tuple[Hit, ...]],
) -> None:
    text, hits = case
    done = replaced(text, hits)
    united = merge(hit.finding for hit in hits if hit.finding.start < hit.finding.end)
    bounds = [0, *(place for f in united for place in (f.start, f.end)), len(text)]
    outside = [re.escape(text[a:b]) for a, b in batched(bounds, 2)]
    token = "(?:" + "|".join(done.issued) + ")"
    # Of a finding, only what any name may lose stays: white space, marks and a possessive.
    inside = rf"[\s.'\u2019\"]*{token}(?:['\u2019]s)?[\s.'\u2019\"]*"
    assert re.fullmatch(inside.join(outside), done.sent[0])
    assert bool(done.edits) == bool(united)


@given(found())
def test_one_surface_form_per_value_comes_back_exactly(case: tuple[str, tuple[Hit, ...]]) -> None:
    text, hits = case
    done = replaced(text, hits)
    restored = restore(done.sent[0], done.issued)
    assert squeezed(restored) == squeezed(text)


NAMES = st.lists(
    st.sampled_from(
        [
            "Joan Lowe",
            "JOAN LOWE",
            "Lowe, Joan",
            "Mrs Lowe",
            "Mr Lowe",
            "Joan",
            "JL",
            "Jo\u00e3n",
            "\u0130o",
            "joan's",
            "Joanie Lowe",
            "Joan Loew",
            "the Lowes",
            "Lowe junior",
            "Joan O\u2019Hara-Lowe",
            "Ohara",
            "Joan (Jo)",
        ]
    ),
    max_size=8,
)


@settings(deadline=None)
@given(NAMES)
def test_every_form_of_a_name_comes_back_exactly(names: list[str]) -> None:
    text = "; ".join(names)
    starts = [sum(map(len, names[:n])) + 2 * n for n in range(len(names))]
    hits = [made(at, at + len(n), "PERSON") for at, n in zip(starts, names, strict=True)]
    done = replaced(text, tuple(hits))
    assert restore(done.sent[0], done.issued) == text


@settings(deadline=None)
@given(st.permutations(["Mrs Fletcher", "Joan", "Fletcher, J", "Joan Fletcher", "joanie"]))
def test_the_order_of_forms_in_one_text_does_not_matter(names: list[str]) -> None:
    text = "; ".join(names)
    forms = re.finditer(r"(?<=Mrs )Fletcher|Fletcher, J|Joan Fletcher|Joan|joanie", text)
    done = replaced(text, tuple(made(*match.span(), "PERSON") for match in forms))
    assert len(done.issued) == len(names)
    assert len({token[:-FORM_LENGTH] for token in done.issued}) == 1
    assert restore(done.sent[0], done.issued) == text


@settings(deadline=None)
@given(st.lists(NAMES.map("; ".join), max_size=5), st.integers(0, 5))
def test_a_history_sent_again_keeps_every_token(texts: list[str], turn: int) -> None:
    """Also when what comes later names somebody in full, or somebody else of that name."""
    mint = TokenMint(b"k" * 32, person="amina", tool="chat", day=date(2026, 11, 23))
    segments = [segment(text) for text in texts]
    found = [
        replace(made(match.start(), match.end(), "PERSON"), segment=n)
        for n, text in enumerate(texts)
        for match in re.finditer(r"Joan Lowe|(?<=Mrs )Lowe|(?<=Mr )Lowe", text)
    ]
    now = pseudonymise(segments, [*found, *propagate(segments, found)], mint)
    early = [hit for hit in found if hit.segment < turn]
    then = pseudonymise(segments[:turn], [*early, *propagate(segments[:turn], early)], mint)
    assert then.issued.items() <= now.issued.items()
    for before, after in zip(then.sent, now.sent, strict=False):
        # What was masked stays as it was; more may be masked.
        tokens = re.findall("Person[0-9A-Z]{10}", before)
        left = iter(re.findall("Person[0-9A-Z]{10}", after))
        assert all(token in left for token in tokens)


@settings(deadline=None)
@given(NAMES, st.sampled_from(["EMAIL_ADDRESS", "PERSON"]), st.text(max_size=5))
def test_no_token_of_a_name_begins_another(names: list[str], entity: str, value: str) -> None:
    mint = TokenMint(b"k" * 32, person="amina", tool="chat", day=date(2026, 11, 23))
    ledger = Ledger(mint, ())
    tokens = {ledger.name_token(Mention(before="", text=name))[0] for name in names}
    tokens.add(mint.token(entity, value, reserved=tokens))
    folded = [token.lower() for token in tokens]
    assert not any(a != b and b.startswith(a) for a in folded for b in folded)


def squeezed(text: str) -> str:
    """What normalising a value may change: case, white space, marks."""
    return "".join(character for character in text.casefold() if character.isalnum())


@given(found(), PEOPLE, PEOPLE)
def test_two_people_never_share_a_token(
    case: tuple[str, tuple[Hit, ...]], first: str, second: str
) -> None:
    ours, theirs = replaced(*case, first).issued, replaced(*case, second).issued
    assert ours == theirs if first == second else not ours.keys() & theirs.keys()


@given(found())
def test_the_same_request_gives_the_same_bytes_in_every_turn(
    case: tuple[str, tuple[Hit, ...]],
) -> None:
    assert replaced(*case) == replaced(*case)


@given(
    st.sampled_from([*TOKEN_WORDS, "SHOE_SIZE"]),
    st.text(),
    st.sampled_from([*TOKEN_WORDS]),
    st.text(),
)
def test_no_token_begins_another(one: str, value: str, other: str, second: str) -> None:
    mint = TokenMint(b"k" * 32, person="amina", tool="chat", day=date(2026, 11, 23))
    first, last = (
        mint.token(entity, text, reserved=()).lower()
        for entity, text in ((one, value), (other, second))
    )
    assert first == last or not (first.startswith(last) or last.startswith(first))
    assert first[:-CODE_LENGTH] in {word.lower() for word in WORDS}
