"""Which complaints are one trouble: judged one message at a time, in whole numbers.

`fold.py` takes a complaint in, `people.py` what people decide, which `apart.py` remembers;
`members.py` counts what a cluster knows of itself. `index.py` keeps the newest messages and
judges: `vocabulary.py` remembers their words, `spots.py` what happened where, `comparing.py` and
`likeness.py` put words, place, category and time into one score. `rarity.py` knows how telling a
word is, `nearness.py` how near two places are; `rows.py` names the data.
"""
