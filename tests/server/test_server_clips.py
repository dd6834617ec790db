"""`GET /audio/<file>`: caching, ranges, and nothing but clips."""

from __future__ import annotations

from pathlib import Path

import miniaudio
import pytest
from caller import SOUND, refused
from flask.testing import FlaskClient

from skill.channels import Runtime, open_runtime
from skill.server import create_app
from skill.settings import read_settings


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
        ("bytes=-" + "9" * 5000, 0, None),
        ("bytes=-000000000000000000000100", -100, None),
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


def test_a_sound_of_which_a_clip_was_removed(
    client: FlaskClient, runtime: Runtime, path: str, sound: bytes
) -> None:
    title = runtime.clip("title_goed-tillen")
    assert title is not None
    address = f"/audio/{title.file}/{Path(path).name}"
    assert client.get(address).data.endswith(sound)
    (runtime.settings.audio_dir / title.file).unlink()

    assert refused(client.get(address)) == (404, "not_found")


def test_several_clips_of_one_address_are_one_sound(simulator: FlaskClient) -> None:
    one, other = "keys_root-0a1b.mp3", "prompt_code-0a1b-slow.mp3"
    both = simulator.get(f"/audio/{one}/{other}")

    assert both.data == SOUND * 2
    assert both.headers["Cache-Control"].endswith("immutable")
    part = simulator.get(f"/audio/{one}/{other}", headers={"Range": "bytes=1-2"})
    assert (part.status_code, part.data) == (206, SOUND[1:3])
    same = simulator.get(f"/audio/{one}/{other}", headers={"If-None-Match": both.headers["ETag"]})
    assert same.status_code == 304
    assert simulator.get(f"/audio/{one}").headers["ETag"] != both.headers["ETag"]


def test_shipped_clips_of_one_address_sound_as_long_as_each_of_them() -> None:
    shipped = open_runtime(read_settings({}))
    client = create_app(shipped.settings, shipped).test_client()
    for names in (("title_goed-tillen", "goed-tillen"), ("keys_root", "prompt_code", "alarm_112")):
        clips = [clip for name in names if (clip := shipped.clip(name)) is not None]
        sound = client.get("/audio/" + "/".join(clip.file for clip in clips)).data
        decoded = miniaudio.decode(sound, nchannels=1, sample_rate=24_000)
        assert len(clips) == len(names)
        assert decoded.num_frames / 24_000 == pytest.approx(sum(one.seconds for one in clips))


@pytest.mark.parametrize(
    "path",
    ["{0}/", "/{0}", "{0}//{0}", "{0}/../{0}", "{0}/nothing.mp3", "/".join(["{0}"] * 7), "{0}/."],
)
def test_a_sound_with_a_part_that_is_none_is_not_there(simulator: FlaskClient, path: str) -> None:
    address = "/audio/" + path.format("keys_root-0a1b.mp3")

    assert refused(simulator.get(address)) == (404, "not_found")
