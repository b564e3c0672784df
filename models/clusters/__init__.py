"""Which complaints are one trouble: judged one message at a time, in whole numbers.

`index.py` keeps the newest messages and judges; `likeness.py` compares two of them by words,
place, category and time; `rarity.py` knows how telling a word is; `rows.py` names the data.
"""
