"""Pictures of answers as SVG: one file each, no script, no outside resource, readable in grey.

``draw`` takes an answer's exact picture data; coordinates are rounded to hundredths of a
pixel here and nowhere else.  The sentence of the answer is the title and the text for
readers who do not see the picture.
"""
