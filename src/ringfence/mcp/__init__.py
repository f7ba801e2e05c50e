"""Read-only tools for assistants, over the Model Context Protocol: explain, check, look up. None changes anything."""
