"""The initial mutations of Welsh: the forms a word takes after "ei", "fy", "o" and the rest."""

LEAST = 4  # letters; shorter words change into too many others
# Soft, aspirate and nasal, by the letters a word starts with; the longest first.
_FORMS = (
    ("ll", ("l",)),
    ("rh", ("r",)),
    ("p", ("b", "ph", "mh")),
    ("t", ("d", "th", "nh")),
    ("c", ("g", "ch", "ngh")),
    ("b", ("f", "m")),
    ("d", ("dd", "n")),
    ("g", ("", "ng")),
    ("m", ("f",)),
)
_NEVER = ("ch", "dd", "ff", "ng", "ph", "th", "ts")
_VOWELS = "aeiouwy\u00e2\u00ea\u00ee\u00f4\u00fb\u0175\u0177"


def mutated(term: str) -> tuple[str, ...]:
    """The term, and the term with its first word mutated in every way there is."""
    first = term.split(" ", 1)[0]
    if len(first) < LEAST or first.isupper() or first.startswith(_NEVER):
        return (term,)
    if first[0].casefold() in _VOWELS:
        return (term, f"h{term[0].casefold()}{term[1:]}")
    for letters, others in _FORMS:
        if first.casefold().startswith(letters):
            rest = term[len(letters) :]
            return (term, *(other + rest for other in others))
    return (term,)
