"""One workbook from which a tender is set up: its rules, bids and prices, to the folder and back."""
