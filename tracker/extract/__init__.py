"""Text to claims, events, ratios and vendor links, each with its exact words. Pure: no file, socket or clock."""

from tracker.extract.corpus import from_corpus, to_corpus
from tracker.extract.reader import VERSION, Extractor, extract

__all__ = ["VERSION", "Extractor", "extract", "from_corpus", "to_corpus"]
