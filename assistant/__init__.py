"""AX Advisor: cited answers about AI adoption for small and medium companies."""
