"""No text and no found value stands readable anywhere in a store, its files, or a dump."""

import logging
from pathlib import Path

import pytest

from detectors.types import Category
from gateway.audit.recorder import Recorder
from gateway.audit.store import Store
from gateway.audit.vault import Vault
from gateway.errors import RecordError
from gateway.types import Capture, Effect, Unread
from tests.postgres import shared_cluster
from tests.unit.gateway.audit.samples import Mark, answer, screened, tool

CANARY = "Canary" + "zebra"
FORMS = tuple(
    form.lower()
    for text in (CANARY, CANARY.lower(), CANARY.upper())
    for form in (text.encode(), text.encode().hex().encode(), text.encode("utf-16-le"))
)


async def write_everything(store: Store, recorder: Recorder) -> None:
    """The canary in every place that may hold a text, at every level of capture."""
    text = f"Dear {CANARY}, case {CANARY}9/2026, password {CANARY}-x"
    marks: list[Mark] = [(CANARY, "PERSON"), (f"{CANARY}-x", "CREDENTIAL", Category.SECRET)]
    for capture in Capture:
        for effect in (Effect.ALLOW, Effect.PSEUDONYMISE, Effect.BLOCK):
            made = screened(
                text,
                marks=marks,
                effect=effect,
                listed=tool(capture),
                issued={"Person7": CANARY},
                justification=f"for {CANARY}",
                unread=(Unread(part=f"content.{CANARY}", why="image"),),
            )
            await recorder.request(made)
            await recorder.answer(answer(made.interaction.id, received=text, restored=text + "!"))
            with pytest.raises(RecordError) as caught:
                await recorder.request(made)  # the same id again: the database refuses it
            assert CANARY not in str(caught.value)
            assert caught.value.__cause__ is None
    await recorder.activity(actor="a", action="b", subject=CANARY, why=CANARY)
    await Vault(store).save("sam.okafor", "practice", "resp_1", {"Person7": CANARY})


async def test_no_text_is_readable_in_the_store(
    url: str, store: Store, recorder: Recorder, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await write_everything(store, recorder)
    if store.engine_name == "sqlite":
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert {path.name for path in files} == {"records.db", "records.db-wal", "records.db-shm"}
        stored = b"".join(path.read_bytes() for path in files)
    else:
        stored = shared_cluster().dump("records").encode()
    assert (
        b"sam.okafor" in stored
    )  # what is meant to be readable is, so this looks at the right bytes
    assert [form for form in FORMS if form in stored.lower()] == []
    assert CANARY not in caplog.text
