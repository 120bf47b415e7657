"""What happens when an editor publishes."""
