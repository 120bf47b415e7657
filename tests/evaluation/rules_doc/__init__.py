"""The worked examples of docs/rules.md: the researched rules, made-up people, and what the code answers."""
