"""PDF reports in a folder: read in a worker, one article each; what cannot be read costs only itself."""

from __future__ import annotations

import pytest

pytest.importorskip("pypdf", reason="needs the extra pdf")

FOLDER = """
[sources.reports]
use = "folder"
path = "reports"
backfill = "notify"

[rules.ferry]
use = "word"
word = "ferry"
"""


def pdf(text: str) -> bytes:
    """Write a PDF of one page, without an index, which readers rebuild."""
    content = f"BT /F1 11 Tf 50 780 Td ({text}) Tj ET".encode()
    return b"""%%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >> endobj
4 0 obj << /Length %d >> stream
%s
endstream endobj
5 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj
trailer << /Root 1 0 R >>
startxref
0
%%%%EOF
""" % (len(content), content)


@pytest.fixture
def reports(house):
    (house.folder / "reports").mkdir()
    house.configure(FOLDER, workers=1, deadline="10s").detector()

    def put(name: str, body: bytes):
        (house.folder / "reports" / name).write_bytes(body)
        return house

    return put


def test_a_pdf_is_one_article_and_is_judged(reports):
    house = reports("inquiry.pdf", pdf("The ferry struck the quay at Dunmere."))

    code, summary, complaint = house.once()

    assert (code, summary["articles"], summary["errors"]) == (0, 1, []), complaint
    [row] = house.listed("articles")
    assert (row["ref"], row["text"]) == ("inquiry.pdf", "The ferry struck the quay at Dunmere.")
    assert len(house.listed("alerts")) == 1


def test_bad_files_cost_only_themselves_and_say_what_is_wrong(reports):
    reports("damaged.pdf", b"%PDF-1.7 nothing more")
    reports("scan.pdf", pdf("").replace(b"Tj", b""))
    house = reports("good.pdf", pdf("The ferry struck the quay."))

    code, summary, complaint = house.once()

    assert (code, summary["articles"]) == (0, 1), complaint
    [row] = house.listed("sources")
    assert row["state"] == "ok"
    assert "damaged.pdf: is no PDF that can be read" in row["warning"]
    assert "scan.pdf: holds no text" in row["warning"]


def test_a_pdf_that_changes_is_a_revision_and_one_that_does_not_is_not_read_again(reports):
    reports("a.pdf", pdf("The ferry struck the quay.")).once()
    _, again, _ = reports("b.txt", b"A storm.").once()
    _, changed, _ = reports("a.pdf", pdf("The ferry struck the quay, and 14 were hurt.")).once()

    assert (again["articles"], again["revisions"], changed["revisions"]) == (1, 0, 1)


def test_one_file_can_be_added(reports):
    house = reports("inquiry.pdf", pdf("The ferry struck the quay at Dunmere."))
    house.configure("")

    code, said, complaint = house.monitor("sources", "add", str(house.folder / "reports" / "inquiry.pdf"))

    assert (code, "articles: 1; the latest:" in said, said.endswith("baseline: 1 stored, none told\n")) == (0, True, True), complaint


def test_without_the_extra_a_pdf_says_what_to_install(house, tmp_path, monkeypatch):
    from monitor.acquire import folder
    from monitor.model.article import Known, Source

    monkeypatch.setattr(folder, "pdf_readable", lambda: False)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.pdf").write_bytes(pdf("x"))
    config = folder.FolderConfig(use="folder", path=str(tmp_path / "in"))
    [payload] = folder.FolderSource("reports", config).fetch(Source(name="reports", use="folder", url=""), Known())

    assert payload.fault == "is a PDF, and reading it needs an extra: pip install 'media-monitor[pdf]'"
    with pytest.raises(ValueError, match="needs an extra"):
        folder.FolderConfig(use="folder", path=str(tmp_path / "in" / "a.pdf"))
