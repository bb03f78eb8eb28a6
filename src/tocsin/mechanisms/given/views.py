"""What a mechanism is given, as types: fields of the state as `s`, parameters as `p`.

Made by tools/views.py from what mechanisms declare; do not edit.  A step is given those that it
declares: what it only reads cannot be written, and nothing else is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Fields(Protocol):
    """Arrays of the state by name."""

    lever_time: NDArray[np.float64]  # h by lever x region: hour from which a lever acts
    emergency: NDArray[np.float64]  # by region: state of emergency
    shutdown: NDArray[np.float64]  # by region: share of the internet that is cut
    rules: NDArray[np.float64]  # by service x region: 0 observe, 1 disperse, 2 arrest
    live_fire: NDArray[np.float64]  # by region: 0 none, 1 with warning, 2 without
    price_capped: NDArray[np.float64]  # by region: 1 where the price was taken back
    conceded: NDArray[np.float64]  # by region: legitimacy offered by concessions
    sweeping: NDArray[np.float64]  # by region: 1 where participants are looked for at home
    checkpoints: NDArray[np.float64]  # by region: 1 where checkpoints are manned under live fire
    call_up: NDArray[np.float64]  # persons/h by lever: officers called up from the reserve
    withdrawn: NDArray[np.float64]  # by service x region: share of a service that has withdrawn...
    most_guards: NDArray[np.float64]  # persons by site: guards that may stay at a site
    relieved: NDArray[np.float64]  # persons/h by site: officers relieved by allied troops
    allied: NDArray[np.float64]  # persons/h by service x site: allied troops coming to a site, o...
    called: NDArray[np.float64]  # by region: share who have heard of a call to go out at this hour
    amnesty: NDArray[np.float64]  # by region: share of the detained who are let go in this hour
    request_at: NDArray[np.float64]  # h: hour of the request
    decided_at: NDArray[np.float64]  # h: hour of the decision
    approved: NDArray[np.float64]  # 1 if it was decided to send troops
    vote: NDArray[np.int64]  # by member: 0 not asked, 1 for, 2 abstains, 3 objects
    contingent: NDArray[np.float64]  # persons by member: allied troops in the country
    alarm: NDArray[np.float64]  # by member: alarm in the member's own politics
    protests: NDArray[np.float64]  # persons by member: out in the member's own streets
    cost_at_home: NDArray[np.float64]  # by member: what taking part costs beyond its usual cost
    hold_first: NDArray[np.float64]  # hold of the first hour
    guarded_lost: NDArray[np.float64]  # objects: lost while allied troops stood there
    guarantee: NDArray[np.float64]  # how far the alliance stands behind the incumbent
    resentment: NDArray[np.float64]  # legitimacy lost to foreign troops
    asked: NDArray[np.int64]  # how often the alliance was asked
    decisions: NDArray[np.int64]  # how often it has decided
    asked_by: NDArray[np.int64]  # lever that asked last; -1: none
    reasons: NDArray[np.float64]  # by member x term: what the last decision was made of
    pledged: NDArray[np.float64]  # persons by member: troops that members have decided to send
    due: NDArray[np.float64]  # h by member: hour from which they can be there
    landed: NDArray[np.float64]  # persons by member: troops that have come so far
    airlift: NDArray[np.float64]  # share of the airlift that can land
    allied_most: NDArray[np.float64]  # persons by site: most allied troops at a site so far
    standby: NDArray[np.float64]  # persons: allied troops in the country who stand at no site
    stay_vote: NDArray[np.int64]  # by member: last review: 1 to stay, 2 abstains, 3 to go
    reviews: NDArray[np.int64]  # how often the mandate was reviewed
    reviewed_at: NDArray[np.float64]  # h: hour of the last review
    calm_since: NDArray[np.float64]  # h: hour from which it has been calm
    exit_at: NDArray[np.float64]  # h: hour at which the exit was announced
    price_heard: NDArray[np.float64]  # by region: first stage of awareness of the price
    price: NDArray[np.float64]  # by region: grievance that the price raises, s
    relief: NDArray[np.float64]  # by region: share of the price known to be taken back
    attendance: NDArray[np.float64]  # by place: part of its people who can be on their square
    square_people: NDArray[np.float64]  # persons by place: people of a square, by attendance, m
    crowd_scale: NDArray[np.float64]  # persons by place: crowd that is half visible
    visibility: NDArray[np.float64]  # by place: visibility of the own crowd, V
    seen_elsewhere: NDArray[np.float64]  # by place: visibility of the crowds of places with ties, X
    seen_at_work: NDArray[np.float64]  # by place: visibility of the crowds of colleagues, E
    attention: NDArray[np.float64]  # stock of attention, Y
    habituation: NDArray[np.float64]  # how used people are to the news, H
    news: NDArray[np.float64]  # news that moves people
    hope: NDArray[np.float64]  # belief that the country moves
    outrage_first: NDArray[np.float64]  # 1/100,000 by region: harm on its way to be known, O1
    outrage_stock: NDArray[np.float64]  # 1/100,000 by region: harm known and not forgotten, O
    outrage_here: NDArray[np.float64]  # by region: outrage in a region
    outrage: NDArray[np.float64]  # outrage, mean over the people
    deaths_minded: NDArray[np.float64]  # 1/100,000 by region: dead heard of and remembered, D
    fear_here: NDArray[np.float64]  # by region: fear in a region
    fear: NDArray[np.float64]  # fear, mean over the people
    demand: NDArray[np.float64]  # by place: share of the price grievance turned on the regime, z
    price_in_force: NDArray[np.float64]  # by place: price grievance that still moves people, s_eff
    base: NDArray[np.float64]  # by place: share of a region's force that rests in a place
    officers: NDArray[np.float64]  # persons by service x place: mobile officers in a place
    site_guards: NDArray[np.float64]  # persons by service x site: officers who guard a site
    reserve: NDArray[np.float64]  # persons by service: officers held back centrally
    in_transit: NDArray[np.float64]  # persons by service x region: officers under way to a region
    called_up: NDArray[np.float64]  # persons by lever: officers whom a lever has called up so far
    freed: NDArray[np.float64]  # persons: officers set free by allied troops so far
    allied_troops: NDArray[np.float64]  # persons: allied troops arrived so far
    acting: NDArray[np.float64]  # by service x place: part of a service there that does as ordered
    force: NDArray[np.float64]  # persons by place: mobile officers, as far as they act
    force_arresting: NDArray[np.float64]  # persons by place: force under orders to arrest
    force_observing: NDArray[np.float64]  # persons by place: force that is only to observe
    withdrawal: NDArray[np.float64]  # by place: share of the force that stands its ground
    contact: NDArray[np.float64]  # by place: officers in contact per person present
    violence: NDArray[np.float64]  # by place: violence of dispersal per person present
    dispersal: NDArray[np.float64]  # 1/h by place: rate at which marchers are driven off
    firing: NDArray[np.float64]  # by place: 1 where live fire is used
    shots: NDArray[np.float64]  # persons/h by place: expected dead by live fire
    clashes: NDArray[np.float64]  # 1/h by place: encounters of rioters and officers
    provocation: NDArray[np.float64]  # by place: memory of force used on the crowd, Q
    recent_injured: NDArray[np.float64]  # persons by place: injured that people remember, I
    recent_dead: NDArray[np.float64]  # persons by place: dead that people remember, D
    risk: NDArray[np.float64]  # by place: perceived risk, C
    gain: NDArray[np.float64]  # by place: multiplier of hardship
    practice: NDArray[np.float64]  # by place: multiplier of the price where workers have struck
    moved: NDArray[np.float64]  # by place: multiplier of the news where people have protested be...
    pull_own: NDArray[np.float64]  # by place: pull of the own crowd
    pull_ties: NDArray[np.float64]  # by place: pull of crowds one has ties to, by kin or work
    pull_news: NDArray[np.float64]  # by place: pull of the news
    pull_outrage: NDArray[np.float64]  # by place: pull of outrage
    readiness: NDArray[np.float64]  # by place: rhythm of the day, with curfew
    zest: NDArray[np.float64]  # by stratum: joining of a stratum beside others, mu
    join_rate: NDArray[np.float64]  # 1/h by stratum x place: rate of joining of the fully willing
    escalate: NDArray[np.float64]  # 1/h by stratum x place: rate to violence per unit of grievance
    calming: NDArray[np.float64]  # 1/h by place: rate from rioting back to marching
    weariness: NDArray[np.float64]  # by place: how long there has been rioting, W
    persons: NDArray[np.int64]  # persons by state x stratum x place: by place of residence
    active: NDArray[np.int64]  # persons by place: marching or rioting, where they are
    marching: NDArray[np.int64]  # persons by place: marching at the end of the hour, where they are
    rioting: NDArray[np.int64]  # persons by place: rioting at the end of the hour, where they are
    cells_out: NDArray[np.int64]  # persons by place: members of organised cells in action
    been_out: NDArray[np.int64]  # persons by place: have been out and are at home
    detained: NDArray[np.int64]  # persons by place: in detention, by where they were out
    cells_dead: NDArray[np.int64]  # persons by place: members of cells killed in this hour
    cells_caught: NDArray[np.int64]  # persons by place: those detained in this hour
    dead: NDArray[np.int64]  # persons by place: dead so far, all
    dead_bystanders: NDArray[np.int64]  # persons by place: bystanders dead so far
    dead_forces: NDArray[np.int64]  # persons by place: officers dead so far
    injured: NDArray[np.int64]  # persons by place: injured so far, all
    injured_forces: NDArray[np.int64]  # persons by place: officers injured so far
    deaths_now: NDArray[np.int64]  # persons by place: dead of the hour without forces
    injuries_now: NDArray[np.int64]  # persons by place: injured of the hour without forces
    officers_lost: NDArray[np.float64]  # persons by service: officers killed or injured so far
    capacity: NDArray[np.float64]  # persons by region: who can be detained at once
    ever_detained: NDArray[np.int64]  # persons by place: detentions so far
    site_state: NDArray[np.int64]  # by site: 0 held, 1 lost, 2 retaken, 3 burnt
    captured_at: NDArray[np.float64]  # h by site: hour of the first capture
    site_attackers: NDArray[np.float64]  # persons by site: attackers in the hour
    attacked_hours: NDArray[np.float64]  # h by site: hours in which a site was attacked
    attackers: NDArray[np.float64]  # persons by region: most at an administration or headquarters
    arms: NDArray[np.float64]  # by place: arms in the hands of rioters
    capture_news: NDArray[np.float64]  # news value of the sites lost in the last hour
    premises_damaged: NDArray[np.int64]  # by place: premises damaged so far
    vehicles_damaged: NDArray[np.int64]  # by place: vehicles damaged so far
    legitimacy_base: NDArray[np.float64]  # by place: legitimacy in ordinary times, L0
    legitimacy: NDArray[np.float64]  # by place: legitimacy, L
    ideal: NDArray[np.float64]  # by actor: position that each wants at heart
    position: NDArray[np.float64]  # by actor: what each actor says it wants
    salience: NDArray[np.float64]  # by actor: how much the issue matters to each
    weight: NDArray[np.float64]  # by actor: capability as coded, the street's while all are out
    capability: NDArray[np.float64]  # by actor: weight of each actor
    control: NDArray[np.float64]  # by actor x service: share of a service that follows an actor
    in_office: NDArray[np.float64]  # by actor: 1 in office, 0 dismissed, arrested or gone
    holder: NDArray[np.int64]  # by actor: index of who gives the orders of an office
    leader_is: NDArray[np.int64]  # index of the leading actor
    incumbent: NDArray[np.int64]  # 0 in office, 1 deal, 2 replaced, 3 resigned
    street: NDArray[np.float64]  # pressure of the street on the elites
    tension: NDArray[np.float64]  # tension among the elites
    standing: NDArray[np.float64]  # chance that the leader's position beats the strongest other
    standing_before: NDArray[np.float64]  # the same in ordinary times
    sites_minded: NDArray[np.float64]  # share of all sites' value lost and not forgotten
    losses_minded: NDArray[np.float64]  # share of all officers lost and not forgotten
    losses_known: NDArray[np.float64]  # persons: officers lost that the hold has heard of
    unsure: NDArray[np.float64]  # 1 with a new leader, fading
    hold: NDArray[np.float64]  # chance that the leader stays, as the elites see it
    purged_at: NDArray[np.float64]  # h by lever: hour at which a lever of elites acted
    failed_at: NDArray[np.float64]  # h by lever: hour at which a purge failed
    falls: NDArray[np.float64]  # h by lever: hour at which a lever falls away
    wronged: NDArray[np.float64]  # by actor: 1 for an office that a purge has missed, fading
    answered: NDArray[np.float64]  # legitimacy that a change at the top wins or loses
    plotter: NDArray[np.int8]  # by actor: 1 for offices that could try a coup (`coups`)
    disruption: NDArray[np.float64]  # by service: share of a service whose command has just changed
    misaligned_before: NDArray[np.float64]  # by service: how far off its command stood before that
    loyalty: NDArray[np.float64]  # by service: how far a service obeys
    loyalty_here: NDArray[np.float64]  # by service x place: how far a service obeys in a place
    loyalty_lowest: NDArray[np.float64]  # by service x place: lowest so far, where it has been
    disobeying: NDArray[np.float64]  # by region: share of officers there who do not obey
    local: NDArray[np.float64]  # by service: share of officers who serve where they are from
    pay: NDArray[np.float64]  # by service: how much better paid than others
    stance: NDArray[np.int64]  # by service x place: 0 obeys, 1 stands aside, 2 went over
    aside_at: NDArray[np.float64]  # h by service x place: hour of standing aside first
    over_at: NDArray[np.float64]  # h by service x place: hour of going over first
    deserted: NDArray[np.float64]  # by site: 1 where the guards have left
    deserted_until: NDArray[np.float64]  # h by site: hour at which they are back
    desertions: NDArray[np.float64]  # by site: how often guards have gone
    coup_hazard: NDArray[np.float64]  # 1/h: hazard of a coup
    coup_chance: NDArray[np.float64]  # chance that an attempt at this hour would succeed
    coup_attempts: NDArray[np.float64]  # attempts so far
    coup_at: NDArray[np.float64]  # h: hour of the last attempt
    lean: NDArray[np.float64]  # by actor x power: how far each actor leans on each power
    lean_before: NDArray[np.float64]  # by actor x power: the same at the start
    influence: NDArray[np.float64]  # by power: influence on the elites
    influence_before: NDArray[np.float64]  # by power: the same at the start
    ground_lost: NDArray[np.float64]  # by power: share of its influence that a power sees lost
    past: NDArray[np.float64]  # by power: share of influence that a power regards as its own
    backing: NDArray[np.float64]  # by power: how far each power stands behind the leader
    affront: NDArray[np.float64]  # legitimacy lost to public threats from abroad
    dead_seen: NDArray[np.float64]  # persons: dead that have been held against troops so far
    reported: NDArray[np.float64]  # persons by figure: official figure
    counted: NDArray[np.float64]  # persons by figure: what it counts, as it is true
    true_at: NDArray[np.float64]  # persons by figure x lag: that number in the last two weeks, b...
    first_case: NDArray[np.float64]  # h by figure: hour of the first case
    before_slip: NDArray[np.float64]  # persons by figure: figure that stood before one that slip...
    taken_back_at: NDArray[np.float64]  # h by figure: hour at which a figure is taken back
    silent_until: NDArray[np.float64]  # h by figure: hour until which nothing is said
    retracted: NDArray[np.float64]  # persons by figure: largest figure that was taken back
    claim_at: NDArray[np.float64]  # h by claim: hour of a claim
    claim_said: NDArray[np.float64]  # persons by claim: number in the claim
    claim_true: NDArray[np.float64]  # persons by claim: number of the run beside it
    claim_most: NDArray[np.float64]  # persons by claim: most of it so far
    doubt: NDArray[np.float64]  # doubt of official figures
    discredit: NDArray[np.float64]  # legitimacy lost to figures and claims found out
    enemy: NDArray[np.float64]  # how far an armed enemy is believed in, by claims
    exposed: NDArray[np.float64]  # by claim: 1 once it was found out whether a claim was true


class Values(Protocol):
    """Parameters of a run by name."""

    al_base: float  # posterior of the model of tocsin alliance; intercept, log-odds
    al_requester: float  # posterior of the model of tocsin alliance; a recognised government ask...
    al_clause: float  # posterior of the model of tocsin alliance; the treaty covers the case, lo...
    al_framing: float  # posterior of the model of tocsin alliance; the threat is framed as exter...
    al_stake: float  # posterior of the model of tocsin alliance; stake in the incumbent, log-odd...
    al_reach: float  # posterior of the model of tocsin alliance; forces near or in the country,...
    al_hands: float  # posterior of the model of tocsin alliance; few other fronts, log-odds per...
    al_access: float  # posterior of the model of tocsin alliance; an open way in, log-odds per u...
    al_resistance: float  # posterior of the model of tocsin alliance; little resistance to be ex...
    al_ties: float  # posterior of the model of tocsin alliance; no ties to those who rise, log-o...
    al_objections: float  # posterior of the model of tocsin alliance; nobody outside objects, lo...
    al_threat: float  # prior only; threat seen to a member's influence, log-odds
    al_small: float  # prior only; log-odds against a case in which nothing threatens; requests o...
    al_half: float  # prior only; share of the value of all sites that, once lost, is half of the...
    al_told: float  # prior only; how far a claimed enemy makes members see more of a threat (sec...
    al_inside: float  # prior only; part of a threat that counts when it is framed as a quarrel i...
    al_follow: float  # prior only; following the lead, log-odds of a wholly dependent member
    al_chair: float  # prior only; who chairs owes its office an answer, log-odds
    al_cost: float  # prior only; cost of sending troops at home, log-odds
    al_precedent: float  # prior only; what has never been done is done less readily, log-odds
    al_alarm: float  # prior only; own alarm makes the other's cause one's own, log-odds
    al_abstain: float  # prior only; width of abstention between for and against, log-odds; open...
    al_calm: float  # prior only; what calm for as long as the exit asks for takes from the reaso...
    al_lag: float  # h; judgement; between the night of 2022 (4 to 5 h) and the two days of other...
    al_lag_sd: float  # judgement; spread of its logarithm
    al_rho: float  # set from Kazakhstan, January 2022, 1,600 officers freed by 2,000 to 2,500 tr...
    al_common: float  # judgement; weight of the common good (0.1 in the example of Olson and Zec...
    al_spread: float  # judgement; spread of the logarithm of contingents; held-out sizes of the...
    al_standing: float  # judgement; part of its token that a member sends who does not depend on...
    al_ready_sd: float  # judgement; spread of the logarithm of the hours until troops set out
    recap_ratio: float  # judgement; rioters per officer below which it has
    al_again: float  # h; judgement; time until a refused request is made again
    al_word: float  # prior only; guarantee by the decision alone, before anybody has come
    al_t_guarantee: float  # h; judgement; time in which a guarantee is believed
    al_t_after: float  # h; judgement; time for which it outlasts the troops
    al_resent: float  # prior only; legitimacy lost to the sight of as many foreign troops as the...
    al_t_resent: float  # h; judgement; about a day, as for legitimacy
    al_spill: float  # 1/h; prior only; alarm in a member whose politics are like the host's whil...
    al_t_alarm: float  # h; judgement; days until it fades
    al_out: float  # prior only; share of a member's people who are out at the height of alarm (B...
    al_home: float  # prior only; cost at home that alarm adds where politics are alike (audience...
    shock: float  # set by hand after the rough fit to Kazakhstan, January 2022 (six runs beside...
    s_rest: float  # fitted roughly to Kazakhstan, January 2022 (33 parameters at once, 384 candi...
    t_aware: float  # h; fitted roughly to Kazakhstan, January 2022 (33 parameters at once, 384 c...
    t_relief: float  # h; fitted to Kazakhstan, January 2022 (crowds, casualties, detentions); no...
    vis0: float  # persons; fitted roughly to Kazakhstan, January 2022 (33 parameters at once, 38...
    eta: float  # fitted roughly to Kazakhstan, January 2022 (33 parameters at once, 384 candidat...
    hill: float  # shape of visibility; 1 is the plainest
    rural: float  # fitted roughly to Kazakhstan, January 2022 (33 parameters at once, 384 candid...
    t_pull: float  # h; judgement; hours of travel over which the pull of a square falls to 37 %
    wide: float  # h; fitted roughly to Kazakhstan, January 2022 (33 parameters at once, 384 cand...
    news_gain: float  # fitted roughly to Kazakhstan, January 2022 (33 parameters at once, 384 ca...
    t_news: float  # h; fitted to Kazakhstan, January 2022 (crowds, casualties, detentions); no l...
    t_hab: float  # h; set by hand after the rough fit to Kazakhstan, January 2022 (six runs besi...
    n_share: float  # scale of news_gain: share of the people out at which crowds feed the news a...
    out_gain: float  # set by hand in the rough fit of model 2 to Kazakhstan, January 2022 (tools...
    t_out1: float  # h; judgement; how long harm takes to be known
    t_out: float  # h; judgement; how long outrage lasts
    harm_injured: float  # judgement; an injury beside a death, in outrage
    d_out: float  # km; judgement; distance over which harm elsewhere counts 37 %
    out_far: float  # judgement; how much harm far away counts, by national news
    D0: float  # judgement; dead per 100,000 heard of that make fear 0.7; with c_dn set for law L5
    t_fear: float  # h; judgement; how long the country remembers its dead
    a_z: float  # 1/h; fitted to Kazakhstan, January 2022 (crowds, casualties, detentions); no li...
    b_z: float  # 1/h; fitted to Kazakhstan, January 2022 (crowds, casualties, detentions); no li...
    news_off: float  # not identified by this case: draw it in every ensemble; at 0.5 the throttl...
    reach_rural: float  # judgement; reach of the news in rural remainders
    base_town: float  # set by hand with the rough fit of model 2; share of the force at rest tha...
    pull_force: float  # judgement; force drawn to where people are out
    pull_riot: float  # judgement; how much more force a rioter draws than a marcher, above that...
    t_guard: float  # h; judgement; time in which guards are made up again
    most_back: float  # judgement; share of the mobile force of a place that may go back to guard...
    retreat: float  # fitted to Kazakhstan, January 2022 (crowds, casualties, detentions); no lit...
    theta: float  # fitted to Kazakhstan, January 2022 (crowds, casualties, detentions); no liter...
    disp: float  # 1/h; fitted to Kazakhstan, January 2022 (crowds, casualties, detentions); no l...
    kill: float  # 1/h; fitted roughly to Kazakhstan, January 2022 (33 parameters at once, 384 ca...
    live: float  # fitted roughly to Kazakhstan, January 2022 (33 parameters at once, 384 candida...
    threat: float  # fitted roughly to Kazakhstan, January 2022 (33 parameters at once, 384 candi...
    clash_observe: float  # judgement; clashes with officers who only observe
    t_prov: float  # h; judgement; how long provocation is felt
    prov_gain: float  # fitted roughly to Kazakhstan, January 2022 (33 parameters at once, 384 ca...
    shot_weight: float  # judgement; provocation by one death per person present, in units of vio...
    enemy_fire: float  # prior only; how much more readily officers shoot who have been told of a...
    c_a: float  # fitted roughly to Kazakhstan, January 2022 (33 parameters at once, 384 candidat...
    k: float  # Epstein (2002): P = 0.9 at one officer for one active
    A0: float  # judgement; a first group of friends, in units of the crowd that is half visible
    obs: float  # fitted roughly to Kazakhstan, January 2022 (33 parameters at once, 384 candidat...
    c_i: float  # judgement; deterrence by injuries
    k_i: float  # shape: injuries against the scale of crowds
    c_d: float  # fitted roughly to Kazakhstan, January 2022 (33 parameters at once, 384 candidat...
    k_d: float  # shape: deaths against the scale of crowds
    c_dn: float  # judgement; set so that ten more dead lower the next day by 1 % (law L5); fear...
    c_e: float  # judgement; deterrence by an emergency as such
    c_f: float  # fitted roughly to Kazakhstan, January 2022 (33 parameters at once, 384 candidat...
    k_f: float  # shape: officers for a thousand people of the square
    t_mem: float  # h; judgement; how long harm is remembered
    c_corr: float  # fitted roughly to Kazakhstan, January 2022 (33 parameters at once, 384 candi...
    c_mono: float  # off: workplaces and their strikes stand in its place; how much more a price...
    c_strike: float  # set by hand after the rough fit to Kazakhstan, January 2022 (six runs besi...
    c_earlier: float  # prior only; how much more news moves the town most used to protest
    b_own: float  # fitted roughly to Kazakhstan, January 2022 (33 parameters at once, 384 candid...
    b_call: float  # fitted roughly to Kazakhstan, January 2022 (33 parameters at once, 384 candi...
    u_local: float  # left to data: a shutdown may draw people out to see (Hassanpour 2014); no v...
    spent: float  # fitted roughly to Kazakhstan, January 2022 (33 parameters at once, 384 candid...
    b_ties: float  # fitted roughly to Kazakhstan, January 2022 (33 parameters at once, 384 candi...
    b_work: float  # prior only; pull of a visible crowd of colleagues, if all worked with them
    b_news: float  # fitted roughly to Kazakhstan, January 2022 (33 parameters at once, 384 candi...
    b_out: float  # fitted roughly to Kazakhstan, January 2022 (33 parameters at once, 384 candid...
    kappa: float  # 1/h; fitted roughly to Kazakhstan, January 2022 (33 parameters at once, 384 c...
    curfew: float  # judgement; share kept in by a curfew in the dark hours
    e0: float  # 1/h; fitted to Kazakhstan, January 2022 (crowds, casualties, detentions); no lit...
    e_prov: float  # 1/h; fitted roughly to Kazakhstan, January 2022 (33 parameters at once, 384...
    e_arms: float  # 1/h; judgement; arms in the crowd
    e_cell: float  # 1/h; judgement; organised cells in the crowd
    e_crowd: float  # 1/h; fitted roughly to Kazakhstan, January 2022 (33 parameters at once, 384...
    cell_crowd: float  # judgement; crowd that a member of a cell can stir, as a share
    g_ref: float  # scale of grievance: that of the most aggrieved in ordinary times
    deesc: float  # 1/h; fitted to Kazakhstan, January 2022 (crowds, casualties, detentions); no...
    talk: float  # judgement; how much faster a riot calms where services only observe and somebo...
    upper: float  # fitted roughly to Kazakhstan, January 2022 (33 parameters at once, 384 candid...
    t_weary: float  # h; judgement; over which time rioting wears out
    T: float  # set by hand after the rough fit to Kazakhstan, January 2022 (six runs beside the...
    tau: float  # fitted to Kazakhstan, January 2022 (crowds, casualties, detentions); no literat...
    rejoin: float  # set by hand in the rough fit of model 2 to Kazakhstan, January 2022 (tools/f...
    doubt: float  # judgement; second thoughts, in units of kappa
    omega: float  # 1/h; fitted roughly to Kazakhstan, January 2022 (33 parameters at once, 384 c...
    omega_r: float  # 1/h; fitted roughly to Kazakhstan, January 2022 (33 parameters at once, 384...
    night: float  # judgement; how far marchers follow the hours at which people go home (rhythm....
    night_r: float  # judgement; how much more rioters go home in the dark hours
    weary: float  # judgement; how much sooner rioters go home where there has been rioting for days
    within: float  # set so that steps of 60 and 30 minutes agree on the flagship (at 0.6 half ho...
    commit: float  # fitted roughly to Kazakhstan, January 2022 (33 parameters at once, 384 candi...
    back: float  # 1/h; judgement; rate at which the dispersed come back, at full zest
    t_settle: float  # h; judgement; how long the dispersed think of coming back
    t_custody: float  # h; judgement; 48 hours of police custody up to 15 days of administrative...
    t_recover: float  # h; judgement; time until an injured person can go out again
    act0: float  # persons; set by hand after the rough fit to Kazakhstan, January 2022 (six runs...
    act_shy: float  # h; judgement; how much dispersal keeps activists away
    cell_loss: float  # 1/h; judgement; losses of organised cells under live fire
    cell_dead: float  # judgement; share of those losses that are deaths
    inj: float  # 1/h; fitted to Kazakhstan, January 2022 (crowds, casualties, detentions); no li...
    inj_shot: float  # judgement; injured for each dead by live fire
    k_ll: float  # judgement; share of injuries by less-lethal force that kill
    shot_marching: float  # judgement; how much marchers bear of live fire
    shot_rioting: float  # judgement; how much rioters bear of live fire
    stray: float  # judgement; bystanders for each participant killed by live fire
    chk: float  # 1/h; fitted to Kazakhstan, January 2022 (crowds, casualties, detentions); no li...
    chk_dead: float  # judgement; how uneasy a death makes a checkpoint, in rioters about
    by_riot: float  # 1/h; judgement; bystanders killed per rioter-hour, by rioters and fires
    inj_f: float  # fitted to Kazakhstan, January 2022 (crowds, casualties, detentions); no liter...
    kill_f: float  # fitted to Kazakhstan, January 2022 (crowds, casualties, detentions); no lite...
    arms_kill: float  # judgement; how much deadlier armed rioters are to officers
    arms_half: float  # judgement; arms per rioter at which half of that is reached
    outdoors: float  # judgement; share out of doors even at night
    night_risk: float  # judgement; extra danger of checkpoints in the dark
    arrest: float  # 1/h; fitted to Kazakhstan, January 2022 (crowds, casualties, detentions); no...
    arr_em: float  # judgement; extra arrests under emergency
    jail: float  # invented: places in detention per 100,000 people; remand and police cells toge...
    sweep: float  # 1/h; fitted to Kazakhstan, January 2022 (crowds, casualties, detentions); no...
    att: float  # judgement; share of rioters who attack a site
    w_least: float  # keeps the share of attackers finite where little is left to attack
    w_full: float  # judgement; where the sites that are left weigh less, fewer attack
    x_least: float  # persons; judgement; fewer do not attack
    gk: float  # set by hand with the rough fit of model 2 to Kazakhstan, January 2022; higher va...
    garrison: float  # judgement; share of the force of a place that helps to hold its administra...
    d0: float  # persons; judgement; walls and doors
    cap: float  # 1/h; fitted to Kazakhstan, January 2022 (crowds, casualties, detentions); no li...
    siege: float  # judgement; how sharply attackers beside defenders decide a contest (exponent...
    inj_guard: float  # judgement; guards hurt per attacker and guard in contact
    kill_guard: float  # judgement; guards killed likewise
    armed: float  # sites with at least this weapon factor have guards who may shoot
    kill_attack: float  # judgement; attackers killed at such sites
    recap: float  # 1/h; judgement; recapture where force has the upper hand
    burn: float  # 1/h; judgement; captured sites set on fire
    arms_hq: float  # judgement; arms in a police headquarters or security service
    arms_shop: float  # 1,564 civil guns from 7 shops were recorded as stolen
    arms_decay: float  # 1/h; judgement; arms given up, hidden or empty
    news_site: float  # judgement; news value of all sites of the country together, as crowds of...
    lossL: float  # judgement; legitimacy lost with a site of value 1
    loss_region: float  # judgement; share of that in the region itself
    loss_country: float  # judgement; share of the legitimacy lost elsewhere in the country, if a...
    cell_w: float  # judgement; attackers whom a member of a cell is worth: armed, led, by radio
    cell_lead: float  # judgement; how much more tempting the sites are for which a cell goes
    wreck: float  # 1/h; set from the 1,466 premises recorded as attacked
    wreck_cars: float  # 1/h; set from the more than 700 vehicles recorded
    L0: float  # scale of grievance; only the product with hardship matters
    sd_place: float  # fixed beforehand: without it the intervals of an ensemble are several time...
    t_legit: float  # h; judgement; about a day
    el_far: float  # prior only; weight of a crowd elsewhere beside one at the seat
    el_street: float  # prior only; share of the people out, those away from the leader's seat co...
    el_pace: float  # prior only; share of the way to an offer that is gone in a round
    el_home: float  # prior only; share of the way back to what each wants at heart, in a round
    el_back: float  # prior only; how far a power that backs the leader draws those who lean on it
    el_keep: float  # prior only; weight that an office's holder keeps when dismissed
    el_dismiss: float  # prior only; tension from a dismissal, by the share of all weight that is...
    el_arrest: float  # prior only; tension from an arrest, likewise
    el_t_tension: float  # h; prior only; time in which tension and disorder of command fade
    el_quiet: float  # prior only; share of salience that the issue has on a quiet day
    el_least: float  # prior only; heat from which on the elites bargain at all
    el_turn: float  # prior only; how much nearer to the street, or farther, a new holder of an o...
    el_answer: float  # prior only; legitimacy that a change at the top wins among those who dema...
    el_fall: float  # prior only; likewise, won by the fall of the leader whoever follows
    ho_base: float  # prior only; log odds that the leader stays as seen on an ordinary day, 0.97
    ho_side: float  # prior only; what the votes of the elites have changed since
    ho_street: float  # prior only; pressure of the street
    ho_tension: float  # prior only; tension among the elites
    ho_defect: float  # prior only; officers who do not obey
    ho_harm: float  # prior only; outrage at people hurt
    ho_sites: float  # prior only; loss of all sites of the country, by their value
    ho_losses: float  # prior only; officers killed or injured, in per cent of all, by their loga...
    ho_new: float  # prior only; a leader who is new (Svolik 2012: the first months are the least...
    ho_guarantee: float  # prior only; an alliance that stands behind the leader
    t_hold: float  # h; prior only; time in which blows to the hold are forgotten
    coup_warned: float  # prior only; memory of a purge that missed above which an office plots w...
    coup_contest: float  # prior only; exponent of the contest (Tullock 1980)
    lo_base: float  # prior only; log odds that officers obey on a quiet day, 0.98
    lo_control: float  # prior only; who commands a service against who leads
    lo_win: float  # prior only; a leader who seems to lose (Kricheli, Livne & Magaloni 2011)
    lo_out: float  # prior only; being outnumbered (McLauchlin 2010)
    lo_kin: float  # prior only; a peaceful crowd of people whom officers know (Barany 2016, Neps...
    lo_severe: float  # prior only; orders to shoot at people whom officers know (Barany 2016, Ne...
    lo_tension: float  # prior only; tension among the elites
    lo_disrupt: float  # prior only; a new command
    lo_peer: float  # prior only; what other services do
    lo_guarantee: float  # prior only; an alliance that stands behind the leader
    lo_pay: float  # prior only; what a leader can pay, where the scenario says it (selectorate t...
    t_loyal: float  # h; prior only; time in which loyalty follows its causes
    lo_aside: float  # 1/h; prior only; officers before a crowd stand aside with this hazard time...
    lo_over: float  # 1/h; prior only; likewise, those who stood aside go over to a peaceful crowd
    lo_back: float  # h; prior only; time in which officers are back on duty once the crowd is gone
    desert: float  # 1/h; prior only; guards of a threatened site leave with this hazard times (1...
    desert_crowd: float  # prior only; rioters as a share of the people of the square from which...
    desert_hours: float  # h; prior; the guard of Almaty airport was away for some hours (S54, S58)
    coup_h0: float  # 1/h; prior only; with the other terms of an ordinary day 2 to 4 in 100 a ye...
    coup_street: float  # prior only; protest raises the risk (Casper & Tyson 2014, Johnson & Thy...
    coup_split: float  # prior only; a leader whose hold is weak, tension
    coup_control: float  # prior only; services that obey
    coup_guarantee: float  # prior only; an alliance that stands behind the leader
    coup_wronged: float  # prior only; an office that a purge has missed
    el_deal: float  # definition: a leader whose position has moved so far has made a deal
    po_troops: float  # 1/h; prior only; influence won by troops in the country
    po_half: float  # persons; prior only; troops that win half as much as very many
    po_aid: float  # 1/h; prior only; influence won by aid above the usual
    po_trade: float  # prior only; part of leanings that trade and usual aid decide in the long run
    po_resent: float  # 1/h; prior only; influence that resentment of its troops costs a power, f...
    po_blood: float  # prior only; share of its influence that a power with troops there loses fo...
    po_t: float  # h; prior only; the long run, about a year
    po_threat: float  # prior only; offices that fall into line after a public threat
    po_affront: float  # prior only; legitimacy lost to it
    po_t_affront: float  # h; prior only
    of_delay: float  # h; posterior median (five published figures of the dead, Kazakhstan 2022,...
    of_withheld: float  # posterior median (five published figures of the dead, Kazakhstan 2022,...
    of_reveal: float  # h; posterior median (five published figures of the dead, Kazakhstan 2022,...
    of_rest: float  # posterior median, hardly moved from its prior: no figure tells what never c...
    of_slip: float  # prior only (one case in a handful of reports): chance that a report shows w...
    of_slipped: float  # posterior median, set by one figure (164): share of what is held back th...
    of_takeback: float  # h; judgement; hours until such a figure is taken back, within the same...
    of_noise: float  # judgement; spread (of the logarithm) of the share held back, from report t...
    of_gap: float  # 1/h; prior only; rate at which what is hidden makes people doubt official fi...
    of_found: float  # prior only; trust lost when a figure is taken back or a claim found out
    of_exposed: float  # h; prior only; time until a claim is found out
    of_untrue: float  # prior only; times the truth above which a claim is untrue
    of_t_doubt: float  # h; prior only; time for which it is remembered
    of_price: float  # prior only; legitimacy lost with all trust in official figures
    of_t_claim: float  # h; prior only; time for which a claimed enemy is believed in
