"""Turn tidy tables into triples, and read triples that come from outside."""
