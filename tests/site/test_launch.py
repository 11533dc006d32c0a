"""Addresses that open a notebook on Binder."""

import pytest

from safercities.site.launch import binder_url

NOTEBOOK = "notebooks/05-lighting.ipynb"
TARGET = "lab%2Ftree%2Fnotebooks%2F05-lighting.ipynb"


@pytest.mark.parametrize(
    ("repository", "expected"),
    [
        ("https://github.com/city/course", f"gh/city/course/main?urlpath={TARGET}"),
        ("https://github.com/city/course.git/", f"gh/city/course/main?urlpath={TARGET}"),
        ("https://gitlab.com/city/team/course", f"gl/city%2Fteam%2Fcourse/main?urlpath={TARGET}"),
        (
            "https://code.example.org/city/course",
            f"git/https%3A%2F%2Fcode.example.org%2Fcity%2Fcourse/main?urlpath={TARGET}",
        ),
    ],
)
def test_address_by_host(repository: str, expected: str) -> None:
    assert binder_url(repository, "main", NOTEBOOK) == f"https://mybinder.org/v2/{expected}"


def test_branch_and_hub() -> None:
    address = binder_url(
        "https://github.com/a/b", "feature/x", "n.ipynb", "https://hub.example.org/"
    )
    assert address.startswith("https://hub.example.org/v2/gh/a/b/feature%2Fx?")


@pytest.mark.parametrize(
    "repository", ["github.com/a/b", "https://github.com/a", "http://x.org/a/b"]
)
def test_bad_address_says_what_is_wanted(repository: str) -> None:
    with pytest.raises(ValueError, match="must look like https://github"):
        binder_url(repository, "main", NOTEBOOK)
