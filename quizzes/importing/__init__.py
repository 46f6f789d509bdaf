"""Question files into the bank and out of it.

A file becomes a draft (`drafts`), a draft becomes a plan (`plan`) every time it is
looked at, and the plan of the moment is applied once (`applying`).

What makes an item of a file a question of the bank, in this order (`matching`):

1. its code: the column "Mã", `idnumber` in Moodle's XML, `[id:…]` in GIFT. Every
   question has one and every export carries it where the format can;
2. the same kind, the same text and the same words in its answers, however typed;
3. the same kind and text, where neither the file nor the bank has that text twice
   and the answers share a third of their words.

It is looked for in the chosen category and all below it, or in the whole bank when
none is chosen. What a file leaves empty stays as it is in the bank: formats that
cannot hold an explanation do not wipe it. Where a question lies is the bank's
affair: an import never moves one.
"""
