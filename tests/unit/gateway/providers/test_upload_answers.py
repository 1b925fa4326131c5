"""What an answer to an upload says (gateway.providers.uploads)."""

import pytest

from gateway.providers.uploads import ids_of, is_upload_route, place_of, target_of
from tests.golden.providers.cases import wire


@pytest.mark.parametrize(
    ("target", "upload"),
    [
        ("/v1/files", True),
        ("/backend-api/files", True),
        ("/v1/chat/completions", False),
        ("/v1/messages", False),
    ],
)
def test_an_upload_is_known_by_its_route(target: str, upload: bool) -> None:
    assert is_upload_route(wire(target)) is upload
    assert not is_upload_route(wire(target, method="GET"))


def test_ids_are_found_wherever_the_provider_puts_them() -> None:
    assert ids_of(b'{"file": {"name": "files/abc", "uri": "https://h.example/files/abc"}}') >= {
        "files/abc"
    }
    assert ids_of(b'{"id": "file-abc123", "filename": "f"}') == {"file-abc123"}
    assert ids_of(b"no json") == frozenset()


def test_the_place_of_an_upload_is_kept_without_what_proves_who_may() -> None:
    said = b'{"upload_url": "https://Files.example/put/1?sig=secret"}'
    assert target_of(said) == "files.example/put/1"
    assert place_of("https://files.example/put/1?sig=other") == "files.example/put/1"
    assert target_of(b"{}") == ""
