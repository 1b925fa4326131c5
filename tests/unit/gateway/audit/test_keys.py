"""Keys: from the environment, from files, or made once."""

import base64
import logging
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gateway.audit.keys import KEY_BYTES, Keys, derive_subkey, key_check
from gateway.errors import ConfigError

GIVEN = base64.b64encode(b"g" * KEY_BYTES).decode()


def test_keys_are_made_once_and_found_again(tmp_path: Path) -> None:
    first = Keys.load(tmp_path / "keys", {})
    assert first == Keys.load(tmp_path / "keys", {})
    assert len({first.pseudonym, first.sealing, first.index, first.cache, first.checkpoint}) == 5
    assert {len(first.pseudonym), len(first.sealing)} == {KEY_BYTES}


def test_made_keys_are_for_the_owner_only(tmp_path: Path) -> None:
    Keys.load(tmp_path / "keys", {})
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    files = sorted(path.name for path in (tmp_path / "keys").iterdir())
    assert files == ["cache.key", "checkpoint.key", "index.key", "pseudonym.key", "sealing.key"]
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "keys").iterdir()}
    assert modes == {0o600}


def test_processes_that_start_together_end_up_with_the_same_keys(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        loaded = list(pool.map(lambda _: Keys.load(tmp_path / "keys", {}), range(8)))
    assert all(keys == loaded[0] for keys in loaded)


def test_the_environment_comes_before_the_file_and_the_file_before_the_folder(
    tmp_path: Path,
) -> None:
    file = tmp_path / "secret"
    file.write_text(base64.b64encode(b"f" * KEY_BYTES).decode() + "\n")
    environment = {"GATEWAY_INDEX_KEY_FILE": str(file)}
    assert Keys.load(tmp_path / "keys", environment).index == b"f" * KEY_BYTES
    environment["GATEWAY_INDEX_KEY"] = GIVEN
    assert Keys.load(tmp_path / "keys", environment).index == b"g" * KEY_BYTES
    assert not (tmp_path / "keys" / "index.key").exists()


def test_every_bad_key_is_reported_and_none_is_shown(tmp_path: Path) -> None:
    environment = {
        "GATEWAY_INDEX_KEY": "not base64, canary-key-text",
        "GATEWAY_SEALING_KEY": base64.b64encode(b"short").decode(),
        "GATEWAY_CACHE_KEY_FILE": str(tmp_path / "missing"),
    }
    with pytest.raises(ConfigError) as caught:
        Keys.load(tmp_path / "keys", environment)
    assert {problem.where for problem in caught.value.problems} == {
        "GATEWAY_INDEX_KEY",
        "GATEWAY_SEALING_KEY",
        "GATEWAY_CACHE_KEY_FILE",
    }
    assert "canary-key-text" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_key_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    Keys.load(tmp_path / "keys", {})
    (tmp_path / "keys" / "sealing.key").chmod(0o644)
    with pytest.raises(ConfigError, match="chmod 600"):
        Keys.load(tmp_path / "keys", {})


def test_a_folder_that_cannot_be_made_is_a_config_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError):
        Keys.load(tmp_path / "file" / "keys", {})


def test_no_repr_or_log_line_shows_a_key(caplog: pytest.LogCaptureFixture) -> None:
    keys = Keys(
        pseudonym=b"p" * 32,
        sealing=b"s" * 32,
        index=b"i" * 32,
        cache=b"c" * 32,
        checkpoint=b"k" * 32,
    )
    logging.getLogger("test").warning("%s %r", keys, keys)
    assert repr(keys) == "Keys()"
    assert "ssss" not in caplog.text


def test_subkeys_differ_by_purpose_and_by_key() -> None:
    subkeys = {derive_subkey(key, purpose) for key in (b"a" * 32, b"b" * 32) for purpose in "xy"}
    assert len(subkeys) == 4


def test_hkdf_gives_the_octets_of_the_standard() -> None:
    """RFC 5869 names no vector without salt and with text as info; this one is computed by hand."""
    import hmac

    extracted = hmac.digest(bytes(32), b"k" * 32, "sha256")
    assert derive_subkey(b"k" * 32, "x") == hmac.digest(extracted, b"x\x01", "sha256")


def test_a_key_check_tells_keys_apart_without_holding_them() -> None:
    assert key_check(b"a" * 32, "sealing") != key_check(b"b" * 32, "sealing")
    assert key_check(b"a" * 32, "sealing") != key_check(b"a" * 32, "index")
    assert len(key_check(b"a" * 32, "sealing")) == 16
