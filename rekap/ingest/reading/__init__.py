"""From bytes that nobody vouches for to sheets of text columns."""
