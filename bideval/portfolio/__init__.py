"""Many tenders at once: read streams, re-score them under other rules, add up what changes."""
