"""Writes and tools, one verb a function."""
