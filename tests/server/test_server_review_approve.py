"""Approving in the browser: as it was read, or not at all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from review_desk import EDITORS, MEDICAL, Desk, error_of
from werkzeug.datastructures import Headers

from skill import atomic_write


def test_what_is_ticked_is_written_down_with_its_text(plants: Desk) -> None:
    line = plants.line("water", "water")
    status, told = plants.approve({"water": line["hash"]})

    assert (status, told["approved"]) == (200, ["water"])
    (row,) = plants.signoff().approvals
    assert (row.id, row.hash, row.role, row.text) == ("water", line["hash"], MEDICAL, line["text"])
    assert plants.line("water", "water")["approved"] == {"role": MEDICAL, "date": row.date}
    assert plants.client.get("/review/items").get_json()["open"] == told["open"]


def test_all_that_is_on_a_screen_at_once(plants: Desk) -> None:
    hashes = plants.hashes("water")
    _, told = plants.approve(hashes)

    assert set(told["approved"]) == set(hashes)
    assert {one["state"] for one in plants.item("water")["lines"]} == {"approved"}


def test_a_text_that_changed_meanwhile_is_not_approved_and_nothing_else_is(plants: Desk) -> None:
    read = plants.hashes("water")
    plants.rewrite("passages/water.md", "twee keer per week", "drie keer per week")
    status, told = plants.approve(read)

    assert (status, told["error"]["code"]) == (409, "stale_text")
    assert plants.signoff().approvals == ()


def test_after_an_approval_a_change_is_shown_word_by_word(plants: Desk) -> None:
    plants.approve(plants.hashes("water"))
    plants.rewrite("passages/water.md", "twee keer per week", "drie keer per week")
    line = plants.line("water", "water")

    assert line["state"] == "changed"
    assert line["before"]["role"] == MEDICAL
    words = line["before"]["changes"]
    assert [one for one in words if one[0] != "same"] == [["gone", "twee"], ["new", "drie"]]
    plants.approve({"water": line["hash"]})
    texts = [one.text for one in plants.signoff().approvals if one.id == "water"]
    assert texts == ["", line["text"]]  # what is compared with later is kept, and only that


def test_an_approval_without_its_text_is_read_and_says_that_it_changed(plants: Desk) -> None:
    row = f"{{id: water, hash: {'0' * 12}, role: {MEDICAL}, date: 2026-01-31}}"
    (plants.content / "signoff.yaml").write_text(f"approvals:\n- {row}\n", encoding="utf-8")
    line = plants.line("water", "water")

    assert line["state"] == "changed"
    assert line["before"] == {"role": MEDICAL, "date": "2026-01-31", "changes": None}


def test_who_may_not_approve_a_line_approves_nothing(plants: Desk) -> None:
    status, told = plants.approve(plants.hashes("water"), EDITORS)

    assert (status, told["error"]["code"]) == (403, "wrong_role")
    assert plants.signoff().approvals == ()
    title = plants.line("water", "title_water")
    assert plants.approve({"title_water": title["hash"]}, EDITORS)[0] == 200


@pytest.mark.parametrize("role", ["", "dokter", None, 7])
def test_without_a_role_nothing_is_approved(plants: Desk, role: object) -> None:
    body = {"role": role, "lines": plants.hashes("water")}
    answer = plants.client.post("/review/approve", json=body)

    assert error_of(answer) == (400, "bad_role")
    assert not (plants.content / "signoff.yaml").exists()


TOO_MANY = dict.fromkeys(map(str, range(700)), "0")


@pytest.mark.parametrize("lines", [None, [], {}, {"water": 5}, "water", TOO_MANY])
def test_another_shape_is_refused(plants: Desk, lines: object) -> None:
    for path in ("approve", "withdraw"):
        answer = plants.client.post(f"/review/{path}", json={"role": MEDICAL, "lines": lines})
        assert error_of(answer) == (400, "bad_request")


def test_an_approval_is_withdrawn_and_the_rest_stays(plants: Desk) -> None:
    (plants.content / "signoff.yaml").write_text("# uitleg\napprovals: []\n", encoding="utf-8")
    hashes = plants.hashes("water")
    plants.approve(hashes)
    answer = plants.client.post("/review/withdraw", json={"lines": {"water": hashes["water"]}})

    assert answer.get_json()["withdrawn"] == ["water"]
    assert {one.id for one in plants.signoff().approvals} == set(hashes) - {"water"}
    rest = {name: digits for name, digits in hashes.items() if name != "water"}
    plants.client.post("/review/withdraw", json={"lines": rest})
    assert (plants.content / "signoff.yaml").read_text("utf-8") == "# uitleg\napprovals: []\n"
    assert plants.approve(hashes)[0] == 200


def test_two_people_at_once_lose_nothing(plants: Desk) -> None:
    items = ["water", "licht", "geel-blad"]
    hashes = [{name: digits} for item in items for name, digits in plants.hashes(item).items()]
    with ThreadPoolExecutor(8) as people:
        told = list(people.map(plants.approve, hashes))

    assert [status for status, _ in told] == [200] * len(hashes)
    assert {one.id for one in plants.signoff().approvals} == {
        name for one in hashes for name in one
    }


def test_while_a_file_is_wrong_nothing_is_approved(plants: Desk) -> None:
    hashes = plants.hashes("licht")
    plants.rewrite("passages/water.md", "risk: ", "risks: ")

    assert plants.approve(hashes)[1]["error"]["code"] == "content_broken"


def test_a_disk_that_takes_nothing_is_told(plants: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    hashes = plants.hashes("water")
    monkeypatch.setattr(atomic_write.Path, "write_bytes", full)

    assert plants.approve(hashes)[1]["error"]["code"] == "not_written"
    monkeypatch.undo()
    assert plants.approve(hashes)[0] == 200


WRITES = (
    "/review/approve",
    "/review/withdraw",
    "/review/takes/water/normal",
    "/review/takes/x/accept",
    "/review/recordings/water/normal/remove",
    "/review/build",
)


@pytest.mark.parametrize("path", WRITES)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://elders.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:3000"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
    ],
)
def test_another_sites_page_changes_nothing(
    plants: Desk, path: str, headers: dict[str, str]
) -> None:
    answer = plants.app.test_client().post(path, json={"lines": {}}, headers=headers)

    assert answer.status_code == 403
    assert error_of(answer)[1] in ("cross_site", "loopback_only")


@pytest.mark.parametrize(
    "path",
    [
        *WRITES,
        "/review",
        "/review/items",
        "/review/items/water",
        "/review/sheet",
        "/review/clips/x.mp3",
        "/review/build",
    ],
)
def test_another_machine_sees_and_changes_nothing(plants: Desk, path: str) -> None:
    method = "POST" if path in WRITES else "GET"
    answer = plants.client.open(
        path, method=method, headers=Headers({"X-Forwarded-For": "192.0.2.7"})
    )

    assert error_of(answer) == (403, "loopback_only")


def test_our_own_page_may(plants: Desk) -> None:
    body = {"role": MEDICAL, "lines": plants.hashes("water")}
    headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}

    assert plants.client.post("/review/approve", json=body, headers=headers).status_code == 200
