"""Which complaints are one trouble: judged one message at a time, in whole numbers.

`index.py` keeps the newest messages and judges. `vocabulary.py` remembers their words, `spots.py`
what happened where; `likeness.py` puts words, place, category and time into one score.
`rarity.py` knows how telling a word is, `nearness.py` how near two places are; `rows.py` names
the data.
"""
