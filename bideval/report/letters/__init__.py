"""Letters to bidders and sheets for officers, cut from a finished evaluation.

``cut`` holds both the evaluation and the reader, and hands on frozen texts alone
(``bideval.model.letter``); ``html``, ``word`` and ``pdf`` write those.  Shadow results are read
nowhere in this folder.
"""
