/* SHA-256 over many short messages: a digest for each row of a screening. With the processor's own instructions where
 * it has them (x86 SHA extensions), else in plain C; the same digests either way. FIPS 180-4.
 */
#include <stdint.h>
#include <string.h>

#if defined(_WIN32)
#define API __declspec(dllexport)
#else
#define API __attribute__((visibility("default")))
#endif
#if (defined(__GNUC__) || defined(__clang__)) && defined(__x86_64__)
#define HAS_X86 1
#include <cpuid.h>
#include <immintrin.h>
#endif

static const uint32_t K[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01,
    0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc,
    0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
    0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08,
    0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
    0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};
static const uint32_t START[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

/* Takes so many blocks of two messages. */
typedef void compress_fn(uint32_t a[8], const uint8_t *one, uint32_t b[8], const uint8_t *two, int64_t blocks);

static uint32_t rotated(uint32_t x, int n) { return x >> n | x << (32 - n); }

static uint32_t word(const uint8_t *p) { return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3]; }

static void one_plain(uint32_t state[8], const uint8_t *block, int64_t blocks) {
    for (; blocks--; block += 64) {
        uint32_t w[64], a[8];
        for (int i = 0; i < 16; i++) w[i] = word(block + 4 * i);
        for (int i = 16; i < 64; i++) {
            uint32_t s0 = rotated(w[i - 15], 7) ^ rotated(w[i - 15], 18) ^ w[i - 15] >> 3;
            uint32_t s1 = rotated(w[i - 2], 17) ^ rotated(w[i - 2], 19) ^ w[i - 2] >> 10;
            w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }
        memcpy(a, state, sizeof a);
        for (int i = 0; i < 64; i++) {
            uint32_t s1 = rotated(a[4], 6) ^ rotated(a[4], 11) ^ rotated(a[4], 25);
            uint32_t s0 = rotated(a[0], 2) ^ rotated(a[0], 13) ^ rotated(a[0], 22);
            uint32_t t1 = a[7] + s1 + ((a[4] & a[5]) ^ (~a[4] & a[6])) + K[i] + w[i];
            uint32_t t2 = s0 + ((a[0] & a[1]) ^ (a[0] & a[2]) ^ (a[1] & a[2]));
            memmove(a + 1, a, 7 * sizeof *a);
            a[4] += t1;
            a[0] = t1 + t2;
        }
        for (int i = 0; i < 8; i++) state[i] += a[i];
    }
}

static void compress_plain(uint32_t a[8], const uint8_t *one, uint32_t b[8], const uint8_t *two, int64_t blocks) {
    one_plain(a, one, blocks);
    one_plain(b, two, blocks);
}

#ifdef HAS_X86
#define X86 __attribute__((target("sha,sse4.1")))
typedef struct { __m128i abef, cdgh, abef0, cdgh0, w[4]; } lane;

X86 static inline lane opened(const uint32_t state[8]) {
    __m128i low = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)state), 0xB1);
    __m128i high = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(state + 4)), 0x1B);
    return (lane){.abef = _mm_alignr_epi8(low, high, 8), .cdgh = _mm_blend_epi16(high, low, 0xF0)};
}

X86 static inline void begin(lane *l, const uint8_t *block) {
    const __m128i turn = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
    l->abef0 = l->abef;
    l->cdgh0 = l->cdgh;
    for (int i = 0; i < 4; i++) l->w[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(block + 16 * i)), turn);
}

X86 static inline void four_rounds(lane *l, int i) {
    __m128i now = l->w[i & 3], sum = _mm_add_epi32(now, _mm_loadu_si128((const __m128i *)(K + 4 * i)));
    l->cdgh = _mm_sha256rnds2_epu32(l->cdgh, l->abef, sum);
    l->abef = _mm_sha256rnds2_epu32(l->abef, l->cdgh, _mm_shuffle_epi32(sum, 0x0E));
    if (i < 12) { /* the words of four steps on */
        __m128i next = _mm_sha256msg1_epu32(now, l->w[(i + 1) & 3]);
        next = _mm_add_epi32(next, _mm_alignr_epi8(l->w[(i + 3) & 3], l->w[(i + 2) & 3], 4));
        l->w[i & 3] = _mm_sha256msg2_epu32(next, l->w[(i + 3) & 3]);
    }
}

X86 static inline void end(lane *l) {
    l->abef = _mm_add_epi32(l->abef, l->abef0);
    l->cdgh = _mm_add_epi32(l->cdgh, l->cdgh0);
}

X86 static inline void close_into(const lane *l, uint32_t state[8]) {
    __m128i feba = _mm_shuffle_epi32(l->abef, 0x1B), dchg = _mm_shuffle_epi32(l->cdgh, 0xB1);
    _mm_storeu_si128((__m128i *)state, _mm_blend_epi16(feba, dchg, 0xF0));
    _mm_storeu_si128((__m128i *)(state + 4), _mm_alignr_epi8(dchg, feba, 8));
}

/* Two messages side by side: each round waits for the one before it, so the processor has time for another's. */
X86 static void compress_x86(uint32_t a[8], const uint8_t *one, uint32_t b[8], const uint8_t *two, int64_t blocks) {
    lane l = opened(a), m = opened(b);
    for (; blocks--; one += 64, two += 64) {
        begin(&l, one);
        begin(&m, two);
#pragma GCC unroll 16
        for (int i = 0; i < 16; i++) {
            four_rounds(&l, i);
            four_rounds(&m, i);
        }
        end(&l);
        end(&m);
    }
    close_into(&l, a);
    close_into(&m, b);
}

static int has_x86(void) {
    unsigned a, b, c, d;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b >> 29 & 1) && __get_cpuid(1, &a, &b, &c, &d) && (c >> 19 & 1);
}
#endif

static compress_fn *fastest(int plain) {
#ifdef HAS_X86
    if (!plain && has_x86()) return compress_x86;
#endif
    (void)plain;
    return compress_plain;
}

#if defined(__GNUC__) || defined(__clang__)
static void put64(uint8_t *p, uint64_t value) { value = __builtin_bswap64(value); memcpy(p, &value, 8); }
#else
static void put64(uint8_t *p, uint64_t value) { for (int i = 0; i < 8; i++) p[i] = (uint8_t)(value >> (56 - 8 * i)); }
#endif

static void put_state(uint8_t out[32], const uint32_t state[8]) {
    for (int i = 0; i < 8; i++) {
        out[4 * i] = (uint8_t)(state[i] >> 24);
        out[4 * i + 1] = (uint8_t)(state[i] >> 16);
        out[4 * i + 2] = (uint8_t)(state[i] >> 8);
        out[4 * i + 3] = (uint8_t)state[i];
    }
}

/* Ends a message that lies in `block`, which has room for it; how many blocks it takes. */
static int64_t ended(uint8_t *block, int64_t size) {
    int64_t blocks = (size + 9 + 63) / 64;
    block[size] = 0x80;
    memset(block + size + 1, 0, (size_t)(64 * blocks - size - 9));
    put64(block + 64 * blocks - 8, (uint64_t)size * 8);
    return blocks;
}

/* The digests of two messages that take as many blocks. */
static void two_digests(compress_fn *compress, const uint8_t *one, const uint8_t *two, int64_t blocks, uint8_t *out_one, uint8_t *out_two) {
    uint32_t a[8], b[8];
    memcpy(a, START, sizeof a);
    memcpy(b, START, sizeof b);
    compress(a, one, b, two, blocks);
    put_state(out_one, a);
    put_state(out_two, b);
}

typedef struct {
    const int64_t *row;
    const uint8_t *verdicts; /* 16 bytes each */
    const int32_t *verdict;
    const void *offsets;
    const uint8_t *text;
    int32_t wide;
} rf_rows;

enum { LONGEST = 72, ROOM = 128 }; /* bytes of a number; of a row with its end */

static int64_t offset_of(const rf_rows *rows, int64_t i) {
    return rows->wide ? ((const int64_t *)rows->offsets)[i] : ((const int32_t *)rows->offsets)[i];
}

/* One row as a message: salt, row, verdict, number. */
static int64_t laid(const rf_rows *rows, int64_t i, const uint8_t *salt, uint8_t block[ROOM]) {
    int64_t from = offset_of(rows, i), size = offset_of(rows, i + 1) - from;
    memcpy(block, salt, 16);
    put64(block + 16, (uint64_t)rows->row[i]);
    memcpy(block + 24, rows->verdicts + 16 * rows->verdict[i], 16);
    if (size > 15) {
        memcpy(block + 40, rows->text + from, (size_t)size);
        return ended(block, 40 + size);
    }
    memset(block + 40, 0, 24); /* one block, as nearly all are: it ends with the number's bits */
    for (int64_t k = 0; k < size; k++) block[40 + k] = rows->text[from + k];
    block[40 + size] = 0x80;
    put64(block + 56, (uint64_t)(40 + size) * 8);
    return 1;
}

enum { ROWS = 32 }; /* laid out before any of them is hashed: a processor waits for bytes that were written just now */

/* For each row: SHA-256 of its salt, row, verdict and number [lists.rooted.row_digest]. One hash of the secret and the
 * number of a pair gives the salts of two rows. `first` is even. Returns how many rows were done: a number that is too
 * long stops it. */
API int64_t rf_row_digests(const uint8_t *secret, int64_t first, int64_t n, const rf_rows *rows, int plain, uint8_t *out) {
    compress_fn *compress = fastest(plain);
    uint8_t pair[ROWS / 2][64] = {{0}}, salts[ROWS / 2][32], block[ROWS][ROOM], spare[32];
    int64_t blocks[ROWS];
    for (int p = 0; p < ROWS / 2; p++) memcpy(pair[p], secret, 32), ended(pair[p], 40);
    for (int64_t i = 0; i < n; i += ROWS) {
        int64_t many = 0, most = n - i < ROWS ? n - i : ROWS;
        for (; many < most; many++) {
            int64_t size = offset_of(rows, i + many + 1) - offset_of(rows, i + many);
            if (size < 0 || size > LONGEST) break;
        }
        for (int p = 0; p < ROWS / 2; p++) put64(pair[p] + 32, (uint64_t)((first + i) / 2 + p));
        for (int p = 0; 2 * p < many; p += 2) two_digests(compress, pair[p], pair[p + 1], 1, salts[p], salts[p + 1]);
        for (int64_t k = 0; k < many; k++) blocks[k] = laid(rows, i + k, salts[k / 2] + 16 * (k & 1), block[k]);
        for (int64_t k = 0; k < many; k += 2) {
            uint8_t *to = out + 32 * (i + k);
            int both = k + 1 < many;
            if (both && blocks[k] == blocks[k + 1]) {
                two_digests(compress, block[k], block[k + 1], blocks[k], to, to + 32);
                continue;
            }
            two_digests(compress, block[k], block[k], blocks[k], to, spare);
            if (both) two_digests(compress, block[k + 1], block[k + 1], blocks[k + 1], to + 32, spare);
        }
        if (many < most) return i + many;
    }
    return n;
}

/* Leaf hashes of RFC 6962 over groups of so many digests, the last one shorter. */
API void rf_group_leaves(const uint8_t *digests, int64_t n, int64_t group, int plain, uint8_t *room, uint8_t *out) {
    compress_fn *compress = fastest(plain);
    int64_t groups = (n + group - 1) / group, stride = (32 * group + 1 + 9 + 63) / 64 * 64;
    uint8_t spare[32];
    for (int64_t g = 0; g < groups; g += 2) {
        int64_t both = g + 1 < groups, blocks[2] = {0, 0};
        for (int64_t k = 0; k <= both; k++) {
            uint8_t *message = room + stride * k;
            int64_t count = n - (g + k) * group < group ? n - (g + k) * group : group;
            message[0] = 0;
            memcpy(message + 1, digests + 32 * group * (g + k), (size_t)(32 * count));
            blocks[k] = ended(message, 32 * count + 1);
        }
        if (both && blocks[0] == blocks[1]) {
            two_digests(compress, room, room + stride, blocks[0], out + 32 * g, out + 32 * (g + 1));
            continue;
        }
        for (int64_t k = 0; k <= both; k++) two_digests(compress, room + stride * k, room + stride * k, blocks[k], out + 32 * (g + k), spare);
    }
}

/* The root of RFC 6962 over a power of two of leaves; it takes the place of the first of them. */
API void rf_root(uint8_t *nodes, int64_t count, int plain) {
    compress_fn *compress = fastest(plain);
    uint8_t message[2][128], spare[32];
    for (; count > 1; count /= 2)
        for (int64_t i = 0; i < count / 2; i += 2) {
            int64_t both = i + 1 < count / 2;
            for (int64_t k = 0; k <= both; k++) {
                message[k][0] = 1;
                memcpy(message[k] + 1, nodes + 64 * (i + k), 64);
                ended(message[k], 65);
            }
            two_digests(compress, message[0], message[both], 2, nodes + 32 * i, both ? nodes + 32 * (i + 1) : spare);
        }
}
