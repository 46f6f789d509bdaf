"""How dates and numbers are written, per language (FORMAT_MODULE_PATH).

Django's own Vietnamese formats read 03/04/2026 as 4 March and refuse
25/12/2026; its English ones are American. Here both languages put the day
first, because the same people switch between them.
"""
