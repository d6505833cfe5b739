"""The rows of the walk for what is open to everyone: the way in and out, health, files. It may only shrink."""

ROWS = {}
