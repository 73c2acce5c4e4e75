"""Words of a query and of a text: taken apart, folded, stemmed, split, widened (F4 to F8)."""
