"""Weights of the signs by which `gate` tells an announcement.

Fitted with `benchmarks.fit_gate` (ridge logistic regression, ridge 3) on 277 labelled documents, 168 of which announce
something. The events that the signs count came from weights fitted without the document at hand (five folds): events
of a model that has seen the document are better than those of a new text, and the gate would trust them too much.
Signs whose weight was near nothing or against their meaning were left out. A text starts at BIAS; every sign adds weight
times its strength (0 to 2); the logistic of the sum is a chance.
"""

from __future__ import annotations

BIAS = -0.94
THRESHOLD = 0.5
WEIGHTS: dict[str, float] = {
    "ahead": 0.24,  # a day to come is named
    "condition": -0.43,  # if, would, might
    "counted": 0.13,  # a number of pieces before a name
    "early": 0.66,  # the first event stands in the opening
    "event": 0.66,  # confidence of the surest event
    "firm": 0.33,  # sentences that tell of a product outright
    "g_correction": -0.5,
    "g_essay": -0.24,
    "g_forum": -0.42,
    "g_gossip": -0.66,
    "g_guide": -0.38,
    "g_meeting": -0.29,
    "g_memory": -0.14,
    "g_model": -0.67,
    "g_nothing": -0.46,  # none, nobody, denied
    "g_paper": -0.14,
    "g_reference": -0.35,
    "g_software": -0.59,
    "i": -0.56,  # first person singular
    "kinds": 0.81,  # types of event
    "long": 0.34,
    "many": 0.66,  # events
    "maybe": 0.62,  # confidence of the surest doubtful event where none is sure
    "named": 0.3,  # a product in the opening
    "news": 0.74,  # words of reporting: today, now, first, weekdays
    "software": -0.43,
    "sort": -0.95,  # words that only one sort of text uses
    "stock": -0.44,
    "titled": 0.29,  # a product in the title
    "you": -0.34,  # second person, instructions
}
