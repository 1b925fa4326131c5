"""How good detection is, measured against annotated texts. Not imported when the gateway runs."""
