"""The Vietnamese language as rules: text, names, dates, numbers.

Plain Python without Django, so that anything may use it: models, imports,
reports and the command line alike.
"""
