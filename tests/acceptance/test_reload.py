"""Clauses 11.1 to 11.3: changes come into force at once and whole; a bad file changes nothing."""

import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.acceptance.records import newest, rows
from tests.served import UNLISTED, Served, serving, tool


@pytest.fixture(scope="module")
def changing(tmp_path_factory: pytest.TempPathFactory):  # noqa: ANN201
    with serving(Path(tmp_path_factory.mktemp("changing"))) as served:
        yield served


def eventually(true: Callable[[], bool], seconds: float = 15) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if true():
            return True
        time.sleep(0.1)
    return False


def status(served: Served, host: str) -> int:
    return served.chat("Summarise the bin rota", host=host).status_code


def edit(path: Path, change: Callable[[dict], None]) -> None:  # type: ignore[type-arg]
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")


def test_a_tool_added_to_the_register_works_without_a_restart(changing: Served) -> None:
    assert status(changing, UNLISTED) == 403
    edit(changing.config / "tools.yaml", lambda d: d["tools"].append(tool("cohere", UNLISTED)))
    assert eventually(lambda: status(changing, UNLISTED) == 200)


def test_a_bad_file_keeps_the_old_one_in_force_and_says_so(changing: Served) -> None:
    good = (changing.config / "policy.yaml").read_text(encoding="utf-8")
    (changing.config / "policy.yaml").write_text(good + "\nnonsense: [1\n", encoding="utf-8")
    assert eventually(lambda: "policy.yaml" in changing.ready().text)
    assert changing.ready().status_code == 200
    assert "genai_gateway_config_reload" in changing.metrics()
    assert status(changing, "api.perplexity.ai") == 403
    assert status(changing, "api.openai.com") == 200
    (changing.config / "policy.yaml").write_text(good, encoding="utf-8")
    assert eventually(lambda: "policy.yaml" not in changing.ready().text)


def test_a_hangup_signal_reloads_too(changing: Served) -> None:
    edit(changing.config / "tools.yaml", lambda d: d["tools"].append(tool("xai2", "grok.com")))
    changing.process.send_signal(signal.SIGHUP)
    assert eventually(lambda: status(changing, "grok.com") in (200, 502))


def test_a_rule_in_observe_mode_records_what_it_would_have_done(changing: Served) -> None:
    def observe(data: dict) -> None:  # type: ignore[type-arg]
        rule = next(r for r in data["rules"] if r["id"] == "tool-stopped")
        rule["mode"] = "observe"

    edit(changing.config / "policy.yaml", observe)
    assert eventually(lambda: status(changing, "api.perplexity.ai") == 200)
    assert "tool-stopped" in newest(changing)["observed"]


def test_every_change_gives_the_policy_another_version(changing: Served) -> None:
    assert len({row["policy_version"] for row in rows(changing).interactions}) >= 3


def test_a_changed_word_list_is_in_force_without_a_restart(changing: Served) -> None:
    health = changing.config / "terms" / "health.yaml"
    shipped = health.read_text(encoding="utf-8")
    said = "Margaret Okonkwo was diagnosed with grumblewort last week."
    before = changing.chat(said).status_code
    health.write_text(shipped.replace("strong:\n", 'strong:\n  - "grumblewort"\n', 1), "utf-8")
    assert eventually(lambda: changing.chat(f"{said} Again.").status_code == 403, 30)
    assert before in (200, 403)
    health.unlink()
    assert eventually(lambda: "HEALTH" in changing.ready().text)
    assert changing.chat(f"{said} Once more.").status_code == 403
    health.write_text(shipped, encoding="utf-8")
    assert eventually(lambda: "HEALTH" not in changing.ready().text)


def test_a_new_code_name_is_in_force_without_a_restart(changing: Served) -> None:
    said = "Summarise the options for Project Grumblefinch"
    assert changing.chat(said).status_code == 200
    entry = {"name": "Project Grumblefinch", "owner": "Finance", "expires": "2099-12-31"}
    edit(changing.config / "codenames.yaml", lambda d: d["codenames"].append(entry))
    assert eventually(lambda: changing.chat(f"{said} again").status_code == 403, 30)
