"""How fast regman is beside what people would use instead: ``python -m benchmarks`` from the repository root."""
