"""The rules turned into words: what a lawyer reads without reading Python. Nothing here judges anything."""
