"""From a question to an answer: a visible list of steps, two writers, verification sentence by sentence."""
