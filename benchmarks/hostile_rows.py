"""A database in which every text that a screen can show is an attack on the terminal, the markup or the layout.

Each string carries a mark of its own (`H00042H`), so that what was painted can be counted.
"""

from __future__ import annotations

import random
import re
import shutil
import sqlite3
from pathlib import Path

MARK = re.compile(r"H\d{5}H")
_OURS = re.compile(
    r"id|.*_id|key|hash|.*_hash|.*sha256|.*digest|.*slug|guid|kind|tier|status|state|certainty|precision|sparsity|direction|scope"
    r"|term|type|quality|basis|price_basis|arch|verb|fact|rule|extractor|.*version|verdict|fault|unit|op|field|inputs|object|col|etag"
    r"|outcome|predicate|metric|layout|bound|skip|published|day|date|date_end|.*_at|.*_on|.*_from|.*_since|.*_until|since|at|as_read"
    r"|changes|sketch|read_with|way|configuration|target|counterparty|part|model|slug"
)
"""Columns whose words and days are ours: the database or its triggers refuse others."""
_TABLES_OF_OURS = ("_sqlite_migrations", "meta", "docs", "tally", "change_seq", "tier_rank", "field", "decision", "run")
_ESC, _BEL, _ST = "\x1b", "\x07", "\x1b\\"


def attack(draw: random.Random, number: int) -> str:
    """One string of one to four attacks around its mark; which ones depends on `draw` alone."""
    parts = [draw.choice(_KINDS)(draw) for _ in range(draw.randrange(1, 5))]
    parts.insert(draw.randrange(2), f"H{number:05d}H")
    return draw.choice(("", " ", "\t")).join(parts)


def _osc(draw: random.Random) -> str:
    body = draw.choice(
        ("52;c;aGFja2Vk", "0;owned", "8;;https://evil.example", "1337;File=:QUFB", "7;file:///etc", "4;1;?")
    )
    return draw.choice((f"{_ESC}]", "\x9d")) + body + draw.choice((_BEL, _ST, "\x9c", ""))


def _csi(draw: random.Random) -> str:
    numbers = ";".join(str(draw.randrange(200)) for _ in range(draw.randrange(4)))
    return (
        draw.choice((f"{_ESC}[", "\x9b", f"{_ESC}[?", f"{_ESC}[>"))
        + numbers
        + draw.choice("ABCDHJKLMPSTXcfghilmnqrstu`~")
    )


def _other_escape(draw: random.Random) -> str:
    return draw.choice(
        (f"{_ESC}c", f"{_ESC}P$q m{_ST}", f"{_ESC}Ptmux;{_ESC}{_ESC}]52;c;eA=={_BEL}{_ST}", f"{_ESC}#8", f"{_ESC}(0", f"{_ESC}N",
         f"{_ESC}_Gf=24;AAAA{_ST}", f"{_ESC}^x{_ST}", f"{_ESC}X{_ST}", _ESC, f"{_ESC}{_ESC}", "\x0e", "\x90q\x9c", "\x98\x9f")
    )  # fmt: skip


def _controls(draw: random.Random) -> str:
    return "".join(chr(draw.choice((*range(32), *range(127, 160)))) for _ in range(draw.randrange(1, 12)))


def _unseen(draw: random.Random) -> str:
    marks = (*range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0xAD, 0x61C, 0xFFF9)
    places = (*marks, *range(0xE0001, 0xE0080))
    return "".join("x" + chr(draw.choice(places)) for _ in range(draw.randrange(1, 10)))


def _markup(draw: random.Random) -> str:
    return draw.choice(
        ("[@click=app.quit]x[/]", "[@click='app.bell']", "[/]", "[/b]", "[bold red on blue]r[/]", "[link=javascript:1]l[/link]",
         "[[[", "]]", "\\[x]", "\\", "[", "$text-error", "{x}", "%s%n", "[on $panel]", "[$primary 50%]", "[not a tag]",
         "[@mouse=x]", "[@click=screen.dismiss(1)]\n[/]", "<script>alert(1)</script>", "'; DROP TABLE event; --",
         "=cmd|'/c calc'!A1", "../../x")
    )  # fmt: skip


def _shapes(draw: random.Random) -> str:
    return draw.choice(
        ("表" * draw.randrange(1, 60), "👩‍👩‍👧‍👦" * 3, "e" + "\u0301" * draw.randrange(1, 60), "W" * draw.randrange(1, 400), "🇩🇪🇫",
         "a\nb\r\nc\x0bd\x0ce\x85f\u2028g", "ﷺ" * 8, "नमस्ते", "🏽👍🏽", "\t\t", "　" * 20, "اختبار", "x" * 5000,
         "ｱ" * 9, "\ufe0f\ufe0e", "")
    )  # fmt: skip


_KINDS = (_osc, _csi, _other_escape, _controls, _unseen, _markup, _shapes)


def poisoned(source: Path, target: Path, seed: int = 7) -> int:
    """A copy of `source` with attacks in every text column that is not ours; how many strings it holds. `source` is at rest."""
    for old in (target, Path(f"{target}-wal"), Path(f"{target}-shm")):
        old.unlink(missing_ok=True)
    shutil.copy(source, target)
    db = sqlite3.connect(target, isolation_level=None)
    db.execute("PRAGMA synchronous = OFF").fetchall()
    draw, number = random.Random(seed), 0
    tables = [
        name
        for name, sql in db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
        if name not in _TABLES_OF_OURS and "fts" not in name and "event_words" not in name
        and not re.search("CREATE VIRTUAL|WITHOUT ROWID", sql, re.IGNORECASE)
    ]  # fmt: skip
    db.execute("BEGIN")
    for table in tables:
        described = db.execute(f"PRAGMA table_info({table})").fetchall()
        columns = [c[1] for c in described if c[2] == "TEXT" and not c[5] and not _OURS.fullmatch(c[1])]
        for column in columns:
            number = _poison(db, table, column, draw, number)
    for table in ("claim", "mention", "ratio", "link"):
        db.execute(f"UPDATE {table} SET status = 'review' WHERE rowid % 5 = 0")
    db.execute("UPDATE product SET provisional = 1 WHERE rowid % 10 = 0")
    db.execute("COMMIT")
    db.close()
    return number


def _poison(db: sqlite3.Connection, table: str, column: str, draw: random.Random, number: int) -> int:
    for (row,) in db.execute(f"SELECT rowid FROM {table} ORDER BY rowid DESC").fetchall():
        text = attack(draw, number % 100_000)
        try:
            db.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (text, row))
        except sqlite3.IntegrityError:
            continue
        number += 1
    return number
