"""A table pasted from Excel or Word, as acts of a draft.

`table` cuts the text into lines and columns; `names` finds the units meant; `reading`
says which acts the lines order, and which lines cannot be meant; `adding` writes them,
all or none.
"""
