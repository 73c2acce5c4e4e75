"""The page of results, suggestions, clicks, saved searches and the editors' report."""
