"""Questions about a provision: asked, answered by who owns it, read with their clock."""
