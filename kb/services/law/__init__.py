"""Provisions as pages show them: in full, or pruned to what an answer stands for."""
