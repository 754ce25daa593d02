"""Demonstration content: readable data, pictures and films, and the loader that `manage.py load_demo` runs."""
