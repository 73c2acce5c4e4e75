"""What is done to indices: built anew, put right (F16, F17)."""
