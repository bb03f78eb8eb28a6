"""How results are shown: `terminal` for people at a terminal, `spark` for its small charts."""
