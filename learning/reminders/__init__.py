"""Messages about what is due: to the person, to the head, and at a head's wish."""
