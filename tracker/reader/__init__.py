"""The optional second reader: a prompt for a language model, and what of its answer stands up to checks. Pure."""

from tracker.reader.answer import Answer, Malformed, parse
from tracker.reader.budget import Budget
from tracker.reader.check import check
from tracker.reader.merge import merge
from tracker.reader.prompt import request

__all__ = ["Answer", "Budget", "Malformed", "check", "merge", "parse", "request"]
