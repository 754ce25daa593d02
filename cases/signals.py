from django.dispatch import Signal

# Sent in the transaction of a change: the search keeps its entry by it. Arguments: `case`.
case_changed = Signal()
