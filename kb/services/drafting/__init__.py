"""The optional drafting service: a model behind an OpenAI-compatible endpoint, off by default."""
