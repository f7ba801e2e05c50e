/* Written cells -> what they were read as, and look-ups in sets of numbers. Facts only: no verdict is made here.
 *
 * For every cell the answer is exactly that of ringfence.numbers.read_all, or ASK: then Python reads the cell. The order
 * of steps is that of numbers.py and of phonenumbers.parse for the region GB; names in brackets point to them. Tables
 * come from Python, so that nothing about numbering is written twice.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(_WIN32)
#define API __declspec(dllexport)
#else
#define API __attribute__((visibility("default")))
#endif
#if defined(__GNUC__) || defined(__clang__)
#define PREFETCH(p) __builtin_prefetch(p)
#else
#define PREFETCH(p) ((void)(p))
#endif
#define STRING_(x) #x
#define STRING(x) STRING_(x)
#ifndef RF_SOURCE
#define RF_SOURCE unknown
#endif

enum { HEAD = 6, KIND_BITS = 4, SPLIT = 15, LONGEST = 200, MOST_DIGITS = 40, AHEAD = 24, WAITING = 64 };
#define NO_RANK UINT32_MAX

/* In the order of READINGS in cells.py. */
enum reading {
    PLAIN, AS_FLOAT, AS_POWER, AS_GROUPED, BESIDE_WORDS, TOO_SHORT, TOO_LONG, INVALID_LENGTH, LOCAL_ONLY, NO_RANGE,
    NOT_A_NUMBER, DIGITS_LOST, HASHES, NO_DIGITS, EMPTY, EXTENSION
};
enum { ASK = 255 };

typedef struct {
    uint32_t base, cells;      /* first rank; number of cells */
    const uint32_t *table;     /* by the first six digits: ordinal << KIND_BITS | kind */
    const int64_t *heads;      /* by ordinal */
    const uint32_t *splits;    /* ordinals of the split cells */
    uint32_t split_count, split_base;
} rf_length;

typedef struct {
    rf_length lengths[5];      /* of numbers of 6 to 10 digits; no cells where there is no such length */
    const uint8_t *split_kinds;
    const uint8_t *plain;      /* code point below 65536 -> ASCII, 0 nothing, OTHER, or ASK [numbers.plain_character] */
    uint8_t by_length[64];     /* digits -> reading [is_possible_number_with_reason] */
    uint8_t general[64][10];   /* digits, first digit -> matches the general description */
    uint8_t invalid, damaged, missing;
} rf_plan;

typedef struct { uint64_t national; uint32_t rank; uint8_t kind, problem, digits; } answer;

enum { OTHER = 128 };
static const uint32_t TENS[] = {1, 10, 100, 1000, 10000};

API const char *rf_source(void) { return STRING(RF_SOURCE); }

static int is_digit(uint8_t c) { return (uint8_t)(c - '0') < 10; }
static int is_letter(uint8_t c) { return (uint8_t)((c | 32) - 'a') < 26; }
static int is_blank(uint8_t c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/* Kind of a national number of so many digits: 0 if there is no such range, else one more than its place. */
static unsigned find(const rf_plan *plan, uint64_t national, int digits, uint32_t *rank) {
    if (digits < HEAD || digits > 10) return 0;
    const rf_length *length = &plan->lengths[digits - HEAD];
    if (!length->cells) return 0;
    uint32_t span = TENS[digits - HEAD], head = (uint32_t)(national / span), tail = (uint32_t)(national % span);
    uint32_t entry = length->table[head], kind = entry & SPLIT, cell = entry >> KIND_BITS;
    if (kind == SPLIT) {
        uint32_t i = 0;
        while (length->splits[i] != cell) i++;
        kind = plan->split_kinds[length->split_base + i * span + tail];
    }
    if (kind) *rank = length->base + cell * span + tail;
    return kind;
}

static answer said(uint8_t kind, uint8_t problem) { answer a = {0, NO_RANK, kind, problem, 0}; return a; }

static int general(const rf_plan *plan, const uint8_t *d, int n) { return n > 0 && n < 64 && plan->general[n][d[0]]; }

/* Digits to leave out at the front [_maybe_strip_national_prefix_carrier_code]; -1 for what only Python knows. */
static int trunk(const rf_plan *plan, const uint8_t *d, int n) {
    if (n >= 6 && !memcmp(d, "\1\10\0\0\2\0", 6)) return -1; /* 18002: text relay */
    if (!n || d[0]) return 0;
    return !(general(plan, d, n) && !general(plan, d + 1, n - 1));
}

/* What phonenumbers reads in these digits, with or without a plus before them [numbers._one]. */
static answer one(const rf_plan *plan, int plus, const uint8_t *d, int n) {
    if (n < 3) return said(ASK, 0);
    int abroad = plus, cut;
    if (!plus && d[0] == 0 && d[1] == 0 && d[2] != 0) { abroad = 1; d += 2; n -= 2; }
    if (abroad) {
        if (n <= 2) return said(plan->invalid, NOT_A_NUMBER);
        if (d[0] != 4 || d[1] != 4) return said(ASK, 0);
        d += 2; n -= 2;
    } else if (d[0] == 4 && d[1] == 4) {
        if ((cut = trunk(plan, d + 2, n - 2)) < 0) return said(ASK, 0);
        int better = !general(plan, d, n) && general(plan, d + 2 + cut, n - 2 - cut);
        if (better || plan->by_length[n] == TOO_LONG) { d += 2 + cut; n -= 2 + cut; }
    }
    if (n < 2) return said(plan->invalid, NOT_A_NUMBER);
    if ((cut = trunk(plan, d, n)) < 0) return said(ASK, 0);
    uint8_t left = plan->by_length[n - cut];
    if (left != TOO_SHORT && left != LOCAL_ONLY && left != INVALID_LENGTH) { d += cut; n -= cut; }
    if (n > 17) return said(plan->invalid, TOO_LONG);
    if (plan->by_length[n] != NO_RANGE) return said(plan->invalid, plan->by_length[n]);
    answer a = said(plan->invalid, NO_RANGE);
    if (!d[0]) return a; /* a leading 0 that stays: no UK number begins so, and no integer says it */
    for (int i = 0; i < n; i++) a.national = a.national * 10 + d[i];
    a.digits = (uint8_t)n;
    unsigned kind = find(plan, a.national, n, &a.rank);
    if (kind) { a.kind = (uint8_t)(kind - 1); a.problem = PLAIN; }
    return a;
}

static answer noted(const rf_plan *plan, const uint8_t *text, int n, uint8_t note) {
    uint8_t d[MOST_DIGITS];
    int digits = 0;
    for (int i = 0; i < n; i++) if (is_digit(text[i])) { if (digits == MOST_DIGITS) return said(ASK, 0); d[digits++] = text[i] - '0'; }
    answer a = one(plan, 0, d, digits);
    if (a.kind != ASK && a.problem == PLAIN) a.problem = note;
    return a;
}

static int run_of_digits(const uint8_t *t, int from, int end) {
    int i = from;
    while (i < end && is_digit(t[i])) i++;
    return i - from;
}

/* Whether the text is a float, a grouped number or scientific notation, and what that says [_from_spreadsheet]. */
static int spreadsheet(const rf_plan *plan, const uint8_t *t, int n, answer *a) {
    int whole = run_of_digits(t, 0, n), end = n;
    if (!whole || whole == n) return 0;
    if (t[0] != '0' && n >= 3 && t[n - 1] == '0') { /* a tail of .0 or .00 */
        if (t[n - 2] == '.') end = n - 2;
        else if (n >= 4 && t[n - 2] == '0' && t[n - 3] == '.') end = n - 3;
        if (end < n && whole == end && whole >= 9 && whole <= 13) { *a = noted(plan, t, whole, AS_FLOAT); return 1; }
    }
    if (t[0] != '0' && t[whole] == ',' && whole <= 3) {
        int at = whole, groups = 0;
        while (at < end && t[at] == ',' && run_of_digits(t, at + 1, end) == 3) { at += 4; groups++; }
        if (at == end && groups >= 2 && groups <= 4) { *a = noted(plan, t, end, AS_GROUPED); return 1; }
    }
    if (whole != 1) return 0;
    int at = 1, fraction = 0;
    if (t[1] == '.' || t[1] == ',') {
        if (!(fraction = run_of_digits(t, 2, n))) return 0;
        at = 2 + fraction;
    }
    if (at >= n || (t[at] | 32) != 'e') return 0;
    if (++at < n && t[at] == '+') at++;
    int power = run_of_digits(t, at, n), exponent = 0;
    if (power < 1 || power > 3 || at + power != n) return 0;
    for (int i = 0; i < power; i++) exponent = exponent * 10 + t[at + i] - '0';
    *a = said(plan->damaged, DIGITS_LOST);
    if (exponent > 15 || fraction < exponent) return 1;
    for (int i = exponent; i < fraction; i++) if (t[2 + i] != '0') return 1;
    *a = noted(plan, t, exponent ? 2 + exponent : 1, AS_POWER);
    return 1;
}

/* Whether a blank before +, 0 or ( might part two numbers, the first of them whole [_side_by_side]. */
static int may_be_two(const rf_plan *plan, int plus, const uint8_t *d, const uint8_t *t, int from, int end) {
    int digits = 0;
    for (int i = from; i < end; i++) {
        if (is_digit(t[i])) digits++;
        if (!is_blank(t[i]) || i + 1 >= end) continue;
        int next = i + 1 + (t[i + 1] == '(');
        if (next < end && (t[next] == '0' || t[next] == '+')) {
            answer left = digits < 3 ? said(plan->invalid, NOT_A_NUMBER) : one(plan, plus, d, digits);
            if (left.kind == ASK || left.problem == PLAIN) return 1;
        }
    }
    return 0;
}

static const char KEYPAD[] = "22233344455566677778889999";

/* A number with words after it [_one with letters, _beside_words]. */
static answer with_words(const rf_plan *plan, int plus, uint8_t *d, int digits, const uint8_t *t, int n, answer bare) {
    int letters = 0, viable = 1, slash = 0, x = 0;
    if (bare.kind == ASK || bare.problem != PLAIN) return said(ASK, 0);
    while (!is_letter(t[n - 1])) n--;
    for (int i = 0; i < n; i++) {
        uint8_t c = t[i];
        if (is_letter(c)) {
            if (digits + letters == MOST_DIGITS) return said(ASK, 0);
            d[digits + letters++] = (uint8_t)(KEYPAD[(c | 32) - 'a'] - '0');
            x |= c == 'x';
        } else if (!is_blank(c) && !strchr("-()[]./", c)) {
            viable = 0;
        }
        slash |= c == '/' || c == '\\';
    }
    if (slash && x) return said(ASK, 0);
    if (viable && letters < 3) return bare; /* phonenumbers passes over a letter or two */
    if (viable) {
        answer spelt = one(plan, plus, d, digits + letters);
        if (spelt.kind == ASK || spelt.problem == PLAIN) return said(ASK, 0);
    }
    bare.problem = BESIDE_WORDS;
    return bare;
}

/* Whether the text ends here with an extension, "x12" or "ext. 12" [phonenumbers._maybe_strip_extension]. */
static int is_extension(const uint8_t *t, int i, int n) {
    if ((t[i] | 32) == 'e') { if (i + 2 >= n || (t[i + 1] | 32) != 'x' || (t[i + 2] | 32) != 't') return 0; i += 3; }
    else if ((t[i] | 32) == 'x') i++;
    else return 0;
    if (i < n && t[i] == '.') i++;
    while (i < n && t[i] == ' ') i++;
    int digits = run_of_digits(t, i, n);
    return digits >= 1 && digits <= 9 && i + digits == n;
}

/* The cleaned text, stripped [read_all after clean]. */
static answer read_text(const rf_plan *plan, const uint8_t *t, int n, int other) {
    int first = 0, last = n - 1, plus = -1, digits = 0, letters = 0;
    uint8_t d[2 * MOST_DIGITS];
    answer a;
    while (first < n && !is_digit(t[first])) first++;
    if (first == n) {
        if (other) return said(ASK, 0);
        if (!n) return said(plan->missing, EMPTY);
        int i = 0;
        while (i < n && t[i] == '#') i++;
        return i == n && n >= 3 ? said(plan->damaged, HASHES) : said(plan->missing, NO_DIGITS);
    }
    while (!is_digit(t[last])) last--;
    if (first == 0 && last == n - 1 && spreadsheet(plan, t, n, &a)) return a;
    for (int i = 0; i < first; i++) {
        if (t[i] == '+') { if (plus >= 0) return said(ASK, 0); plus = i; }
        else if (plus >= 0 && t[i] != ' ' && t[i] != '(' && t[i] != ')' && t[i] != '-' && t[i] != '.') return said(ASK, 0);
    }
    for (int i = first; i <= last; i++) {
        uint8_t c = t[i];
        if (is_digit(c)) { if (digits == MOST_DIGITS) return said(ASK, 0); d[digits++] = c - '0'; }
        else if (c == ' ' || c == '-' || c == '(' || c == ')' || c == '.') continue;
        else if (!is_extension(t, i, n)) return said(ASK, 0);
        else {
            a = one(plan, plus >= 0, d, digits);
            if (a.kind == ASK || a.problem != PLAIN) return said(ASK, 0);
            a.problem = EXTENSION;
            return a;
        }
    }
    for (int i = last + 1; i < n; i++) {
        if (t[i] == OTHER || strchr("+;=#~*%", t[i])) return said(ASK, 0);
        letters += is_letter(t[i]);
    }
    int tel = n >= 4 && (t[0] | 32) == 't' && (t[1] | 32) == 'e' && (t[2] | 32) == 'l' && t[3] == ':';
    a = one(plan, plus >= 0, d, digits);
    if (a.kind == ASK) return a;
    if (letters) return tel ? said(ASK, 0) : with_words(plan, plus >= 0, d, digits, t + last + 1, n - last - 1, a);
    if (a.problem != PLAIN && (tel || may_be_two(plan, plus >= 0, d, t, first, last + 1))) return said(ASK, 0);
    return a;
}

/* Code points to the ASCII they stand for, then blanks and wrappings off [clean]. */
static answer read_mess(const rf_plan *plan, const uint8_t *s, int64_t n) {
    uint8_t buffer[LONGEST];
    int end = 0, start = 0, other = 0;
    if (n > LONGEST) return said(ASK, 0);
    for (int64_t i = 0; i < n;) {
        uint32_t c = s[i];
        int more = c < 0x80 ? 0 : c >= 0xC2 && c < 0xE0 ? 1 : c >= 0xE0 && c < 0xF0 ? 2 : c >= 0xF0 && c < 0xF5 ? 3 : -1;
        if (more < 0 || i + more >= n) return said(ASK, 0);
        if (more) c &= 0x3Fu >> more;
        for (int k = 1; k <= more; k++) c = c << 6 | (s[i + k] & 0x3F);
        i += more + 1;
        uint8_t plain = c < 0x10000 ? plan->plain[c] : c >= 0x1F300 && c < 0x1FB00 ? OTHER : ASK;
        if (plain == ASK) return said(ASK, 0);
        if (plain) buffer[end++] = plain;
        other |= plain == OTHER;
    }
#define STRIP() while (start < end && is_blank(buffer[start])) start++; while (end > start && is_blank(buffer[end - 1])) end--
    STRIP();
    int mark = start + (start < end && buffer[start] == '=');
    if (end - mark >= 2 && buffer[mark] == '"' && buffer[end - 1] == '"') { start = mark + 1; end--; STRIP(); }
    while (start < end && buffer[start] == '\'') start++;
    STRIP();
    return read_text(plan, buffer + start, end - start, other);
}

/* Digits after +44 or 0 with blanks, brackets and dashes among them: there is no other way to read these [_PLAIN]. */
static answer grouped(const rf_plan *plan, const uint8_t *s, int n) {
    uint64_t national = 0;
    int digits = 0, plus = s[0] == '+', left = plus ? 2 : 1; /* digits before the national number */
    for (int i = plus; i < n; i++) {
        uint8_t c = (uint8_t)(s[i] - '0');
        if (c > 9) {
            if (s[i] == ' ' || s[i] == '-' || s[i] == '(' || s[i] == ')') continue;
            return said(ASK, 0);
        }
        if (left) { if (c != (plus ? 4 : 0)) return said(ASK, 0); left--; continue; }
        if (!digits && !c) return said(ASK, 0);
        national = national * 10 + c;
        digits++;
    }
    answer a = {national, NO_RANK, 0, PLAIN, (uint8_t)digits};
    unsigned kind = digits == 9 || digits == 10 ? find(plan, national, digits, &a.rank) : 0;
    a.kind = kind ? (uint8_t)(kind - 1) : ASK;
    return a;
}

static answer read_cell(const rf_plan *plan, const uint8_t *s, int64_t n) {
    if (n == 0) return said(plan->missing, EMPTY);
    if (n == 11 && s[0] == '0') { /* most cells, and all of most registers */
        uint64_t national = 0;
        int bad = 0;
        for (int i = 1; i < 11; i++) { uint8_t c = (uint8_t)(s[i] - '0'); bad |= c > 9; national = national * 10 + c; }
        if (!bad && s[1] != '0') {
            answer a = {national, NO_RANK, 0, PLAIN, 10};
            unsigned kind = find(plan, national, 10, &a.rank);
            if (kind) { a.kind = (uint8_t)(kind - 1); return a; }
        }
    }
    if (n >= 10 && n <= 20) {
        answer a = grouped(plan, s, (int)n);
        if (a.kind != ASK) return a;
    }
    return read_mess(plan, s, n);
}

/* Reads `n` cells of an Arrow string column; gives how many were left to Python (kind ASK). NULL is an empty cell. */
API int64_t rf_read(const rf_plan *plan, const uint8_t *data, const void *offsets, int wide, const uint8_t *valid,
                    int64_t skip, int64_t n, int64_t *key, uint32_t *rank, uint8_t *kind, uint8_t *problem) {
    static const uint64_t COUNTRY[] = {0, 0, 0, 0, 0, 0, 44000000, 440000000, 4400000000, 44000000000, 440000000000};
    const int32_t *narrow = offsets;
    const int64_t *broad = offsets;
    int64_t asked = 0;
    for (int64_t i = 0; i < n; i++) {
        int64_t at = skip + i, from = wide ? broad[at] : narrow[at], to = wide ? broad[at + 1] : narrow[at + 1];
        int is_null = valid && !(valid[at >> 3] >> (at & 7) & 1);
        answer a = is_null ? said(plan->missing, EMPTY) : read_cell(plan, data + from, to - from);
        key[i] = a.digits >= HEAD && a.digits <= 10 ? (int64_t)(COUNTRY[a.digits] + a.national) : 0;
        rank[i] = a.rank;
        kind[i] = a.kind;
        problem[i] = a.problem;
        asked += a.kind == ASK;
    }
    return asked;
}

/* Rank (NO_RANK) and kind (ASK) of national numbers. */
API void rf_find(const rf_plan *plan, const int64_t *national, int64_t n, uint32_t *rank, uint8_t *kind) {
    for (int64_t i = 0; i < n; i++) {
        int digits = 0;
        rank[i] = NO_RANK;
        for (int64_t left = national[i]; left > 0; left /= 10) digits++;
        kind[i] = (uint8_t)(find(plan, (uint64_t)national[i], digits, &rank[i]) - 1);
    }
}

static int64_t unrank(const rf_plan *plan, uint32_t rank) {
    for (int i = 4; i >= 0; i--) {
        const rf_length *length = &plan->lengths[i];
        uint32_t within = rank - length->base;
        if (rank >= length->base && within / TENS[i] < length->cells)
            return length->heads[within / TENS[i]] * TENS[i] + within % TENS[i];
    }
    return 0;
}

/* National number of each rank; 0 for NO_RANK. */
API void rf_unrank(const rf_plan *plan, const uint32_t *rank, int64_t n, int64_t *national) {
    for (int64_t i = 0; i < n; i++) national[i] = unrank(plan, rank[i]);
}

static uint64_t hashed(int64_t number, int shift) { return (uint64_t)number * UINT64_C(0x9E3779B97F4A7C15) >> shift; }

/* Sets of ranks, one bit each. The answer for NO_RANK is 0. */
API void rf_bits_test(const uint8_t *bits, const uint32_t *rank, int64_t n, uint8_t *out) {
    for (int64_t i = 0; i < n; i++) {
        if (i + AHEAD < n && rank[i + AHEAD] != NO_RANK) PREFETCH(bits + (rank[i + AHEAD] >> 3));
        out[i] = rank[i] != NO_RANK && bits[rank[i] >> 3] >> (rank[i] & 7) & 1;
    }
}

/* Puts ranks into a set in their order; tells which were there before. */
API void rf_bits_add(uint8_t *bits, const uint32_t *rank, int64_t n, uint8_t *before) {
    for (int64_t i = 0; i < n; i++) {
        if (i + AHEAD < n && rank[i + AHEAD] != NO_RANK) PREFETCH(bits + (rank[i + AHEAD] >> 3));
        uint8_t was = 0;
        if (rank[i] != NO_RANK) {
            uint8_t *byte = bits + (rank[i] >> 3), bit = (uint8_t)(1 << (rank[i] & 7));
            was = (*byte & bit) != 0;
            *byte |= bit;
        }
        if (before) before[i] = was;
    }
}

/* The same with a table of ranks, 1 << (64 - shift) places of which at least one is free: NO_RANK. Gives how many were new. */
API int64_t rf_table_add(uint32_t *table, int shift, const uint32_t *rank, int64_t n, uint8_t *before) {
    uint64_t most = (UINT64_C(1) << (64 - shift)) - 1;
    int64_t added = 0;
    for (int64_t i = 0; i < n; i++) {
        if (i + AHEAD < n) PREFETCH(table + hashed(rank[i + AHEAD], shift));
        uint64_t at = hashed(rank[i], shift);
        before[i] = 0;
        if (rank[i] == NO_RANK) continue;
        while (table[at] != NO_RANK && table[at] != rank[i]) at = (at + 1) & most;
        before[i] = table[at] == rank[i];
        added += !before[i];
        table[at] = rank[i];
    }
    return added;
}

/* Split sets: numbers in order, cut at their low 16 bits; `index[high]` is the place of the first of that high part. */
static uint32_t about(const uint32_t *index, int64_t national) {
    int64_t high = national >> 16;
    return index[high] + (uint32_t)((uint64_t)(index[high + 1] - index[high]) * (uint16_t)national >> 16);
}

static int64_t place_in(const uint32_t *index, int64_t highs, const uint16_t *lows, int64_t national) {
    int64_t high = national >> 16;
    if (national <= 0 || high >= highs) return -1;
    uint32_t from = index[high], to = index[high + 1], near = about(index, national), far = 1;
    uint16_t low = (uint16_t)national;
    if (from == to) return -1;
    if (lows[near] < low) { /* numbers lie about evenly, so that the place is near where it should be */
        for (from = near + 1; from + far < to && lows[from + far] < low; far *= 2) from += far;
        to = from + far < to ? from + far + 1 : to;
    } else {
        for (to = near + 1; near > from + far && lows[near - far] >= low; far *= 2) to = near - far + 1, near -= far;
        from = near > from + far ? near - far : from;
    }
    while (from < to) {
        uint32_t middle = from + (to - from) / 2;
        if (lows[middle] < low) from = middle + 1; else to = middle;
    }
    return from < index[high + 1] && lows[from] == low ? (int64_t)from : -1;
}

/* Place of each national number in a split set, or -1. */
API void rf_set_find(const uint32_t *index, int64_t highs, const uint16_t *lows, const int64_t *national, int64_t n,
                     int64_t *place) {
    for (int64_t i = 0; i < n; i++) {
        if (i + 2 * AHEAD < n && (uint64_t)national[i + 2 * AHEAD] >> 16 < (uint64_t)highs)
            PREFETCH(index + (national[i + 2 * AHEAD] >> 16));
        if (i + AHEAD < n && (uint64_t)national[i + AHEAD] >> 16 < (uint64_t)highs)
            PREFETCH(lows + about(index, national[i + AHEAD]));
        place[i] = place_in(index, highs, lows, national[i]);
    }
}

/* A sieve of a split set: of its numbers the bit is set that their hash names, so that most others fall through. `shift`
 * leaves as many bits of the hash as the sieve has places. */
API void rf_sieve(const uint32_t *index, int64_t highs, const uint16_t *lows, int shift, uint8_t *sieve) {
    uint64_t waiting[WAITING] = {0}; /* places whose memory was asked for */
    int64_t count = 0;
    for (int64_t high = 0; high < highs; high++)
        for (uint32_t i = index[high]; i < index[high + 1]; i++, count++) {
            uint64_t *slot = &waiting[count % WAITING];
            if (count >= WAITING) sieve[*slot >> 3] |= (uint8_t)(1 << (*slot & 7));
            *slot = hashed(high << 16 | lows[i], shift);
            PREFETCH(sieve + (*slot >> 3));
        }
    for (int64_t i = 0; i < count && i < WAITING; i++) sieve[waiting[i] >> 3] |= (uint8_t)(1 << (waiting[i] & 7));
}

/* The national number of an E.164 integer; 0 for one abroad and for none [splitset.nationals_of]. */
static int64_t national_of(int64_t key) {
    int64_t span = 100000;
    if (key >= INT64_C(440000000000)) span = INT64_C(10000000000);
    else while (span < INT64_C(1000000000) && key >= 440 * span) span *= 10;
    return key >= 44 * span && key < 45 * span ? key - 44 * span : 0;
}

enum { NOT_READ, NOTHING, TOGETHER = 128 };

/* The code of each number, E.164 integers: that of its place in the set, NOTHING if it is not there, NOT_READ for 0. Many
 * go a step together, so that memory is asked for well before it is needed. `sieve` may be absent. */
API void rf_codes(const uint32_t *index, int64_t highs, const uint16_t *lows, const uint32_t *codes, const uint8_t *sieve,
                  int shift, const int64_t *key, int64_t n, uint32_t *code) {
    int64_t national[TOGETHER], place[TOGETHER];
    uint64_t bit[TOGETHER];
    int32_t row[TOGETHER];
    for (int64_t from = 0; from < n; from += TOGETHER) {
        int many = n - from < TOGETHER ? (int)(n - from) : TOGETHER, left = 0, found = 0;
        for (int i = 0; i < many; i++) {
            code[from + i] = key[from + i] > 0 ? NOTHING : NOT_READ;
            national[i] = key[from + i] > 0 ? national_of(key[from + i]) : 0;
            bit[i] = hashed(national[i], shift);
            if (sieve) PREFETCH(sieve + (bit[i] >> 3));
        }
        for (int i = 0; i < many; i++) {
            if (!national[i] || (sieve && !(sieve[bit[i] >> 3] >> (bit[i] & 7) & 1))) continue;
            int64_t high = national[i] >> 16;
            if (high >= highs) continue;
            PREFETCH(lows + about(index, national[i]));
            national[left] = national[i];
            row[left++] = i;
        }
        for (int i = 0; i < left; i++) {
            int64_t at = place_in(index, highs, lows, national[i]);
            if (at < 0) continue;
            PREFETCH(codes + at);
            row[found] = row[i];
            place[found++] = at;
        }
        for (int i = 0; i < found; i++) code[from + row[i]] = codes[place[i]];
    }
}

/* The same set as bits by rank; numbers that have no rank are passed over. */
API void rf_set_bits(const rf_plan *plan, const uint32_t *index, int64_t highs, const uint16_t *lows, uint8_t *bits) {
    for (int64_t high = 0; high < highs; high++)
        for (uint32_t i = index[high]; i < index[high + 1]; i++) {
            int64_t national = high << 16 | lows[i];
            uint32_t rank = NO_RANK;
            int digits = national >= 1000000000 ? 10 : national >= 100000000 ? 9 : national >= 10000000 ? 8 : national >= 1000000 ? 7 : 6;
            if (national >= 100000 && find(plan, (uint64_t)national, digits, &rank)) bits[rank >> 3] |= (uint8_t)(1 << (rank & 7));
        }
}

/* E.164 texts of keys, 0 for none: `offsets` (n + 1 of them), and `texts` with room for 20 bytes each. Bytes in all. */
API int64_t rf_e164(const int64_t *key, int64_t n, int32_t *offsets, char *texts) {
    char pairs[200]; /* two digits at a time */
    for (int i = 0; i < 100; i++) pairs[2 * i] = (char)('0' + i / 10), pairs[2 * i + 1] = (char)('0' + i % 10);
    int64_t end = 0;
    offsets[0] = 0;
    for (int64_t i = 0; i < n; i++) {
        char made[20], *at = made + sizeof made;
        uint64_t rest = key[i] > 0 ? (uint64_t)key[i] : 0;
        if (rest) {
            for (; rest >= 10; rest /= 100) at -= 2, memcpy(at, pairs + 2 * (rest % 100), 2);
            if (rest) *--at = (char)('0' + rest);
            *--at = '+';
            memcpy(texts + end, at, (size_t)(made + sizeof made - at));
            end += made + sizeof made - at;
        }
        offsets[i + 1] = (int32_t)end;
    }
    return end;
}
