"""The domain: the rules, which do no I/O, and apart from them the stores."""
