"""A small text encoder in numpy: words to vectors that know their sentence. Knows nothing of chips; `extract` asks it.

The weights lie beside the code (`clauses.npz`, what they are and how they were made: `CARD.md`) and are read once, when a
text first needs them.
"""
