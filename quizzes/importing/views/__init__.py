"""Files of questions in the admin: in, out, and what says nearly the same."""
