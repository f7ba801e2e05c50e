"""Complaints as cases: what came in, what the law made of it, what was sent, and whether like was treated alike."""
