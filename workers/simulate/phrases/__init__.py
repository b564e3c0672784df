"""The phrase set as data: troubles by top category, and what is said around them."""
