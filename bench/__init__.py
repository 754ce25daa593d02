"""Figures of docs/figures.md, measured on the machine at hand. Times are compared within one run, never across machines."""
