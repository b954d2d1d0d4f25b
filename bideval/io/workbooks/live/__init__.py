"""A workbook whose formulas work a result out again: a second pair of eyes that needs no program."""
