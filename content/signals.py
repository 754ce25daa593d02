from django.dispatch import Signal

# Sent with `pages`: live pages that show something else now although nobody published them, because a person, an
# organisation or a centre that they name has changed.
pages_changed = Signal()
