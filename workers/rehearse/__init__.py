"""`tocsin policy try`: what other rules would have made of the last days. Reads, never writes.

`course.py` folds one site's days under one set of rules and notes what came of them; `people.py`
carries over what people did; `compare.py` tells two courses apart; `run.py` goes over the sites.
"""
