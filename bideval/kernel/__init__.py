"""Batch scoring with numpy: whole numbers in, the same whole numbers out as scoring gives."""
