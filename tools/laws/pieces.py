"""The pieces of the street and of force, each cut and doubled, and what is looked at."""

from __future__ import annotations

#: Piece: how it is cut and how it is doubled, in words of `variants`; '' where there is no such thing.
PIECES: dict[str, tuple[str, str]] = {
    "squares (towns within 6 km share one)": (
        "at squares.radius=0 km",
        "at squares.radius=12 km",
    ),
    "pull of the regional centre (`rural`)": ("set rural=0", "times rural=2"),
    "calls made beforehand (`b_call`)": ("without call", "times b_call=2"),
    "workplaces (`c_strike`, `b_work`)": (
        "set c_strike=0,b_work=0",
        "times c_strike=2,b_work=2",
    ),
    "earlier protest (`c_earlier`)": ("set c_earlier=0", "times c_earlier=2"),
    "outrage (`b_out`)": ("set b_out=0", "times b_out=2"),
    "fear (`c_dn`)": ("set c_dn=0", "times c_dn=2"),
    "police (half, twice)": ("police 0.5", "police 2"),
    "bystanders by contact (`chk`)": ("set chk=0", "times chk=2"),
    "what ends riots (`weary`, `night_r`, `talk`, `upper`)": (
        "set weary=0,night_r=0,talk=0,upper=0",
        "times weary=2,night_r=2,talk=2,upper=2",
    ),
    "cells (on, on with twice the lead)": ("with cells", "with cells + times cell_lead=2,cell_w=2"),
    "occasions (acts without them)": ("free", ""),
    "demands (`a_z`, `b_z`)": ("set a_z=0,b_z=0", "times a_z=2,b_z=2"),
    "corruption (`c_corr`)": ("set c_corr=0", "times c_corr=2"),
    "news 3 % weaker, stronger (`b_news`)": ("times b_news=0.97", "times b_news=1.03"),
}

#: What is compared: label, outcome, with its key after a dot.
LOOKED_AT: tuple[tuple[str, str], ...] = (
    ("dead: participants", "dead_participants"),
    ("dead: bystanders", "dead_bystanders"),
    ("dead: forces", "dead_forces"),
    ("most out at once", "peak_active"),
    ("sites captured", "sites_captured"),
    ("administrations", "administrations"),
    ("hours to calm", "hours_to_calm"),
)
