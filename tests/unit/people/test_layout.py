"""The order of persons in memory."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tocsin.people.layout import layout
from tocsin.people.random import BLOCK


@given(st.lists(st.lists(st.integers(0, 9000), min_size=2, max_size=2), min_size=1, max_size=6))
def test_pieces_cover_every_person_once_and_never_cross_a_block_or_a_segment(sizes):
    lay = layout(np.array(sizes, np.int64))
    assert lay.persons == np.sum(sizes)
    covered = np.zeros(lay.padded, int)
    for b in range(lay.blocks):
        for q in range(lay.block_piece[b], lay.block_piece[b + 1]):
            start, end, seg = lay.piece_start[q], lay.piece_end[q], lay.piece_segment[q]
            assert b * BLOCK <= start < end <= (b + 1) * BLOCK
            assert lay.segment_start[seg] <= start
            assert end <= lay.segment_start[seg + 1]
            covered[start:end] += 1
    assert (covered[: lay.persons] == 1).all()
    assert not covered[lay.persons :].any()
