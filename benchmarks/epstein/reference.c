/* Epstein's Model I in plain C, as a speed reference: see DECLARATION.md.
 *
 * gcc -O3 -march=native -fopenmp reference.c -o reference -lm
 * reference ROWS STEPS exact|synchronous THREADS SEED [disc|diamond] [floor|round] [paper|mesa]
 *
 * exact: everybody once a period in random order, counts of actives and cops in view kept up to date.
 * synchronous: all decide on kept counts, cops arrest, all move row by row (strips of two colours).
 * Prints one line of JSON.  The torus is square; 32-bit xorshift-multiply numbers by strip.
 */
#include <math.h>
#include <omp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { EMPTY, QUIET, ACTIVE, JAILED, COP };
#define REACH 7
#define ROWS 15
#define LANES 16

static int64_t n, sites;
static uint8_t *kind, *cops, *actives;
static uint16_t *term;
static float *hardship, *aversion;
static uint8_t mask[ROWS][LANES];
static int dy[256], dx[256], seen;
static int64_t flat[256];
static float chance[256][256];
static const float K = 2.3f, T = 0.1f, L = 0.82f;
static int mesa, jmax = 30;

typedef struct { uint64_t s; char pad[56]; } Rng;

static inline uint64_t next(Rng *r) {
    uint64_t z = (r->s += 0x9E3779B97F4A7C15ull);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
}
static inline uint32_t below(Rng *r, uint32_t m) { return ((next(r) >> 32) * m) >> 32; }
static inline double unit(Rng *r) { return (next(r) >> 11) * 0x1p-53; }
static inline int64_t wrap(int64_t a) { return a < 0 ? a + n : a >= n ? a - n : a; }
static inline int far_from_edge(int64_t y, int64_t x) {
    return y >= REACH && y < n - REACH && x >= REACH && x < n - REACH - 1;
}
static inline int64_t at_view(int64_t y, int64_t x, int k) {
    return wrap(y + dy[k]) * n + wrap(x + dx[k]);
}

static inline void change(uint8_t *counts, int64_t c, int up) {
    int64_t y = c / n, x = c % n;
    if (far_from_edge(y, x)) {
        uint8_t *p = counts + c - REACH * (n + 1);
        for (int j = 0; j < ROWS; j++, p += n) {
            if (up) for (int k = 0; k < LANES; k++) p[k] += mask[j][k];
            else for (int k = 0; k < LANES; k++) p[k] -= mask[j][k];
        }
    } else {
        for (int k = 0; k < seen; k++) counts[at_view(y, x, k)] += up ? 1 : -1;
    }
}

static inline int64_t pick(Rng *r, int64_t c, int wanted, int tries) {
    int64_t y = c / n, x = c % n, found[256];
    int flat_here = far_from_edge(y, x), m = 0;
    for (int t = 0; t < tries; t++) {
        int k = below(r, seen);
        int64_t d = flat_here ? c + flat[k] : at_view(y, x, k);
        if (kind[d] == wanted) return d;
    }
    for (int k = 0; k < seen; k++) {
        int64_t d = flat_here ? c + flat[k] : at_view(y, x, k);
        if (kind[d] == wanted) found[m++] = d;
    }
    return m ? found[below(r, m)] : -1;
}

static inline void move(Rng *r, int64_t c, int keep) {
    int64_t d = pick(r, c, EMPTY, 24);
    if (d < 0) return;
    uint8_t who = kind[c];
    kind[d] = who; kind[c] = EMPTY;
    hardship[d] = hardship[c]; aversion[d] = aversion[c];
    if (keep && (who == COP || who == ACTIVE)) {
        uint8_t *counts = who == COP ? cops : actives;
        change(counts, c, 0); change(counts, d, 1);
    }
}

/* jailed citizens stay on their sites in both variants of this program; `paper` moves first */
static inline int64_t step_aside(Rng *r, int64_t c) {
    int64_t d = pick(r, c, EMPTY, 24);
    if (d < 0) return c;
    uint8_t who = kind[c];
    kind[d] = who; kind[c] = EMPTY;
    hardship[d] = hardship[c]; aversion[d] = aversion[c];
    if (who == COP || who == ACTIVE) {
        uint8_t *counts = who == COP ? cops : actives;
        change(counts, c, 0); change(counts, d, 1);
    }
    return d;
}

static inline int wants(int64_t c) {
    int a = actives[c] + 1;
    return hardship[c] * (1 - L) - aversion[c] * chance[cops[c]][a] > T;
}

static inline void arrest(Rng *r, int64_t c) {
    if (!actives[c]) return;
    int64_t d = pick(r, c, ACTIVE, 0);
    if (d < 0) return;
    kind[d] = JAILED;
    term[d] = mesa ? below(r, jmax + 1) : 1 + below(r, jmax);
    change(actives, d, 0);
}

static inline void turn(Rng *r, int64_t c) {
    if (kind[c] == JAILED) {
        if (term[c]) { term[c]--; return; }
        kind[c] = QUIET;
    }
    if (!mesa) c = step_aside(r, c);
    if (kind[c] == COP) arrest(r, c);
    else {
        int active = wants(c);
        if (active != (kind[c] == ACTIVE)) { kind[c] = active ? ACTIVE : QUIET; change(actives, c, active); }
    }
    if (mesa) step_aside(r, c);
}

static double now(clockid_t id) {
    struct timespec t;
    clock_gettime(id, &t);
    return t.tv_sec + 1e-9 * t.tv_nsec;
}

static void exact(Rng *r, uint32_t *order) {
    int64_t m = 0;
    for (int64_t c = 0; c < sites; c++) { order[m] = c; m += kind[c] != EMPTY; }
    for (int64_t i = m - 1; i > 0; i--) {
        uint32_t j = below(r, i + 1), t = order[i];
        order[i] = order[j]; order[j] = t;
    }
    for (int64_t i = 0; i < m; i++) {
        if (i + 8 < m) {
            __builtin_prefetch(kind + order[i + 8]);
            __builtin_prefetch(hardship + order[i + 8]);
            __builtin_prefetch(aversion + order[i + 8]);
        }
        turn(r, order[i]);
    }
}

static void synchronous(Rng *rngs, int strips, uint32_t **lists) {
    memset(actives, 0, sites); memset(cops, 0, sites);
    for (int phase = 0; phase < (strips == 1 ? 1 : 2); phase++) {
        #pragma omp parallel for schedule(static, 1)
        for (int s = phase; s < strips; s += strips == 1 ? 1 : 2)
            for (int64_t c = n * (n * s / strips); c < n * (n * (s + 1) / strips); c++) {
                if (kind[c] == COP) change(cops, c, 1);
                if (kind[c] == ACTIVE) change(actives, c, 1);
            }
    }
    #pragma omp parallel for schedule(static)
    for (int64_t y = 0; y < n; y++)
        for (int64_t c = y * n; c < (y + 1) * n; c++) {
            if (kind[c] == JAILED) {
                if (term[c]) { term[c]--; continue; }
                kind[c] = QUIET;
            }
            if (kind[c] == QUIET || kind[c] == ACTIVE) kind[c] = wants(c) ? ACTIVE : QUIET;
        }
    memset(actives, 1, sites); /* cops look */
    for (int phase = 0; phase < (strips == 1 ? 1 : 2); phase++) {
        #pragma omp parallel for schedule(static, 1)
        for (int s = phase; s < strips; s += strips == 1 ? 1 : 2) {
            int64_t m = 0;
            uint32_t *list = lists[s];
            for (int64_t c = n * (n * s / strips); c < n * (n * (s + 1) / strips); c++) {
                list[m] = c; m += kind[c] != EMPTY && kind[c] != JAILED;
            }
            for (int64_t i = 0; i < m; i++) if (kind[list[i]] == COP) {
                int64_t d = pick(&rngs[s], list[i], ACTIVE, 0);
                if (d >= 0) { kind[d] = JAILED; term[d] = 1 + below(&rngs[s], jmax); }
            }
            for (int64_t i = 0; i < m; i++) if (kind[list[i]] != JAILED) move(&rngs[s], list[i], 0);
        }
    }
}

int main(int argc, char **argv) {
    if (argc < 6) return 2;
    n = atoll(argv[1]); sites = n * n;
    int steps = atoi(argv[2]), sync = !strcmp(argv[3], "synchronous"), threads = atoi(argv[4]);
    int diamond = argc > 6 && !strcmp(argv[6], "diamond"), rounds = argc > 7 && !strcmp(argv[7], "round");
    mesa = argc > 8 && !strcmp(argv[8], "mesa");
    omp_set_num_threads(threads);
    for (int y = -REACH; y <= REACH; y++) for (int x = -REACH; x <= REACH; x++)
        if ((x || y) && (diamond ? abs(x) + abs(y) <= REACH : x * x + y * y <= REACH * REACH)) {
            dy[seen] = y; dx[seen] = x; flat[seen++] = y * n + x; mask[y + REACH][x + REACH] = 1;
        }
    for (int c = 0; c < 256; c++) for (int a = 1; a < 256; a++) {
        double q = (double)c / a;
        chance[c][a] = 1 - exp(-K * (rounds ? rint(q) : floor(q)));
    }
    kind = calloc(sites + 64, 1); cops = calloc(sites + 64, 1); actives = calloc(sites + 64, 1);
    term = calloc(sites + 64, 2); hardship = calloc(sites + 64, 4); aversion = calloc(sites + 64, 4);
    int strips = threads == 1 ? 1 : 2 * threads;
    Rng *rngs = calloc(strips, sizeof *rngs);
    for (int s = 0; s < strips; s++) rngs[s].s = atoll(argv[5]) * 1000003 + s * 0x632BE59BD9B4E019ull;
    int64_t people = 0;
    for (int64_t c = 0; c < sites; c++) {
        double u = unit(&rngs[0]);
        kind[c] = u < 0.7 ? QUIET : u < 0.74 ? COP : EMPTY;
        hardship[c] = unit(&rngs[0]); aversion[c] = unit(&rngs[0]);
        people += kind[c] != EMPTY;
        if (kind[c] == COP && !sync) change(cops, c, 1);
    }
    uint32_t **lists = calloc(strips, sizeof *lists);
    for (int s = 0; s < strips; s++) lists[s] = malloc(4 * (sync ? sites / strips + 2 * n : sites + 1));
    double *wall = calloc(steps, sizeof *wall), active = 0, jailed = 0, cpu = now(CLOCK_PROCESS_CPUTIME_ID);
    double all = now(CLOCK_MONOTONIC), tallying = 0, tally_cpu = 0;
    for (int t = 0; t < steps; t++) {
        double start = now(CLOCK_MONOTONIC);
        if (sync) synchronous(rngs, strips, lists); else exact(rngs, lists[0]);
        wall[t] = now(CLOCK_MONOTONIC) - start;
        start = now(CLOCK_MONOTONIC); double c0 = now(CLOCK_PROCESS_CPUTIME_ID);
        for (int64_t c = 0; c < sites; c++) { active += kind[c] == ACTIVE; jailed += kind[c] == JAILED; }
        tallying += now(CLOCK_MONOTONIC) - start; tally_cpu += now(CLOCK_PROCESS_CPUTIME_ID) - c0;
    }
    cpu = now(CLOCK_PROCESS_CPUTIME_ID) - cpu - tally_cpu; all = now(CLOCK_MONOTONIC) - all - tallying;
    printf("{\"agents\": %ld, \"steps\": %d, \"seconds\": %.6f, \"cpu_seconds\": %.6f, \"mean_active\": %.6f, "
           "\"mean_jailed\": %.6f, \"bytes_per_site\": %d}\n",
           (long)people, steps, all, cpu, active / steps / people, jailed / steps / people, 13 + 4);
    return 0;
}
