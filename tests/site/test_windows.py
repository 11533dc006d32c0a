"""A window that is lent again is as good as new."""

from tests.browser import PHONE, Windows

LEFT = "() => [localStorage.mine, sessionStorage.mine, matchMedia('print').matches]"


def test_a_lent_window_comes_back_empty(windows: Windows, mini_url: str) -> None:
    address = f"{mini_url}/search.html"
    with windows.lend(viewport=PHONE) as first:
        first.goto(address)
        first.evaluate("() => { localStorage.mine = 1; sessionStorage.mine = 1; }")
        first.emulate_media(media="print")
        first.route("**/search.html", lambda route: route.abort())
        assert first.evaluate(LEFT) == ["1", "1", True]
    with windows.lend(viewport=PHONE) as second:
        assert second is first
        assert second.url == "about:blank"
        assert second.goto(address).ok
        assert second.evaluate(LEFT) == [None, None, False]
