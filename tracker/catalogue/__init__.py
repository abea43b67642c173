"""The curated catalogue: db/catalogue/*.toml to a `Catalogue`, with every mistake named by file and line."""

from tracker.catalogue.load import check, digest, load, load_stack
from tracker.catalogue.problems import Problem

__all__ = ["Problem", "check", "digest", "load", "load_stack"]
