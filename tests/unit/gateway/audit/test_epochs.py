"""Key epochs of the index: one key a year, the same in every gateway, all looked under."""

from datetime import UTC, datetime, timedelta

from gateway.audit.blind_index import BlindIndex
from gateway.audit.epochs import Epochs, newest, year_of, years_of

KEY = b"i" * 32
SUMMER = datetime(2026, 7, 1, tzinfo=UTC)
NEW_YEAR = datetime(2027, 1, 1, tzinfo=UTC)


class Shelf:
    """Keeps keys in memory, and counts how often it is asked."""

    def __init__(self) -> None:
        self.keys: dict[str, bytes] = {}
        self.made: dict[str, datetime] = {}
        self.asked = 0

    def find(self, key_id: str) -> bytes | None:
        self.asked += 1
        return self.keys.get(key_id)

    def keep(self, key_id: str, key: bytes) -> bytes:
        self.asked += 1
        if key_id not in self.keys:
            self.made[key_id] = datetime.now(UTC)
        return self.keys.setdefault(key_id, key)

    def names(self, prefix: str) -> dict[str, datetime]:
        self.asked += 1
        return {name: self.made[name] for name in self.keys if name.startswith(prefix)}


def tokens(epochs: Epochs) -> list[bytes]:
    return [index.token("VALUE", "jane doe") for index in epochs.all()]


def token(epochs: Epochs, moment: datetime) -> bytes:
    return epochs.of(moment).token("VALUE", "jane doe")


def begun(epochs: Epochs) -> str:
    """The name of another epoch that was begun in the summer."""
    name = epochs.following(SUMMER)
    epochs.begin(name)
    return name


def test_each_year_has_its_own_tokens_by_utc_and_all_are_looked_for() -> None:
    shelf = Shelf()
    one, other = Epochs(KEY, shelf), Epochs(KEY, shelf)
    filed = [token(one, NEW_YEAR - timedelta(seconds=1)), token(one, NEW_YEAR)]
    assert set(shelf.keys) == {"index:2026", "index:2027"}
    assert filed == [token(other, SUMMER), token(other, NEW_YEAR + timedelta(days=364))]
    before = BlindIndex(KEY).token("VALUE", "jane doe")
    assert tokens(other) == [before, *filed]
    assert len({before, *filed}) == 3


def test_neither_key_alone_makes_a_token() -> None:
    shelf = Shelf()
    made = token(Epochs(KEY, shelf), SUMMER)
    assert token(Epochs(b"x" * 32, shelf), SUMMER) != made
    elsewhere = Shelf()
    assert token(Epochs(KEY, elsewhere), SUMMER) != made
    assert token(Epochs(KEY, shelf), SUMMER) == made


def test_keys_are_made_a_month_ahead_and_then_nothing_is_asked() -> None:
    shelf = Shelf()
    epochs = Epochs(KEY, shelf)
    epochs.prepare(SUMMER)
    assert set(shelf.keys) == {"index:2026"}
    epochs.load(datetime(2026, 12, 1, tzinfo=UTC))
    assert set(shelf.keys) == {"index:2026", "index:2027"}
    shelf.asked = 0
    for moment in (SUMMER, NEW_YEAR, SUMMER):  # a clock that steps over the border and back
        token(epochs, moment)
    assert shelf.asked == 0


def test_a_gateway_follows_into_another_epoch_of_the_year_and_finds_both() -> None:
    shelf = Shelf()
    one, other = Epochs(KEY, shelf), Epochs(KEY, shelf)
    one.load(SUMMER)
    first = token(one, SUMMER)
    assert [begun(other), begun(other)] == ["index:2026.2", "index:2026.3"]
    assert token(one, SUMMER) == first  # until its next heartbeat
    one.load(SUMMER)
    second = token(one, SUMMER)
    assert second != first
    assert {first, second} <= set(tokens(other))
    assert token(Epochs(KEY, shelf), SUMMER) == second


def test_the_first_rotation_of_a_store_without_a_key_makes_the_first() -> None:
    assert begun(Epochs(KEY, Shelf())) == "index:2026"


def test_what_was_destroyed_elsewhere_is_neither_found_nor_filed_under() -> None:
    shelf = Shelf()
    running = Epochs(KEY, shelf)
    gone, kept = token(running, SUMMER), token(running, NEW_YEAR)
    del shelf.keys["index:2026"]
    assert gone not in tokens(running)
    assert kept in tokens(running)
    again = token(running, SUMMER)  # the clock stepped back: under a new key, and found
    assert again != gone
    assert again in tokens(Epochs(KEY, shelf))
    running.forget("index:2026")
    assert token(running, SUMMER) == again


def test_a_key_that_was_destroyed_and_made_anew_elsewhere_is_another() -> None:
    shelf = Shelf()
    running, other = Epochs(KEY, shelf), Epochs(KEY, shelf)
    gone = token(running, SUMMER)
    assert gone in tokens(running)
    del shelf.keys["index:2026"]
    again = token(other, SUMMER)  # before the running one looked
    assert again in tokens(running)
    assert gone not in tokens(running)
    running.load(SUMMER)
    assert token(running, SUMMER) == again


def test_names_say_the_year_and_the_last_of_a_year_counts() -> None:
    names = ["index:2026.10", "index:2026", "index:2026.9", "index:2027", "2:2026-03:full"]
    assert newest(names) == {2026: "index:2026.10", 2027: "index:2027"}
    assert [year_of(name) for name in names] == [2026, 2026, 2026, 2027, None]
    assert year_of("index:2026.x") is None
    assert years_of(datetime(2026, 12, 31, 23, tzinfo=UTC)) == {2026, 2027}
    assert years_of(SUMMER) == {2026}
