"""A list -> verdicts: intake, match (joins that fill facts), screen, report."""
