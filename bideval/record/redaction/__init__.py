"""What may be shown of a record, and how long texts are kept."""
