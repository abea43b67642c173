"""The words of a ranking, once for `rank --help` and the documentation."""

from __future__ import annotations

GLOSSARY = """\b
Words of the table:
  measured      a published run of this product, model and speed
  anchored      modelled, and corrected by runs of the same product
  modelled      from the data sheet, with constants fitted on other products
  stack_unknown as modelled, of a vendor of whom nothing is measured
  p10-p90       the speed lies within with a chance of 80 %; the cost follows
  best          chance to be the cheapest, prices taken as exact
  TP, DP, EP    tensor, data, expert parallel: weights cut over so many
                accelerators; copies side by side; experts spread out
  bound by      what most time goes into: prefill, or in decode compute,
                reading weights, attention, link, overhead (`explain`)
  utilisation   share of the paid hours in which there is work
  ! estimate    the weakest input: the tier of the least supported figure
  ! placeholder a price that its list made up from another one
  floor         the speed that each user must see, tokens/s"""
