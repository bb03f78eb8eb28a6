"""The classics: published models of protest, riot and revolution, reproduced; a model a file.

Each function returns a `Result` (`.data` in xarray, `.summary()`, `.plot()`).  Thresholds:
`granovetter`, `kuran`, `watts`, `siegel` on `networks`.  Contagion: `sir`, `riot_sir`, `hawkes`,
`davies`, `flows`, `reaction_diffusion`.  Lattices: `epstein`, `moro`.  `fitting` fits `riot_sir`
and `hawkes` to `counts`. What all share: `result`, `drawing`, `checks`.  The public names are those
of `tocsin.classic`."""

from __future__ import annotations

#: Public name: the module it is imported from when first used.
HOMES = {
    name: f"tocsin.theory.classic.{module}"
    for module, names in {
        "result": ("Result",),
        "granovetter": ("granovetter", "critical_sd", "tipping_points"),
        "kuran": ("kuran",),
        "watts": ("watts", "watts_window"),
        "siegel": ("siegel",),
        "networks": ("network",),
        "sir": ("branching_extinction", "sir", "sir_final_size"),
        "riot_sir": ("riot_sir",),
        "hawkes": ("borel", "fit_hawkes_times", "hawkes"),
        "davies": ("davies",),
        "flows": ("gravity", "radiation"),
        "reaction_diffusion": ("reaction_diffusion",),
        "moro": ("moro",),
        "epstein": ("epstein",),
        "counts": ("Counts", "read_counts"),
        "fitting": ("Fit", "fit_hawkes", "fit_riot_sir"),
    }.items()
    for name in names
}
