"""Files of results: tables for whoever sees results, single answers for the named few, and what the columns mean."""
