"""How certificates look and what they say around the facts: designs as data, by layout, paper and language."""
