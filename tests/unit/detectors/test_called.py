"""Teams, wards, blocks, services and goods that bear a name, and people beside the same nouns."""

import pytest

from detectors.called import is_called


def called(text: str, name: str) -> bool:
    at = text.index(name)
    return is_called(text, at, at + len(name))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Team Tilley plays on Friday", "Tilley"),
        ("the Tilley team owns search", "Tilley"),
        ("Tilley and Marsden wards swap beds", "Tilley"),
        ("Tilley and Marsden blocks will be painted", "Tilley"),
        ("Close Tilley ward on Monday", "Tilley"),
        ("Elsie throws a 502 at noon", "Elsie"),
        ("tilley and elsie are our domain controllers", "tilley"),
        ("Elsie goes first, then Una. Both are microservices.", "Elsie"),
        ("Elsie out, Una in (both gritters)", "Elsie"),
        ("the packages elsie and una need a bump", "elsie"),
        ("two towers called Tilley and Marsden", "Marsden"),
        ("Elsie the Hedgehog says mind the road", "Elsie"),
        ("Elsie, our invoice bot, is late", "Elsie"),
        ("**Elsie**, a mobile application for walks", "Elsie"),
        ('a poem named "Elsie" by the group', "Elsie"),
        ("a song called Elsie", "Elsie"),
        ("Rollback of Elsie to 2.3 went fine", "Elsie"),
        ("Is Elsie big enough for 14?", "Elsie"),
        ("elsie is prod-db-03, her disk was full", "elsie"),
        ("bump elsie 3.2.2 -> 3.3.0", "elsie"),
        ("store audit: Elsie x4, Una x1", "Elsie"),
        ("store audit: Elsie x4, Una x1", "Una"),
        ("<p>Elsie is our virtual helper.</p>", "Elsie"),
        ("Swap Tilley class for PE", "Tilley"),
        ("Elsie Tilley wallpaper in a listed hall", "Elsie Tilley"),
    ],
)
def test_the_noun_beside_a_name_says_what_it_is(text: str, name: str) -> None:
    assert called(text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Team leader Elsie is off sick", "Elsie"),
        ("Elsie told the team she is leaving", "Elsie"),
        ("Elsie's team meets on Friday", "Elsie"),
        ("Elsie blocks the drive with her car", "Elsie"),
        ("Elsie, a software developer, wants leave", "Elsie"),
        ("Elsie Tilley (Head of Parks) was paid", "Elsie Tilley"),
        ("FF Elsie Tilley service no 90771", "Elsie Tilley"),
        ("Elsie throws a chair at staff", "Elsie"),
        ("elsie and una are sisters in year 2", "elsie"),
        ("the tenant reads a poem. Elsie liked it", "Elsie"),
        ("the packages for elsie are in reception", "elsie"),
        ("Elsie is big for her age", "Elsie"),
        ("Elsie is our teaching assistant", "Elsie"),
        ("Elsie x 3 July", "Elsie"),
        ("Elsie Tilley 12.05.1980", "Elsie Tilley"),
        ("Elsie Tilley 12.05.80, flat 3", "Elsie Tilley"),
        ("elsie is sixty-three", "elsie"),
    ],
)
def test_people_beside_such_nouns_are_people(text: str, name: str) -> None:
    assert not called(text, name)
