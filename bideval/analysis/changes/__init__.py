"""Changes of a what-if, applied: changed inputs in, changed inputs out, evaluated as any others.

Nothing here scores.  ``apply`` gives inputs that equal those of a folder edited by hand,
or findings that say why a change cannot be made.
"""
