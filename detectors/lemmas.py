"""A small English lemmatiser for pipelines without one: context words need lemmas, not grammar."""

import re

_PLAIN_ENDING = re.compile(r"(?:ss|us|is|as)$")  # address, status, basis, gas: no plural


def lemma(word: str) -> str:
    """Lower case, singular: "Accounts" -> "account", "Diagnoses" -> "diagnosis" is not tried."""
    word = word.lower()
    if len(word) < 4 or not word.endswith("s") or _PLAIN_ENDING.search(word):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "ches", "shes", "xes")) else word[:-1]
