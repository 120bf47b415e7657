"""Content to begin with: three modules, articles, services and questions, as data that people can read."""
