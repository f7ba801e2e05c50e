"""What scripts arrive as: text, Word, spreadsheets, forms, recordings; each becomes text with places in its source."""
