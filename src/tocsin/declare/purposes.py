"""What random numbers are for: the registry of purposes, apart so that reading it costs nothing."""

from __future__ import annotations

from enum import IntEnum


class Purpose(IntEnum):
    """What a random number is for. Numbers are never reused or changed: results depend on them."""

    JOIN = 1  # does a quiet person join
    TRANSIT = 2  # what does a person who is not quiet do
    ARREST = 3
    INJURY = 4
    DEATH_MARCHING = 5
    DEATH_RIOTING = 6
    BYSTANDER = 7
    SWEEP = 8
    ACTIVIST = 9
    CELL_START = 10
    CELL_DEATH = 11
    PLACE_LEGITIMACY = 12
    ARREST_COUNT = 13
    INJURY_COUNT = 14
    DEATH_COUNT_MARCHING = 15
    DEATH_COUNT_RIOTING = 16
    DEATH_LESS_LETHAL = 17
    BYSTANDER_STRAY = 18
    BYSTANDER_CHECKPOINT = 19
    BYSTANDER_RIOT = 20
    FORCES_INJURED = 21
    FORCES_DEAD = 22
    SWEEP_COUNT = 23
    ACTIVIST_COUNT = 24
    CELL_LOSS_COUNT = 25
    CAPTURE = 26
    RECAPTURE = 27
    BURN = 28
    GUARDS_INJURED = 29
    ATTACKERS_DEAD = 30
    PREMISES = 31
    VEHICLES = 32
    PARAMETERS = 33
    POPULATION_HARDSHIP = 34
    POPULATION_RISK = 35
    DEATH_OF_INJURY = 36
    GUARDS_KILLED = 37
    RELEASE = 38
    CELL_DEATH_COUNT = 39
    CELL_ARREST = 40
    RELEASE_COUNT = 41
    ATTACKERS_DEAD_COUNT = 42
    THINNING = 43  # who is looked at, and with which level
    ELITE_FIGURES = 44
    ELITE_CONTROLS = 45
    ELITE_LEANS = 46
    COUP = 47  # is it tried
    COUP_OUTCOME = 48
    DESERTION = 49
    POWER_HISTORY = 50
    REPORT_SEEN = 51  # is it reported at all
    REPORT_KIND = 52  # counted honestly, tampered with, wrong
    REPORT_COUNT = 53
    REPORT_ROUNDED = 54
    REPORT_DELAY = 55
    ALLIANCE_FIGURES = 56
    ALLIANCE_VOTE = 57
    ALLIANCE_LAG = 58  # of the consultation, and of getting ready
    ALLIANCE_GIFT = 59
    OFFICIAL_SLIP = 60  # does what should be held back come out
    OFFICIAL_NOISE = 61  # how much is held back in this report
    OFFICIAL_DOUBLE = 62  # share that is counted twice
    REPORT_DOUBLE = 63  # is it passed on as another
    USER = 64  # the first of those left to users' own mechanisms (64 to 255)
