"""The models in use: an embedder (an embedded one unless another is chosen) and, by choice, a language model."""
