"""Training plans: duties of people, how they begin and how they end."""
