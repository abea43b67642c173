"""One file a screen, each with its `.tcss` beside it."""
