"""How each letter of the matrix is tried at each door: over HTTP, and by what it left behind.

Each attempt returns whether it worked, or None where the question makes no sense there. What did not work has to have been
refused: sent to sign in, forbidden, or not there.
"""
