"""Published measurements: bytes -> measured runs under the source's own names, one module a format. Pure."""
