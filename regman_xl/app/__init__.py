"""The jobs of the program: validate, figures, plan, close, new, demo. The only place that wires the parts together."""
