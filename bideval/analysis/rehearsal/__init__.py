"""The rehearsal: the published rules under hypothetical bids, before there is any real one.

Pure: it reads no file and has no clock; what is drawn comes from a seed by SHA-256
(``drawn``), and every result from the functions that evaluate real bids.
"""
