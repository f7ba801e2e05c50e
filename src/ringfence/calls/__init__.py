"""Call-detail records, re-judged: every call of the past under the law of its own day."""
