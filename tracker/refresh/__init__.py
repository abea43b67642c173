"""One refresh: fetch, parse, store, read, rank, report."""
