"""What letters need beside the evaluation: the regime's words, its clock, and what is missing."""
