"""Texts of a council's work that were never seen before; everybody in them is made up."""

import random
from collections.abc import Iterator

_FIRST = "Ada Kwame Sioned Priya Tomasz Leila Gareth Mei Oluwaseun Bridget Yusuf Hannah".split()  # noqa: SIM905
_LAST = "Bell Mensah Prosser Anand Nowak Haddad Quill Tanaka Adeyemi Fallon Demir Marsh".split()  # noqa: SIM905
_STREET = "Quay Mill Station Chapel Orchard Priory Harbour Meadow".split()  # noqa: SIM905
_SENTENCES = (
    "Please draft a reply to {name} about the damp at {number} {street} Street, Northmere NM4 6TT.",
    "The committee meets on the {day}th and wants the budget for libraries set out in one page.",
    "{name} rang again this morning (07700 900{three}) and would like somebody to call back.",
    "Can you make this shorter and a little warmer, without losing the point about deadlines?",
    "She was born on {day} May 19{number} and has lived there since the old scheme ended.",
    "Bin collections in the week of the bank holiday move by one day, except for trade waste.",
    "Our reference is HB/{three}{number}/24 and the officer in charge is {name}.",
    "What is the difference between a licence and a tenancy, in words that a resident would use?",
    "{name} has asthma, so the windows must open; the contractor knows and will be there by noon.",
    "List three ways in which the leisure centre could save on heating without shorter hours.",
)


def words(rng: random.Random) -> Iterator[str]:
    """Sentences without end."""
    while True:
        yield rng.choice(_SENTENCES).format(
            name=f"{rng.choice(_FIRST)} {rng.choice(_LAST)}",
            street=rng.choice(_STREET),
            number=rng.randint(20, 99),
            day=rng.randint(4, 20),
            three=rng.randint(100, 999),
        )


def text(rng: random.Random, size: int) -> str:
    """A text of exactly so many characters; it begins with a number that makes it a new one."""
    parts = [f"Note {rng.getrandbits(40):x}."]
    length = len(parts[0])
    for sentence in words(rng):
        if length >= size:
            break
        parts.append(sentence + ("\n\n" if rng.random() < 0.2 else ""))
        length += len(parts[-1]) + 1
    return " ".join(parts)[:size]
