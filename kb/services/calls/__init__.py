"""What an agent needs while the caller speaks."""
