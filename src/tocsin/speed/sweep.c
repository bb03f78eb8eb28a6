/* The decision of the sweep in plain C: Threefry-2x32-20, grievance, willingness, 1 - exp(-x).
   sweep PERSONS HOURS THREADS  prints seconds and how many would join. */
#include <omp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define MIX(r) a += b; b = ((b << r) | (b >> (32 - r))) ^ a;

static inline uint64_t threefry(uint32_t a, uint32_t b, uint32_t k0, uint32_t k1) {
    const uint32_t k2 = 0x1BD11BDAu ^ k0 ^ k1;
    a += k0; b += k1;
    MIX(13) MIX(15) MIX(26) MIX(6)
    a += k1; b += k2 + 1;
    MIX(17) MIX(29) MIX(16) MIX(24)
    a += k2; b += k0 + 2;
    MIX(13) MIX(15) MIX(26) MIX(6)
    a += k0; b += k1 + 3;
    MIX(17) MIX(29) MIX(16) MIX(24)
    a += k1; b += k2 + 4;
    MIX(13) MIX(15) MIX(26) MIX(6)
    a += k2; b += k0 + 5;
    return ((uint64_t)a << 32) | b;
}

static inline float clip(float x, float lo, float hi) { return x < lo ? lo : x > hi ? hi : x; }

int main(int n_arguments, char **arguments) {
    if (n_arguments != 4) return 2;
    const long n = atol(arguments[1]) / 2 * 2, hours = atol(arguments[2]);
    omp_set_num_threads(atoi(arguments[3]));
    uint8_t *h = malloc(n), *r = malloc(n), *state = malloc(n);
    if (!h || !r || !state) return 1;
    #pragma omp parallel for schedule(static)
    for (long i = 0; i < n; i++) {
        const uint64_t x = threefry((uint32_t)i, 1, 7, 9);
        h[i] = x >> 33 & 127; r[i] = x & 255; state[i] = 0;
    }
    const float gain = 1.1f, price = 0.05f, ill = 0.5f, pull = -0.2f, risk = 0.1f, qt = 10.0f;
    long joined = 0;
    const double start = omp_get_wtime();
    for (long t = 0; t < hours; t++) {
        const uint32_t hour = (uint32_t)t << 8 | 1;
        #pragma omp parallel for schedule(static) reduction(+ : joined)
        for (long j = 0; j < n / 2; j++) {
            /* one call serves two persons, as in the sweep */
            const uint64_t words = threefry((uint32_t)j, hour, 3, 4);
            for (int side = 0; side < 2; side++) {
                const long i = side ? j + n / 2 : j;
                const float u = (float)(uint32_t)(side ? words : words >> 32);
                const float H = h[i] / 256.0f + 1 / 512.0f, R = r[i] / 256.0f + 1 / 512.0f;
                const float g = clip(H * gain + price, 0, 1e9f) * ill;
                const float y = clip((g + pull - R * risk) * qt + 0.5f, 0, 1);
                const float x = 0.0143f * y * y * (3 - 2 * y);
                const float z = x / 16; /* a series at a sixteenth, and four doublings */
                float p = z * (1 - z * (0.5f - z * (1 / 6.0f - z * (1 / 24.0f - z / 120))));
                p = p * (2 - p); p = p * (2 - p); p = p * (2 - p); p = p * (2 - p);
                const int go = (u < p * 4294967296.0f) & (state[i] == 0);
                joined += go;
            }
        }
    }
    printf("%.6f %ld\n", omp_get_wtime() - start, joined);
    return 0;
}
