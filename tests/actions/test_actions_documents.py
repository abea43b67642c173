"""Files that people hand in: what is read in them, and what is said of those that cannot be read."""

import json
from pathlib import Path

import pytest

from tracker.actions import documents
from tracker.actions.documents import Draft, read_file
from tracker.model.errors import DocumentError
from tracker.model.period import Period


def one(tmp_path: Path, name: str, content: str | bytes) -> Draft:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (draft,) = read_file(path)
    return draft


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("A title\n\nA body.\nMore.", "A title", "A body.\nMore."),
        ("A title alone", "A title alone", ""),
        ("Words that go\non in the next line.", "Untitled document", "Words that go\non in the next line."),
        ("x" * 301 + "\n\nbody", "Untitled document", "x" * 301 + "\n\nbody"),
        ("\n\n  A title  \n\nbody", "A title", "body"),
        ("\ufeffA title\n\nbody", "A title", "body"),
    ],
)
def test_the_first_line_is_a_title_when_an_empty_line_follows(tmp_path: Path, text: str, title: str, body: str) -> None:
    draft = one(tmp_path, "news.txt", text)
    assert (draft.guid, draft.title, draft.body) == ("news.txt", title, body)


def test_markdown_headings_lose_their_marks(tmp_path: Path) -> None:
    assert one(tmp_path, "a.md", "# Maia 200 ships\n\nIt *ships*.").title == "Maia 200 ships"


def test_a_page_gives_its_title_and_text_without_scripts(tmp_path: Path) -> None:
    page = "<html><head><title>H200 &amp; more</title><script>evil()</script></head><body><p>One</p><p>Two</p></body>"
    draft = one(tmp_path, "page.html", page)
    assert draft.title == "H200 & more"
    assert draft.body == "One\n\nTwo"


def test_a_page_is_decoded_as_it_declares(tmp_path: Path) -> None:
    page = '<meta charset="windows-1252"><title>Caf\u00e9 \u2013 chips</title>ok'.encode("cp1252")
    assert one(tmp_path, "page.htm", page).title == "Café – chips"
    assert one(tmp_path, "wide.txt", "Título\n\nx".encode("utf-16")).title == "Título"


def test_json_lines_give_one_document_a_line(tmp_path: Path) -> None:
    lines = [
        {
            "id": "a",
            "text": "A title\nbody",
            "title": "A title",
            "published": "2026-H1",
            "url": "own:a",
            "publisher": "P",
        },
        {"id": "b", "text": "First line\n\nrest", "title": None},
    ]
    path = tmp_path / "docs.jsonl"
    path.write_text("\ufeff" + "\n\n".join(map(json.dumps, lines)))
    first, second = read_file(path)
    assert (first.guid, first.title, first.body.strip(), first.publisher) == ("a", "A title", "body", "P")
    assert first.published == Period.parse("2026-H1")
    assert (second.guid, second.title, second.body) == ("b", "First line", "rest")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\t\n", "is empty"),
        ("image.txt", b"\x89PNG\x00\x01", "is no text (byte 0x00 at offset 4)"),
        ("latin.txt", b"line\ncaf\xe9\n", ":2: byte 0xe9 at offset 8 is not UTF-8"),
        ("bad.html", b'<meta charset="utf-8"><p>caf\xe9', "byte 0xe9 at offset 28"),
        ("a.jsonl", b'{"id": "a", "text": "x"}\n{"id": "b"', ":2: no JSON"),
        ("b.jsonl", b'{"id": "a"}', "'text' must be a string"),
        ("c.jsonl", b"[1]", ":1: must be a JSON object"),
        ("d.jsonl", b'{"id": "a", "text": "x", "published": "soon"}', "published: 'soon'"),
        ("e.jsonl", b'{"id": "a", "text": "x"}\n{"id": "a", "text": "y"}', ":2: id 'a' is already taken"),
        ("f.jsonl", b'{"id": "a", "text": "\xff"}', ":1: byte 0xff at offset 21"),
        ("g.jsonl", b"[" * 200_000, ":1: no JSON"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DocumentError) as caught:
        read_file(path)
    assert str(caught.value).startswith(str(path))
    assert told in str(caught.value)


def test_every_faulty_line_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('nope\n{"id": "a", "text": "x"}\n\n{"id": 3, "text": "x"}\n')
    with pytest.raises(DocumentError) as caught:
        read_file(path)
    assert [line.split(": ")[0] for line in str(caught.value).splitlines()] == [f"{path}:1", f"{path}:4"]


def test_missing_files_folders_and_large_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MOST_BYTES", 1 << 20)
    large = tmp_path / "large.txt"
    large.write_bytes(b"x" * ((1 << 20) + 1))
    for path, told in (
        (tmp_path / "none.txt", "No such file"),
        (tmp_path, "is a folder"),
        (large, "larger than 1 MiB"),
    ):
        with pytest.raises(DocumentError, match=told):
            read_file(path)
