"""The acceptance scenarios of the forum, through the doors that people and programs use: pages, forms, API, commands."""
