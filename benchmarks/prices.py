"""Price lists: CPU and memory of a refresh of all snapshots (cold, then nothing new), and reads with two million price rows.

    python benchmarks/prices.py SNAPSHOTS/serve.py      # the kit's loopback server of real snapshots

Limits of the issue: cold 6 s CPU, all 304 0.5 s CPU, peak 150 MB; history of one product 10 ms, current prices 60 ms.
"""

from __future__ import annotations

import random
import resource
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tracker.store.connection import connect_write, transaction  # noqa: E402
from tracker.store.price_lows import settle_lows  # noqa: E402
from tracker.views.price_history import price_history  # noqa: E402
from tracker.views.session import open_session  # noqa: E402

ROWS = 2_000_000
_PER_OFFER = 400
"""Price changes of one offer: four years, two a week."""


def main(serve: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "tracker.db"
        refreshes(serve, database, Path(folder))
        reads(database)


def refreshes(serve: Path, database: Path, folder: Path) -> None:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    server = subprocess.Popen([sys.executable, serve, "--port", str(port)], stdout=subprocess.PIPE)
    assert server.stdout is not None
    server.stdout.readline()
    feeds = folder / "feeds.toml"
    feeds.write_text(_lists(f"http://127.0.0.1:{port}"), encoding="utf-8")
    tracker = [sys.executable, "-m", "tracker", "--db", str(database), "--feeds", str(feeds)]
    try:
        _run([*tracker, "timeline", "--csv"])
        for name, limit_s in (("cold", 6.0), ("all 304", 0.5)):
            cpu_s, peak_mb = _run([*tracker, "refresh", "--all", "--progress", "none"])
            print(f"{name:8} {cpu_s:6.2f} s CPU (limit {limit_s:g}), peak {peak_mb:.0f} MB (limit 150)")
    finally:
        server.kill()
        server.communicate()


def _lists(base: str) -> str:
    """The shipped price lists, asked at the loopback server, without those that it has no snapshot of."""
    shipped = (ROOT / "feeds.toml").read_text(encoding="utf-8")
    tables = [t for t in shipped.split("[[prices]]")[1:] if "enabled = false" not in t and 'kind = "gpuhunt"' not in t]
    told = "".join(
        f'[[prices]]{t.split("#")[0].rstrip()}\nbase_url = "{base}"\nallow_private = true\n\n' for t in tables
    )
    return '[network]\nmin_gap = "0s"\nper_host = 32\n\n' + told.replace("{Location}", "US%20East%20(N.%20Virginia)")


def _run(command: list[str]) -> tuple[float, float]:
    """CPU seconds and peak MB of a command and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(["/usr/bin/env", "bash", "-c", 'exec "$@" 2>/dev/null', "_", *command], cwd=ROOT,
                               stdout=subprocess.DEVNULL)  # fmt: skip
    _, _, used = _wait(process)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)
    return cpu_s, used.ru_maxrss / 1024


def _wait(process: subprocess.Popen[bytes]) -> tuple[int, int, resource.struct_rusage]:
    import os

    told = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(told[1])
    return told


def reads(database: Path) -> None:
    """Two million rows of random walks over the offers of as many SKUs as that takes."""
    db = connect_write(database)
    _fill(db)
    product = db.execute(
        "SELECT p.slug FROM offer o JOIN product p ON p.id = o.product_id GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
    ).fetchone()[0]
    offer = db.execute("SELECT key FROM offer WHERE sku LIKE 'bench-%' LIMIT 1").fetchone()[0]
    rows = db.execute("SELECT count(*) FROM price").fetchone()[0]
    print(f"{rows:,} price rows of {db.execute('SELECT count(*) FROM offer').fetchone()[0]:,} offers")
    cases: dict[str, tuple[str, tuple[str, ...], float]] = {
        "rows of an offer": ("SELECT * FROM prices WHERE offer_id = ? ORDER BY observed_at", (offer,), 10),
        f"current of {product}": ("SELECT * FROM current_prices WHERE product_slug = ?", (product,), 60),
        "current of all": ("SELECT * FROM current_prices", (), 60),
    }
    for name, (sql, values, limit_ms) in cases.items():
        print(
            f"{name:32} {_median_ms(lambda s=sql, v=values: db.execute(s, v).fetchall()):7.1f} ms (limit {limit_ms:g})"
        )  # type: ignore[misc]
    db.close()
    with closing(open_session(database)) as session:
        n = len(price_history(session, product, "on_demand"))
        name = f"history of {product}, {n} rows"
        print(f"{name:32} {_median_ms(lambda: price_history(session, product, 'on_demand')):7.1f} ms (limit 10)")


def _fill(db: sqlite3.Connection) -> None:
    draw = random.Random(7)
    products = [row[0] for row in db.execute("SELECT DISTINCT product_id FROM offer")]
    providers = [row[0] for row in db.execute("SELECT DISTINCT provider_id FROM offer")]
    source = db.execute("SELECT source_id FROM offer LIMIT 1").fetchone()[0]
    first = db.execute("SELECT max(id) FROM offer").fetchone()[0] + 1
    days = [f"{2022 + n // 200}-{1 + n % 200 // 17:02}-{1 + n % 17:02}T00:00:00Z" for n in range(_PER_OFFER)]
    with transaction(db):
        for i in range(first, first + ROWS // _PER_OFFER):
            db.execute(
                """INSERT INTO offer(id, key, provider_id, product_id, sku, region, term, count, source_id)
                   VALUES (?, ?, ?, ?, ?, 'nowhere', 'on_demand', 8, ?)""",
                (i, f"o-bench{i}", draw.choice(providers), draw.choice(products), f"bench-{i}", source),
            )
            db.executemany(
                """INSERT INTO price(offer_id, observed_at, last_seen_at, usd_per_hour, quality, reason)
                   VALUES (?, ?, ?, ?, 'ok', '')""",
                ((i, day, day, 8 + draw.random()) for day in days),
            )
    started = time.process_time()
    with transaction(db):
        settle_lows(db)
    print(f"the lowest of each day found anew in {time.process_time() - started:.1f} s CPU")


def _median_ms(call: Callable[[], object]) -> float:
    times = []
    for _ in range(9):
        started = time.perf_counter()
        call()
        times.append((time.perf_counter() - started) * 1e3)
    return statistics.median(times)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
