"""Rules about what was entered; they know no model."""
