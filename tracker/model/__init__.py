"""The words of the domain: frozen types that the rooms exchange. Imports nothing of ours but itself."""
