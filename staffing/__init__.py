"""Lists of staff become people with posts, and people are invited to sign in.

`reading` turns a file into a sheet, `listing` finds people in it, `planning` compares
them with who is known, `services` writes. Nothing is written before somebody has seen
what would change.
"""
