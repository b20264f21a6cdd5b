"""The door of the staff pages, as somebody meets it who should not get in."""

from __future__ import annotations

import logging

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from ui.staff.door import STAFF_PAGES, Door
from ui.web.app import create_app

HERE = "http://127.0.0.1:7860"
BEHIND = [
    "/staff/",
    "/staff/outcomes",
    "/staff/config",
    "/staff/outcomes.xlsx",
    "/staff/documents/for-consultants/versions/1",
    "/staff/gradio_api/queue/join",
    "/staff/gradio_api/queue/data?session_hash=x",
    "/staff/gradio_api/heartbeat/x",
    "/staff/gradio_api/startup-events",
    "/staff/gradio_api/upload",
    "/staff/gradio_api/file=/etc/passwd",
    "/staff/gradio_api/info",
    "/staff/theme.css",
    "/staff/static/js/iframeResizer.contentWindow.min.js",
    "/staff/../staff/",
    "/staff//outcomes",
    "/staff/%2e%2e/staff/outcomes",
    "/%73taff/outcomes",
    "/staff/./documents",
]


def browser(app: FastAPI, *, peer: str = "127.0.0.1", at: str = HERE, **headers: str) -> TestClient:
    """A browser at `peer` that has the address `at` in its address bar; it follows no redirects by itself."""
    headers = {"accept": "text/html", "accept-language": "ko"} | headers
    return TestClient(app, base_url=at, client=(peer, 50_000), headers=headers, follow_redirects=False)


@pytest.fixture
def door(app: FastAPI) -> Door:
    door: Door = app.state.door
    return door


@pytest.fixture
def staff(app: FastAPI, door: Door) -> TestClient:
    """One of staff, let in."""
    inside = browser(app)
    assert inside.get(f"/staff/?token={door.token}").status_code == 303
    return inside


def test_the_token_is_exchanged_for_a_cookie_and_leaves_the_address(app: FastAPI, door: Door) -> None:
    inside = browser(app)
    first = inside.get(f"/staff?token={door.token}")
    assert first.headers["location"] == f"/staff/?token={door.token}"
    reply = inside.get(f"/staff/outcomes?token={door.token}&sector=food")
    assert reply.status_code == 303
    assert reply.headers["location"] == "/staff/outcomes?sector=food"
    assert reply.headers["cache-control"] == "no-store"
    cookie = reply.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Path=/staff" in cookie
    assert door.token not in cookie
    page = inside.get("/staff/")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("address", BEHIND)
def test_nothing_behind_the_door_is_served_without_the_cookie(app: FastAPI, address: str) -> None:
    outside = browser(app)
    for reply in (outside.get(address), outside.post(address, json={}), outside.head(address)):
        assert reply.status_code in (403, 404, 405), address
        assert "gradio_config" not in reply.text
        assert "상담원 자료" not in reply.text


def test_who_is_turned_away_is_told_how_to_get_in(app: FastAPI) -> None:
    assert "주소를 그대로 복사해" in browser(app).get("/staff/").text
    assert "Copy the address" in browser(app, **{"accept-language": "en"}).get("/staff/").text


@pytest.mark.parametrize("token", ["", "x", "가", "null", "G" * 43, "a" * 10_000])
def test_a_wrong_token_opens_nothing(app: FastAPI, token: str) -> None:
    reply = browser(app).get("/staff/", params={"token": token})
    assert reply.status_code == 403
    assert "set-cookie" not in reply.headers


def test_the_first_of_two_tokens_does_not_hide_a_wrong_one(app: FastAPI, door: Door) -> None:
    assert browser(app).get(f"/staff/?token={door.token}&token=x").status_code == 403


@pytest.mark.parametrize("host", ["evil.example:7860", "127.0.0.1.evil.example", "localhost.evil.example:7860", ""])
def test_a_name_that_was_bent_to_this_machine_opens_nothing(app: FastAPI, door: Door, host: str) -> None:
    """DNS rebinding: the peer is this machine's own browser, and only the Host header tells."""
    reply = browser(app, host=host).get(f"/staff/?token={door.token}")
    assert reply.status_code == 403
    assert "set-cookie" not in reply.headers


@pytest.mark.parametrize("peer", ["192.168.0.7", "10.0.0.1", "::ffff:10.0.0.1", "unix", "2001:db8::1"])
def test_other_machines_are_turned_away_even_with_the_token(app: FastAPI, door: Door, peer: str) -> None:
    reply = browser(app, peer=peer).get(f"/staff/?token={door.token}")
    assert reply.status_code == 403
    assert "서버가 돌아가는 컴퓨터에서만" in reply.text


@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded", "x-real-ip", "via", "x-forwarded-host"])
def test_a_proxy_on_this_machine_speaks_for_somebody_else(staff: TestClient, header: str) -> None:
    assert staff.get("/staff/").status_code == 200
    assert staff.get("/staff/", headers={header: "127.0.0.1"}).status_code == 403


def test_a_cookie_of_an_earlier_start_opens_nothing(app: FastAPI, staff: TestClient) -> None:
    started_again = create_app(app.state.advisor, app.state.settings)
    old = browser(started_again)
    old.cookies.update(staff.cookies)
    assert old.get("/staff/").status_code == 403
    assert old.get(f"/staff/?token={app.state.door.token}").status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "http://127.0.0.1:3000"},
        {"origin": "http://localhost:7860"},
        {"origin": "null"},
        {"sec-fetch-site": "same-site", "sec-fetch-mode": "no-cors"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "cors"},
    ],
)
def test_other_pages_of_this_machine_cannot_use_the_cookie(staff: TestClient, headers: dict[str, str]) -> None:
    assert staff.post("/staff/gradio_api/queue/join", json={}, headers=headers).status_code == 403
    assert staff.get("/staff/outcomes.xlsx", headers=headers).status_code == 403


def test_the_chat_serves_nothing_of_staff(app: FastAPI, staff: TestClient) -> None:
    """Visitors' pages know no staff function, and the cookie makes nobody staff outside the door."""
    chat = staff.get("/").text
    assert "staff_" not in chat
    assert "담당자 메뉴" not in chat
    for address in ("/outcomes", "/outcomes.xlsx", "/library", f"{HERE}//staff/", f"{HERE}/x/../staff/"):
        assert "gradio_config" not in browser(app).get(address).text, address
    inside, outside = (staff.get(f"{below}/documents/for-consultants/versions/1") for below in (STAFF_PAGES, ""))
    assert (inside.status_code, outside.status_code) == (200, 404)
    assert "cookie" not in outside.request.headers


def test_gradio_offers_staff_only_what_the_pages_need(staff: TestClient) -> None:
    for address in ("upload", "file=/etc/passwd", "info", "proxy=http://example.org", "deep_link", "run/x", "runs"):
        assert staff.get(f"/staff/gradio_api/{address}").status_code == 404, address
        assert staff.post(f"/staff/gradio_api/{address}").status_code == 404, address
    assert staff.get("/staff/monitoring").status_code in (403, 404)
    assert staff.get("/staff/docs").status_code == 404


def test_neither_token_nor_cookie_is_logged(app: FastAPI, door: Door, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        inside = browser(app)
        inside.get(f"/staff/?token={door.token}")
        inside.get("/staff/")
        inside.get(f"/staff/?token={door.token}x")
        inside.get("/staff/outcomes.xlsx?sector=%00")
    ours = [record for record in caplog.records if not record.name.startswith("httpx")]
    kept = [door.token, *(cookie.value or "" for cookie in inside.cookies.jar)]
    assert all(kept)
    assert not any(secret in record.getMessage() for record in ours for secret in kept)


def test_two_starts_share_no_key() -> None:
    one, other = Door(), Door()
    assert one.knows_token(one.token)
    assert not one.knows_token(other.token)
    assert len(one.token) >= 43
