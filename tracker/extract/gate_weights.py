"""Weights of the signs by which `gate` tells an announcement.

Fitted with `python -m benchmarks.fit_gate` (ridge logistic regression, ridge 3) on 277 labelled documents, 168 of which
announce something; signs whose weight was near nothing in cross-validation were left out, and none has the sign against
its meaning. A text starts at BIAS; every sign adds weight times its strength (0 to 2); the logistic of the sum is a chance.
"""

from __future__ import annotations

BIAS = -0.73
THRESHOLD = 0.5
WEIGHTS: dict[str, float] = {
    "ahead": 0.53,  # a day to come is named
    "condition": -0.32,  # if, would, might
    "early": 0.61,  # the first event stands in the opening
    "event": 0.62,  # confidence of the surest event
    "firm": 0.41,  # sentences that tell of a product outright
    "g_correction": -0.47,
    "g_essay": -0.2,
    "g_forum": -0.52,
    "g_gossip": -0.48,
    "g_guide": -0.37,
    "g_meeting": -0.42,
    "g_memory": -0.17,
    "g_model": -0.59,
    "g_nothing": -0.74,  # none, nobody, denied
    "g_paper": -0.33,
    "g_reference": -0.52,
    "g_software": -0.43,
    "i": -0.56,  # first person singular
    "kinds": 0.51,  # types of event
    "long": 0.33,
    "many": 0.39,  # events
    "named": 0.37,  # a product in the opening
    "near": 0.26,  # a day shortly before publication
    "news": 0.72,  # words of reporting: today, now, first, weekdays
    "software": -0.46,
    "sort": -0.99,  # words that only one sort of text uses
    "stock": -0.45,
    "titled": 0.28,  # a product in the title
    "you": -0.19,  # second person, instructions
}
