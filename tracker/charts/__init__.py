"""Numbers to `rich.text.Text` of a given width. Knows no widget; every chart also draws in plain ASCII."""
