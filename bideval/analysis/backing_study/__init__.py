"""The study of one group of tests: who wins with and without it, and what each choice costs.

It takes no side.  Which tests and criteria belong to the group, and of what kind each
bidder is, is read from what was published, declared or listed in ``study.yaml``; nothing
is taken from a name, and what is not stated stays not stated.
"""
