"""What agents are told: that the law changed, or a bulletin; who confirmed it, what it lies on."""
