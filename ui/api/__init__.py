"""The interface for programs: search, questions as a stream of events, health."""
