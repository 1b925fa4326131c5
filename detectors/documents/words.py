"""Lists of the names of elements and attributes, written as people read them."""


def names(listed: str) -> frozenset[str]:
    """The words of a line or several, as a set."""
    return frozenset(listed.split())
