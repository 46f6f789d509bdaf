"""The report as a paper to be signed: A4 upright, as Decree 30/2020/NĐ-CP lays papers
out; page numbers at the top from the second page on.

Vietnamese whatever language its maker reads. Nobody's hand and no seal is painted.
"""
