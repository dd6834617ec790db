"""`/privacy`: for everybody, by itself, and allowed no more than its own style."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from skill.channels import Runtime
from skill.exports.alexa import privacy_page, style_hash


@pytest.mark.parametrize(
    "headers", [{}, {"Host": "rug.example.nl"}, {"X-Forwarded-For": "1.2.3.4"}]
)
def test_everybody_may_read_it(
    client: FlaskClient, runtime: Runtime, headers: dict[str, str]
) -> None:
    response = client.get("/privacy", headers=headers)

    assert response.status_code == 200
    assert response.mimetype == "text/html"
    assert response.headers["Content-Language"] == "nl"
    assert response.text == privacy_page(runtime.leaflet)


def test_its_own_style_is_all_that_it_may_load(client: FlaskClient) -> None:
    response = client.get("/privacy")
    policy = response.headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert f"style-src {style_hash(response.text)};" in policy
    assert "unsafe" not in policy
