"""feeds.toml: the sources and settings a user edits, read with every mistake reported at once, by line."""

from tracker.config.load import check, load

__all__ = ["check", "load"]
