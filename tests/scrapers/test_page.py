import codecs

import pytest

from scrapers.page import Page, decoded

WORDS = "Café “Example” – £2"
HTML = f"<html><head><title>{WORDS}</title></head></html>"
OLD = HTML.encode("cp1252")


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (HTML.encode(), "text/html; charset=utf-8"),
        (HTML.encode(), "text/html; charset=iso-8859-1"),  # the header claims what the page is not
        (HTML.encode(), "text/html; charset=nonsense"),
        (OLD, "text/html; charset=utf-8"),
        (OLD, "text/html; charset=ISO-8859-1"),
        (OLD, "text/html"),
        (codecs.BOM_UTF8 + HTML.encode(), "text/html; charset=windows-1252"),
        (HTML.encode("utf-16"), "text/html"),
        (HTML.encode("utf-16-le"), 'text/html; charset="utf-16le"'),
    ],
)
def test_words_are_read_whatever_the_server_claims(body, content_type):
    assert WORDS in decoded(body, content_type)


def test_a_page_may_name_its_encoding_itself():
    polish = "Świetlica"
    page = f'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2"><p>{polish}</p>'
    assert polish in decoded(page.encode("iso-8859-2"), "text/html")
    assert polish in decoded(f'<meta charset="iso-8859-2">{polish}'.encode("iso-8859-2"), "text/html")


@pytest.mark.parametrize("name", ["utf-7", "idna", "rot13", "unicode_escape", "base64"])
def test_an_encoding_that_hides_markup_is_not_used(name):
    hidden = "+ADw-script+AD4- é".encode("cp1252")
    assert decoded(hidden, f"text/html; charset={name}") == "+ADw-script+AD4- é"


def test_a_saved_page_is_a_page():
    page = Page.of("https://example.org/", HTML.encode())
    assert (page.final_url, page.status, page.media_type, page.unchanged) == (
        page.url,
        200,
        "text/html",
        False,
    )
    assert WORDS in page.text and len(page.sha256) == 64
