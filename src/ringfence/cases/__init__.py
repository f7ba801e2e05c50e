"""Cases: from a complaint to the calls, an assessment, its clocks, letters; and whether like was treated alike."""
