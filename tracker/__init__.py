"""Market tracker for AI inference accelerators: sourced claims, events, prices and cost per token."""

__version__ = "0.1.0"
