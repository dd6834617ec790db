"""`/privacy`: for everybody, by itself, and allowed no more than its own style."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from skill.channels import Runtime
from skill.exports.alexa import privacy_page, style_hash
from skill.server import create_app


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


def test_the_patient_page_has_its_part_in_it(runtime: Runtime) -> None:
    public = replace(runtime.settings, public=True)
    page = create_app(public, runtime).test_client().get("/privacy")

    assert page.text == privacy_page(runtime.leaflet, website=True)
    assert "Op de webpagina" in page.text
    assert "$" not in page.text
    assert style_hash(page.text) in page.headers["Content-Security-Policy"]


def test_its_own_style_is_all_that_it_may_load(client: FlaskClient) -> None:
    response = client.get("/privacy")
    policy = response.headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert f"style-src {style_hash(response.text)};" in policy
    assert "unsafe" not in policy
