"""What only the training office looks at: plans, hours and gaps of the whole province."""
