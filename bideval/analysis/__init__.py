"""What would have changed the result, exactly and with proof; the only code that imports a solver.

``ask`` puts the questions of ``registry.ANALYSES`` to an evaluated tender.  Every
answer is a sentence with its figures and its certificates; nothing here opens a file.
"""
