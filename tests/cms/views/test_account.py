"""Wagtail's login page is the site's own."""


def test_wagtails_login_is_the_sites(client, portal):
    response = client.get("/admin/login/?next=/admin/pages/")
    closed = client.get("/admin/pages/")

    assert response.headers["Location"] == "/accounts/login/?next=%2Fadmin%2Fpages%2F"
    assert closed.headers["Location"] == "/accounts/login/?next=/admin/pages/"
