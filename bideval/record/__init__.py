"""What shows years later how a decision came about: records, the journal, and what checks them."""
