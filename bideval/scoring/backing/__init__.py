"""What backing costs, what it covers in each year, and what exposure is left.

``term``: the years of a contract.  ``instruments``: what stands behind a bid, and how
much of it in a year.  ``cost``: what an instrument costs.  ``cover``: what can be called.
``exposure``: what would be lost less what can be called.  ``of_bid`` brings them together.

A figure is stated, with where it comes from, or it is not stated, with what is missing;
nothing that is missing is read as 0.  No score, gate or result depends on anything here.
"""
