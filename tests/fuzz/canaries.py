"""Texts that somebody must find again: no word of a protocol, no id, and no two alike."""

from random import Random

MARK = "Lowe"
"""Part of every canary, and of no recording in this spelling."""


def sentence(chance: Random) -> str:
    """Words with blanks: nothing may take them for a word, an id, a seal or a key."""
    number = chance.randrange(10**6)
    return chance.choice(
        [
            f"Zann Lowe {number} is ill",
            f"Zoë Lowe\n{number}",
            f'she said "{number}" to \\ Lowe & Co',
            f"\U0001d49cnn Lowe 😀 {number}",
            f"%5aann Lowe {number}",
            f"Ann+Lowe {number} = ;x",
            f"<b>Ann</b> Lowe {number}\u2028",
            f"'Lowe' {number}\t--x",
        ]
    )


def number(chance: Random) -> str:
    """Ten digits, as of a patient or a case, in one of the ways to spell a number."""
    digits = str(chance.randrange(40 * 10**8, 90 * 10**8))
    return chance.choice([digits, f"-{digits}", f"{digits}.0", f"{digits}e0", f"{digits}E+1"])


def personal(chance: Random) -> str:
    """A National Insurance number: a single word that is never one of a protocol."""
    return f"AB{chance.randrange(10**5, 10**6)}C"
