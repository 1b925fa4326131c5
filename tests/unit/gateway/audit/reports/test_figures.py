"""Tools and services are protected together: comparing them tells nothing more."""

from gateway.audit.reports.counting import cube
from gateway.audit.reports.figures import Routes, summed
from gateway.audit.reports.suppression import protected
from gateway.audit.store import Store
from tests.unit.gateway.audit.reports.filled import JANUARY, SEARCH, YEAR, ask


def routes(**numbers: int) -> Routes:
    """Counts by tool and service, written tool_service."""
    found = {name.replace("_", "\x1f"): number for name, number in numbers.items()}
    return Routes(found=protected(found))


def test_a_service_of_two_tools_adds_up_what_is_shown() -> None:
    found = routes(a_x=10, a_y=20, b_y=30)
    assert found.tools == {"a": 30, "b": 30}
    assert found.services == {"x": 10, "y": 50}


def test_two_breakdowns_do_not_give_away_what_each_withholds() -> None:
    # By itself, services would withhold sa and sc and show sb: then b is 12, and a is 15 - 12.
    found = routes(a_sa=3, b_sb=12, c_sc=5, c_sd=15)
    assert found.tools == {"a": "[c]", "b": 12, "c": "15+"}
    assert found.services == {"sa": "[c]", "sb": 12, "sc": "[c]", "sd": 15}


def test_a_store_with_few_prompts_does_not_say_how_many(store: Store) -> None:
    for number in range(3):
        ask(store, number, listed=SEARCH, time=JANUARY)
    assert summed(cube(store, YEAR)) == "[c]"
    assert Routes.of(cube(store, YEAR)).found.whole
