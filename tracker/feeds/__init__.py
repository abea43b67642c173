"""Bytes -> entries: RSS, Atom, RDF and JSON feeds. The only room with feedparser.

`tracker.feeds.pool.ParserPool` for feeds from outside (killable processes), `tracker.feeds.parse.parse` for a body
that is trusted not to hang. Nothing is imported here: the worker processes start faster.
"""
