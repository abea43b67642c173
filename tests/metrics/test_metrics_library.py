"""The example of docs/metrics.md runs as it stands there, and says what it promises."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_example_of_the_documentation_runs() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8"), re.DOTALL)
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT).stdout
    layout, interval, cost = told.splitlines()
    found = re.fullmatch(r"TP\d, batch \d+: (\d+) tok/s, bound by \w+", layout)
    assert found is not None, layout
    low, high = re.findall(r"\d+ to \d+", interval)[0].split(" to ")
    assert int(low) < int(found[1]) < int(high)
    dollars, per_mw = (float(x.replace(",", "")) for x in re.findall(r"\d[\d,]*\.?\d*", cost))
    assert abs(dollars - 2.5e6 / (2 * int(found[1]) * 3600 * 0.6)) < 0.002
    assert abs(per_mw - int(found[1]) * 1000 / 1.73) < 1000


def test_what_the_documentation_names_is_there() -> None:
    text = (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8")
    for module, name in re.findall(r"`(serve|sweep|ttft|cost|explain|hardware|layers)\.(\w+)", text):
        found = __import__(f"tracker.metrics.{module}", fromlist=[name])
        assert hasattr(found, name), f"{module}.{name}"
    for file in re.findall(r"`(\w+\.py)`", text):
        assert (ROOT / "tracker" / "metrics" / file).is_file(), file
