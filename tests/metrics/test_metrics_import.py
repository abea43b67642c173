import subprocess
import sys
from pathlib import Path

from tracker import metrics

ROOM = Path(metrics.__file__).parent
MODULES = ["tracker", *sorted(f"tracker.metrics.{path.stem}" for path in ROOM.glob("[a-z]*.py"))]


def test_importing_any_metrics_module_loads_no_numpy() -> None:
    assert "tracker.metrics.ranking" in MODULES
    code = f"import sys, importlib; [importlib.import_module(m) for m in {MODULES!r}]; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
