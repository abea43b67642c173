"""What a hardware table says of a chip that computes out of SRAM makes it no chip with a wrong figure."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from tracker.assemble import gather, rank_all
from tracker.model.fact import Source
from tracker.model.listing import ListedSpec
from tracker.paths import migrations_dir
from tracker.pricing.claims import store_specs
from tracker.pricing.meaning import Meanings
from tracker.store.connection import transaction
from tracker.store.migrate import open_database
from tracker.store.reader import reading

NOW = "2026-11-25T12:00:00Z"


def _table(database: Path, memory_byte: float) -> str:
    """Why the GroqChip has no figure once a newer table gives its memory without a word on what memory it is."""
    told = [
        ListedSpec(
            product="GroqChip LPU v1", field=field, printed=f"{value:g}", unit=unit, value=value, quote="made up"
        )
        for field, unit, value in (("memory_capacity", "byte", memory_byte), ("memory_bandwidth", "byte/s", 8e13))
    ]
    with closing(open_database(database, migrations_dir())) as db, reading(database) as reader:
        meanings = Meanings.read(db, reader)
        source = Source(url="https://table.example/x", publisher="Table", tier="database", published="2026-11-20")
        with transaction(db):
            store_specs(db, meanings, "table", source, told, NOW)
    with reading(database) as reader:
        rows = rank_all(gather(reader), ("chat",), ("on_demand",))["chat", "on_demand"]
    return next(row.reason for row in rows if row.product == "groq/groqchip")


@pytest.mark.parametrize(
    ("memory_byte", "why"), [(2.3e8, "weights lie in SRAM"), (2.3e16, "memory of 2.3e+16 is not plausible in bytes")]
)
def test_a_small_memory_that_is_read_in_no_time_is_sram(database: Path, memory_byte: float, why: str) -> None:
    assert why in _table(database, memory_byte)
