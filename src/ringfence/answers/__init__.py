"""Survey answers that cannot be tied back, the interview that collects them, and results."""
