"""Which extractor this is: entries that another version read are read again."""

VERSION = "7"
"""Changes whenever the same text may give other facts: stored facts of older versions are read again."""
