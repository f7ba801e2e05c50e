"""Where bought and borrowed lists come from: a due-diligence sheet, and how each source turned out when called."""
