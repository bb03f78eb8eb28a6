# ruff: noqa: E501  (lines of YAML stand as they are written)
"""Strata of a draft: who the people are, by age and sex from the UN, and how hard they live, by covariates.

`draft` puts it into the scenario.  Ages are those of the nation in every region: no source of all countries
has them by region.
"""

from __future__ import annotations

from tocsin.world.atlas.archive import AGES
from tocsin.world.atlas.plan import Plan
from tocsin.world.atlas.text import short

UN = "UN WPP 2024, groups of five years cut evenly"
#: Young men without steady work, of all young men: this and the youth unemployment rate, by judgement.
PRECARIOUS, MOST_PRECARIOUS = 0.35, 0.75
#: Spread of hardship: concentration 5 at a Gini index of 30, as for the case the model was fitted to.
CONCENTRATION, GINI = 5.0, 30.0
WIDEST, NARROWEST = 0.7, 1.2


def strata(plan: Plan, year: float) -> str:
    """The section `strata`."""
    count = plan.country.pyramid(year)
    whole = sum(count)
    men = dict(zip(AGES, (n / whole for n in count[:5]), strict=True))
    women = dict(zip(AGES, (n / whole for n in count[5:]), strict=True))
    known = plan.country.covariates
    idle = known.get("youth_unemployment")
    part = min(MOST_PRECARIOUS, PRECARIOUS + (idle[0] if idle else 0.12))
    said = (
        f"youth unemployment {idle[0]:.1%} in {idle[1]:.0f}"
        if idle
        else "no youth unemployment known"
    )
    gini = known.get("gini")
    wide = min(NARROWEST, max(WIDEST, GINI / gini[0])) if gini else 1.0
    spread = short(CONCENTRATION * wide)
    told = f"Gini {gini[0]:g} in {gini[1]:.0f}" if gini else "no Gini index known: DEFAULT"
    rows = [
        ("young precarious men", "male", "18-34", "precarious or no work", men["18-34"] * part, 0.3,
         f"men of 18 to 34 ({men['18-34']:.1%}; {UN}) times {part:.2f} without steady work: judgement, {said}",
         "judgement", "1", "1", 0.50, 0.40),
        ("other men 18-59", "male", "18-59", "all other", None, 0.0, "what the other strata leave",
         "", "mu_men", "y_men", 0.38, 0.55),
        ("women 18-59", "female", "18-59", "all", women["18-34"] + women["35-59"], 0.03, UN, "derived",
         "mu_women", "y_women", 0.38, 0.62),
        ("teenagers", "all", "14-17", "school", men["14-17"] + women["14-17"], 0.05, UN, "derived",
         "mu_teens", "y_teens", 0.40, 0.45),
        ("men 60 and over", "male", "60+", "retired or working", men["60+"], 0.05, UN, "derived",
         "mu_old_men", "y_old", 0.40, 0.60),
        ("women 60 and over", "female", "60+", "retired or working", women["60+"], 0.05, UN, "derived",
         "mu_old_women", "y_old", 0.40, 0.65),
        ("children", "all", "0-13", "none", men["0-13"] + women["0-13"], 0.03, UN, "derived",
         "0", "0", 0.40, 0.60),
    ]  # fmt: skip
    out = [
        "strata:",
        "  # Shares by age and sex are the nation's in every region. DEFAULT: hardship and risk aversion are those",
        f"  # of the model's own case; how widely hardship spreads follows inequality ({told}).",
    ]
    for name, sex, ages, work, share, err, source, status, join, violence, hard, risk in rows:
        out += [f"  {name}:", f"    sex: {sex}", f"    ages: {ages if ages != '60+' else '60+'}",
                f"    livelihood: {work}"]  # fmt: skip
        if share is None:
            out += ["    complement: true", f"    source: {source}"]
        else:
            low, high = share * (1 - err), share * (1 + err)
            out.append(f"    share: {{value: {share:.4f}, low: {low:.4f}, high: {high:.4f}, "
                       f'source: "{source}", status: {status}}}')  # fmt: skip
        out += [f"    join: {join}", f"    violence: {violence}",
                f"    hardship: {{mean: {hard:.2f}, concentration: {spread}}}",
                f"    risk_aversion: {{mean: {risk:.2f}, concentration: 7}}"]  # fmt: skip
    return "\n".join(out)
