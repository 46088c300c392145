"""`llm:MODEL`: a language model behind any OpenAI-compatible endpoint, asked for quotes instead of offsets."""
