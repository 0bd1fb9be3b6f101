from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.acquire.markup import clean, one_line, text_of


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One <b>bold</b> word.</p><p>Two</p>", "One bold word.\n\nTwo"),
        ("One<br>two<br/><br/>three", "One\ntwo\n\nthree"),
        ("<div>In<p>side</p>tail</div>", "In\n\nside\n\ntail"),
        ("a<script>alert('x')</script>b<style>p{}</style>c", "abc"),
        ("<ul><li>a<li>b</ul>after", "a\nb\n\nafter"),
        ("<table><tr><td>1<td>2<tr><td>3</table>", "1 2\n3"),
        ("split by\n  the\twriter", "split by\nthe writer"),
        ("<p>split by\n  the\twriter</p>", "split by the writer"),
        ("<pre>line\nline</pre>", "line\nline"),
        ("AT&amp;T &lt;b&gt; &amp;lt; &#8211; &nbsp;x", "AT&T <b> &lt; – x"),
        ("<p>&amp;lt;i&amp;gt;</p>", "&lt;i&gt;"),
        ("first\n\nsecond\n\n\n\nthird", "first\n\nsecond\n\nthird"),
        ("5 < 6 and <unclosed", "5 < 6 and"),
        ("<img src=x onerror=alert(1)>", ""),
        ("", ""),
    ],
    ids=[
        "paragraphs",
        "breaks",
        "tail",
        "scripts",
        "list",
        "table",
        "plain lines",
        "wrapped",
        "pre",
        "entities",
        "once",
        "blank lines",
        "unclosed",
        "image",
        "nothing",
    ],
)
def test_markup_reads_as_text(markup, text):
    assert text_of(markup) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Ki\u00adm\u200b \ufeffJong\u2060 Un", "Kim Jong Un"),
        ("a\u202eb\u2066c\U000e0041d\x1b[31m\x9b", "abcd[31m"),
        ("e\u0301", "é"),
        ("Ki\u200dm", "Kim"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("6\u202f000 and 6\u00a0000,\u00a0then", "6\u202f000 and 6\u00a0000, then"),
        ("a\u2028b\x0cc\r\nd", "a\nb\nc\nd"),
        ("x\ud800y\ufffe", "xy"),
        ("  \t a \n\n\n\n b  ", "a\n\nb"),
    ],
    ids=[
        "hidden in words",
        "controls",
        "composed",
        "joiner in latin",
        "joiner in persian",
        "joined emoji",
        "grouped number",
        "breaks",
        "surrogates",
        "spaces",
    ],
)
def test_invisible_characters_go_and_meaning_stays(raw, text):
    assert clean(raw) == text


@given(st.text(max_size=300))
def test_clean_text_is_normal_encodable_and_stays_as_it_is(text):
    once = clean(text)

    assert unicodedata.is_normalized("NFC", once)
    assert once.encode() is not None
    assert clean(once) == once


@given(st.text("<>/&;pbrdivscript \n='\"é", max_size=300))
def test_any_markup_gives_clean_text(markup):
    assert clean(text_of(markup)) == text_of(markup)


@given(st.text(max_size=300))
def test_a_title_is_one_line(text):
    assert "\n" not in one_line(text)
    assert len(one_line(text, 20)) <= 20


@pytest.mark.parametrize("piece", ["<div>", "<b>", "<table><td>", "<!--", "<a b", "<", "&#", "<script>", "<svg><p>"])
@pytest.mark.timeout(20)
def test_hostile_markup_takes_bounded_time(piece):
    for count in (9_000, 1_000_000 // len(piece)):
        assert text_of(f"<p>What was said before</p>{piece * count}").startswith("What was said before")
