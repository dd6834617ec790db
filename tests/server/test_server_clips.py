"""`GET /audio/<file>`: caching, ranges, and nothing but clips."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from skill.channels import Runtime


@pytest.fixture
def path(runtime: Runtime) -> str:
    """The address of one clip."""
    clip = runtime.clip("goed-tillen")
    assert clip is not None
    return f"/audio/{clip.file}"


@pytest.fixture
def sound(runtime: Runtime, path: str) -> bytes:
    """The bytes of that clip."""
    return (runtime.settings.audio_dir / Path(path).name).read_bytes()


def test_a_clip_is_kept_for_ever(client: FlaskClient, path: str, sound: bytes) -> None:
    response = client.get(path)

    assert response.data == sound
    assert response.mimetype == "audio/mpeg"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["Accept-Ranges"] == "bytes"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_clip_that_is_known_is_not_sent_again(client: FlaskClient, path: str) -> None:
    etag = client.get(path).headers["ETag"]
    response = client.get(path, headers={"If-None-Match": etag})

    assert response.status_code == 304
    assert response.data == b""
    assert client.get(path, headers={"If-None-Match": '"another"'}).status_code == 200


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_clip_of_another_version_is_refused_without_its_sound(
    client: FlaskClient, path: str, method: str
) -> None:
    response = client.open(path, method=method, headers={"If-Match": '"another"'})

    assert response.status_code == 412
    assert response.mimetype == "application/json"
    assert response.headers["Cache-Control"] == "no-store"
    if method == "GET":
        assert response.get_json()["error"]["code"] == "precondition_failed"


@pytest.mark.parametrize("wish", ["*", "ETAG", '"another", ETAG', "geen label", ""])
def test_a_clip_of_the_version_that_is_asked_for(
    client: FlaskClient, path: str, sound: bytes, wish: str
) -> None:
    etag = client.get(path).headers["ETag"]
    response = client.get(path, headers={"If-Match": wish.replace("ETAG", etag)})

    assert (response.status_code, response.data) == (200, sound)


def test_only_the_headers(client: FlaskClient, path: str, sound: bytes) -> None:
    response = client.head(path, headers={"Range": "bytes=0-1"})

    assert response.status_code == 200
    assert response.data == b""
    assert response.headers["Content-Length"] == str(len(sound))


@pytest.mark.parametrize(
    ("wish", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-99", 0, 99),
        ("bytes=100-199", 100, 199),
        ("bytes=2000-", 2000, None),
        ("bytes=-100", -100, None),
        ("bytes=0-999999", 0, None),
        ("bytes=-999999", 0, None),
    ],
)
def test_a_part_of_a_clip(
    client: FlaskClient, path: str, sound: bytes, wish: str, first: int, last: int | None
) -> None:
    response = client.get(path, headers={"Range": wish})
    start = first if first >= 0 else len(sound) + first
    end = len(sound) - 1 if last is None else last

    assert response.status_code == 206
    assert response.data == sound[start : end + 1]
    assert response.headers["Content-Range"] == f"bytes {start}-{end}/{len(sound)}"
    assert response.headers["Content-Length"] == str(end + 1 - start)


@pytest.mark.parametrize("wish", ["bytes=999999-", "bytes=999999-1000000", "bytes=-0"])
def test_a_part_that_is_not_there(client: FlaskClient, path: str, sound: bytes, wish: str) -> None:
    response = client.get(path, headers={"Range": wish})

    assert response.status_code == 416
    assert response.headers["Content-Range"] == f"bytes */{len(sound)}"
    assert response.get_json()["error"]["code"] == "range_not_satisfiable"


@pytest.mark.parametrize("wish", ["lines=0-5", "bytes=a-b", "bytes=0-1,5-6", "bytes=-", "0-5", ""])
def test_a_range_that_means_nothing_gives_all(
    client: FlaskClient, path: str, sound: bytes, wish: str
) -> None:
    response = client.get(path, headers={"Range": wish})

    assert response.status_code == 200
    assert response.data == sound


def test_a_part_of_another_version_gives_all(client: FlaskClient, path: str, sound: bytes) -> None:
    response = client.get(path, headers={"Range": "bytes=0-9", "If-Range": '"another"'})

    assert (response.status_code, response.data) == (200, sound)


@pytest.mark.parametrize(
    "file",
    [
        "manifest.json",
        "goed-tillen.mp3",
        "../../../etc/passwd",
        "..%2f..%2fetc%2fpasswd",
        "%2e%2e/manifest.json",
        "a%00.mp3",
        "",
        "%ff",
    ],
)
def test_nothing_but_clips(client: FlaskClient, file: str) -> None:
    response = client.get(f"/audio/{file}")

    assert response.status_code == 404
    assert response.get_json()["error"]["code"] == "not_found"
    assert response.headers["Cache-Control"] == "no-store"


def test_a_clip_that_was_removed(client: FlaskClient, runtime: Runtime, path: str) -> None:
    (runtime.settings.audio_dir / Path(path).name).unlink()

    assert client.get(path).status_code == 404
