"""Reads the text of PDF reports; hostile ones cost bounded time and only themselves."""

from __future__ import annotations

import time
import zlib
from datetime import UTC, datetime

import pytest

pytest.importorskip("pypdf", reason="needs the extra pdf")

from monitor.acquire.extract import extract
from monitor.acquire.pdf import parse, read_pdf
from monitor.errors import SourceError
from monitor.model.article import Entry, Payload

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def shown(lines: list[str]) -> bytes:
    """Write the content of a page: a line of text each, from the top."""
    escaped = (line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines)
    return ("BT /F1 11 Tf 14 TL 50 780 Td " + " ".join(f"({line}) Tj T*" for line in escaped) + " ET").encode("cp1252")


def pdf(*contents: bytes, info: str = "", kids: str = "", flate: bool = False, extra: str = "") -> bytes:
    """Write a PDF of pages with these contents; `kids` replaces the page tree's own children."""
    numbers = [5 + 2 * at for at in range(len(contents))]
    children = kids or " ".join(f"{number} 0 R" for number in numbers)
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{children}] /Count {len(contents)} >>",
        3: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        4: f"<< {info} >>",
    }
    out = b"%PDF-1.7\n"
    places: dict[int, int] = {}

    def add(number: int, body: bytes) -> None:
        nonlocal out
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"

    for number, text in objects.items():
        add(number, text.encode("latin-1"))
    for number, content in zip(numbers, contents, strict=True):
        add(number, f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> {extra} >> >>".encode())  # fmt: skip
        head = f"<< /Length {len(content)}{' /Filter /FlateDecode' if flate else ''} >>\nstream\n".encode()
        add(number + 1, head + content + b"\nendstream")
    start = len(out)
    out += f"xref\n0 {max(places) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{places[number]:010} 00000 n \n".encode() for number in range(1, max(places) + 1))
    return out + f"trailer << /Size {max(places) + 1} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def report(body: bytes, part: str = "ferry.pdf", **more):
    payload = Payload(
        source="desk", part=part, url="file:///x", body=body, headers={"content-type": "application/pdf"}, fetched_at=NOW, **more
    )
    return parse(payload)


LINES = [
    "Ferry inquiry: interim report",
    "The ferry left Dunmere at noon with 212 people on board, said the har-",
    "bour office, and 14 of them were injured when it struck the quay at the",
    "northern end of the basin.",
    "A second inquiry (into the cables) begins in March.",
]


def test_a_report_has_title_text_and_what_the_file_says_of_itself():
    [entry] = report(pdf(shown(LINES), info="/Author (Ann Bell) /CreationDate (D:20260227090000Z) /Title (Microsoft Word - f.docx)"))

    assert (entry.title, entry.author, entry.kind, entry.ref) == ("Ferry inquiry: interim report", "Ann Bell", "report", "ferry.pdf")
    assert entry.published_at == datetime(2026, 2, 27, 9, tzinfo=UTC)
    assert entry.content == (
        "The ferry left Dunmere at noon with 212 people on board, said the harbour office, and 14 of them were injured when it struck the "
        "quay at the northern end of the basin.\n\nA second inquiry (into the cables) begins in March."
    )


def test_a_title_in_the_file_and_fields_at_the_top_of_its_text_count():
    [named] = report(pdf(shown(LINES[1:]), info="/Title (The ferry at Dunmere)"))
    [headed] = report(pdf(shown(["Title: The quay", "Outlet: Harbour Office", "", *LINES[1:]])))

    assert named.title == "The ferry at Dunmere"
    assert (headed.title, headed.outlet) == ("The quay", "Harbour Office")


def test_running_heads_and_page_numbers_are_left_out_and_sentences_go_on_across_pages():
    words = ["one", "two", "three", "four"]
    bodies = [[f"Part {word} of the text runs on and on, and then", f"it goes on, the {word}th, on yet another"] for word in words]
    pages = [shown(["Harbour Office, annual report", *body, f"{number}"]) for number, body in enumerate(bodies, start=1)]
    text = read_pdf(pdf(*pages), "x.pdf").text

    assert "annual report" not in text
    assert "it goes on, the oneth, on yet another Part two of the text runs on and on, and then it goes on, the twoth" in text


def test_a_page_that_is_a_pdf_gives_its_article():
    entry = Entry(source="desk", ref="1", keys=("k",), title="Ferry inquiry", fetched_at=NOW)
    page = Payload(source="desk", url="https://x.example/1", body=WHOLE, headers={"content-type": "application/pdf"}, fetched_at=NOW)

    article = extract(entry, page)

    assert article.extraction == "page: pdf"
    assert "212 people on board" in article.text


def test_a_scan_says_that_it_holds_no_text():
    feed = report(pdf(b"0 0 m 100 100 l S"))

    assert (len(feed), feed.warning) == (0, "ferry.pdf: holds no text (scanned pages? they need character recognition first)")


def test_other_files_and_other_types_are_not_read():
    assert parse(Payload(source="desk", part="a.txt", url="x", headers={"content-type": "text/plain"}, fetched_at=NOW)) is None
    assert parse(Payload(source="desk", url="x", headers={"content-type": "application/pdf"}, fetched_at=NOW)) is None


WHOLE = pdf(shown(LINES))


@pytest.mark.parametrize(
    "body",
    [b"", b"%PDF-1.7\n", b"hello", WHOLE[: len(WHOLE) // 3], bytes(1000)],
    ids=["empty", "head", "text", "cut", "zeros"],
)  # fmt: skip
def test_what_is_damaged_is_an_error_that_names_the_file_or_has_no_text(body):
    try:
        assert len(report(body)) == 0
    except SourceError as error:
        assert str(error).startswith("ferry.pdf: ")  # noqa: PT017 - either is fine


def test_a_file_with_a_broken_index_is_read_all_the_same():
    assert read_pdf(WHOLE.replace(b"/Root", b"/Ruut"), "x.pdf").text.startswith("Ferry inquiry")
    assert read_pdf(WHOLE.replace(b"startxref\n", b"startxref\n9"), "x.pdf").text.startswith("Ferry inquiry")


def test_a_file_with_a_password_says_so():
    encrypted = WHOLE.replace(
        b"/Info 4 0 R",
        b"/ID [<00><00>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <" + b"11" * 32 + b"> /U <" + b"22" * 32 + b"> >>",
    )  # fmt: skip

    with pytest.raises(SourceError, match=r"ferry\.pdf: is encrypted: take the password off"):
        report(encrypted)


FORM = b"BT /F1 11 Tf (x) Tj ET " * 400_000
HOSTILE = {
    "a bomb": lambda: pdf(zlib.compress(b" " * 400_000_000, 9), flate=True),
    "a page tree that bites its tail": lambda: pdf(shown(["x"]), kids="2 0 R"),
    "the same page a hundred thousand times": lambda: pdf(shown(LINES), kids="5 0 R " * 100_000),
    "a huge content": lambda: pdf(zlib.compress(FORM), flate=True),
    "deep arrays": lambda: pdf(b"[" * 200_000),
    "a thousand pages": lambda: pdf(*[shown(["A page. " * 12] * 30)] * 1_000),
    "nested dictionaries": lambda: pdf(shown(["x"]), info="/A " + "<< /A " * 50_000),
    "a form that calls itself": lambda: (
        pdf(b"/X Do", extra="/XObject << /X 7 0 R >>")
        + b"7 0 obj << /Type /XObject /Subtype /Form /Resources << /XObject << /X 7 0 R >> >> /Length 5 >>\n"
        + b"stream\n/X Do\nendstream endobj\n"
    ),
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_costs_bounded_time(make):
    body = make()
    began = time.process_time()

    try:
        assert len(read_pdf(body, "x.pdf").text) <= 1_000_000
    except SourceError as error:
        assert str(error).startswith("x.pdf: ")  # noqa: PT017 - either is fine

    assert time.process_time() - began < 20
