"""The report: one self-contained HTML page for a reader, made from a finished evaluation and its answers.

``audience`` says who reads, ``seen`` cuts what that reader may see into frozen values, and
``render`` writes them through one template.  Nothing reaches the page but by these values.
The page asks nothing of any network; its content policy refuses what it does not hold.
"""
