"""What agents were shown at a past instant (I7, `seen_at`): for complaints and quality."""
