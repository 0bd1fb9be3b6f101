from __future__ import annotations

import pytest

from monitor.acquire.page import read_page

PARAGRAPHS = "".join(f"<p>Sentence {number} of the article is long enough to be one.</p>" for number in range(8))


def test_a_page_says_who_published_it_where_and_when():
    page = read_page(
        """<html lang="en-GB"><head><title>Bridge reopens</title><link rel="canonical" href="https://a.example/1">
        <meta property="og:site_name" content="Post">
        <meta name="author" content="Ann Bell">
        <meta property="article:published_time" content="2026-03-11T06:40:00Z"></head><body><p>Text</p></body></html>"""
    )

    assert (page.title, page.url, page.outlet, page.author) == ("Bridge reopens", "https://a.example/1", "Post", "Ann Bell")
    assert (page.lang, page.published, page.text) == ("en-GB", "2026-03-11T06:40:00Z", "Text")


@pytest.mark.parametrize(
    "frame",
    [
        "<article>{}</article>",
        "<main><div>{}</div></main>",
        '<div itemprop="articleBody">{}</div>',
        "<div>{}</div>",
        "<article>Teaser</article><article>{}</article>",
    ],
    ids=["article", "main", "microdata", "nothing marked", "teasers beside"],
)
def test_the_body_is_found_without_menus_and_asides(frame):
    page = f"<body><nav>Menu</nav>{frame.format(PARAGRAPHS)}<aside>More</aside><footer>Imprint</footer><script>x()</script></body>"

    text = read_page(page).text

    assert text.removeprefix("Teaser\n\n").startswith("Sentence 0")
    assert not {"Menu", "More", "Imprint", "x()"} & set(text.split("\n"))


@pytest.mark.parametrize("page", ["", "text", "<html>", "<article>" * 500, "<" * 10_000, "<div>" * 100_000])
@pytest.mark.timeout(20)
def test_odd_pages_do_no_harm(page):
    assert isinstance(read_page(page).text, str)
