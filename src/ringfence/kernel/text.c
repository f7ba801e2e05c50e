/* Text files: their bytes looked at once, and the cells of some columns cut out of them.
 *
 * A cell is what DuckDB makes of it under the options of ringfence.tables.text, or the cutting stops before its row and
 * DuckDB goes on: quotes inside an open cell, rows of another width, line ends of CR alone.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(_WIN32)
#define API __declspec(dllexport)
#else
#define API __attribute__((visibility("default")))
#endif
#if defined(__SSE2__)
#include <emmintrin.h>
#endif
#if defined(__GNUC__) || defined(__clang__)
#define LOWEST(mask) __builtin_ctzll(mask)
#else
static int LOWEST(uint64_t mask) { int at = 0; while (!(mask >> at & 1)) at++; return at; }
#endif

enum { BLOCK = 64 }; /* bytes that are looked at together; every text has so many to spare behind its end */

/* --- bytes ------------------------------------------------------------------------------------------------------- */

typedef struct {
    int64_t line_ends, pairs;  /* LF, and those of them that follow a CR */
    int64_t nul;               /* place of the first NUL in this piece, or -1 */
    int32_t not_utf8, left;    /* bytes of a character that the next piece must bring */
    uint8_t low, high, after_cr; /* bounds of its next byte; whether the last byte was a CR */
} rf_bytes;

/* UTF-8 as Unicode has it: no overlong form, no surrogate, nothing above U+10FFFF. */
static void step(rf_bytes *seen, uint8_t c) {
    if (seen->left) {
        seen->not_utf8 |= c < seen->low || c > seen->high;
        seen->left--, seen->low = 0x80, seen->high = 0xBF;
    } else if (c >= 0x80) {
        seen->not_utf8 |= c < 0xC2 || c > 0xF4;
        seen->left = c < 0xE0 ? 1 : c < 0xF0 ? 2 : 3;
        seen->low = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
        seen->high = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
    }
}

static int is_ascii(const uint8_t *at) {
    uint64_t some[BLOCK / 8], all = 0;
    memcpy(some, at, BLOCK);
    for (int i = 0; i < BLOCK / 8; i++) all |= some[i];
    return !(all & UINT64_C(0x8080808080808080));
}

enum { SOME = 15 * 4 * BLOCK }; /* bytes after which counts of a byte each are added up */

/* LF among `size` bytes, and those that follow a CR; `text[-1]` may be read. Tells whether there is a NUL, or no ASCII. */
static int look_at_some(const uint8_t *text, int64_t size, int64_t *line_ends, int64_t *pairs) {
    int64_t i = 0, ends = 0, both = 0;
    int odd = 0;
#if defined(__SSE2__)
    const __m128i n = _mm_set1_epi8('\n'), r = _mm_set1_epi8('\r'), zero = _mm_setzero_si128();
    __m128i lf = zero, crlf = zero, high = zero, sums;
    for (; i + 16 <= size; i += 16) {
        __m128i some = _mm_loadu_si128((const __m128i *)(const void *)(text + i));
        __m128i before = _mm_loadu_si128((const __m128i *)(const void *)(text + i - 1));
        __m128i end = _mm_cmpeq_epi8(some, n);
        lf = _mm_sub_epi8(lf, end);
        crlf = _mm_sub_epi8(crlf, _mm_and_si128(end, _mm_cmpeq_epi8(before, r)));
        high = _mm_or_si128(high, _mm_or_si128(some, _mm_cmpeq_epi8(some, zero)));
    }
    odd = _mm_movemask_epi8(high);
    sums = _mm_sad_epu8(lf, zero), ends = _mm_cvtsi128_si32(sums) + _mm_extract_epi16(sums, 4);
    sums = _mm_sad_epu8(crlf, zero), both = _mm_cvtsi128_si32(sums) + _mm_extract_epi16(sums, 4);
#endif
    for (; i < size; i++) {
        ends += text[i] == '\n';
        both += (text[i] == '\n') & (text[i - 1] == '\r');
        odd |= (text[i] == 0) | (text[i] >> 7);
    }
    *line_ends += ends;
    *pairs += both;
    return odd;
}

/* Looks at the next piece of a file; what was seen of the pieces before it is gone on with. */
API void rf_look_at(const uint8_t *text, int64_t size, rf_bytes *seen) {
    seen->nul = -1;
    for (int64_t from = 0, to; from < size; from = to) {
        to = from ? size - from < SOME ? size : from + SOME : 1; /* the first byte by itself: none stands before it here */
        int odd = 1;
        if (from) odd = look_at_some(text + from, to - from, &seen->line_ends, &seen->pairs);
        else seen->line_ends += text[0] == '\n', seen->pairs += text[0] == '\n' && seen->after_cr;
        if (!odd && !seen->left) continue;
        const uint8_t *nul = memchr(text + from, 0, (size_t)(to - from));
        if (nul && seen->nul < 0) seen->nul = nul - text;
        for (int64_t i = from; i < to && !seen->not_utf8;) {
            if (!seen->left && to - i >= BLOCK && is_ascii(text + i)) i += BLOCK;
            else for (int64_t end = to - i < BLOCK ? to : i + BLOCK; i < end; i++) step(seen, text[i]);
        }
    }
    if (size) seen->after_cr = text[size - 1] == '\r';
}

/* --- cells ------------------------------------------------------------------------------------------------------- */

typedef struct { const uint8_t *text; int64_t size, base; uint64_t mask; uint8_t delimiter; } marks;

static int is_mark(uint8_t c, uint8_t delimiter) { return c == delimiter || c == '"' || c == '\n' || c == '\r'; }

/* Where in a block delimiters, quotes and line ends are: a bit each. */
static uint64_t marked(const uint8_t *at, uint8_t delimiter) {
    uint64_t mask = 0;
#if defined(__SSE2__)
    const __m128i d = _mm_set1_epi8((char)delimiter), q = _mm_set1_epi8('"'), n = _mm_set1_epi8('\n'), r = _mm_set1_epi8('\r');
    for (int i = 0; i < 4; i++) {
        __m128i some = _mm_loadu_si128((const __m128i *)(const void *)(at + 16 * i));
        __m128i one = _mm_or_si128(_mm_cmpeq_epi8(some, d), _mm_cmpeq_epi8(some, q));
        __m128i two = _mm_or_si128(_mm_cmpeq_epi8(some, n), _mm_cmpeq_epi8(some, r));
        mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_or_si128(one, two)) << (16 * i);
    }
#else
    for (int i = 0; i < BLOCK; i++) mask |= (uint64_t)is_mark(at[i], delimiter) << i;
#endif
    return mask;
}

/* The place of the next mark, or the size. */
static int64_t next(marks *m) {
    while (!m->mask) {
        m->base += BLOCK;
        if (m->base >= m->size) return m->size;
        m->mask = marked(m->text + m->base, m->delimiter);
    }
    int64_t at = m->base + LOWEST(m->mask);
    m->mask &= m->mask - 1;
    return at < m->size ? at : m->size;
}

/* The same from another place on. */
static void go_to(marks *m, int64_t place) {
    m->base = place;
    m->mask = place < m->size ? marked(m->text + place, m->delimiter) : 0;
}

typedef struct { int32_t *offsets; uint8_t *texts; int64_t room; } rf_column; /* `texts` has BLOCK bytes more than room */
typedef struct { int64_t start, end; int quoted; } cell;
enum { MORE, FULL, NO_ROOM, STRANGE, ENDED }; /* wants text; rows enough; a column is full; only DuckDB knows; no rows left */
enum { MOST_COLUMNS = 64 };

typedef struct {
    uint8_t delimiter;
    int32_t width, wanted;          /* columns of the file, and how many of them are asked for */
    const int32_t *places;          /* which, in order */
    rf_column *columns;
    int64_t rows, most;             /* rows there are in the columns, and may be */
    int64_t used;                   /* bytes of the text that are done with */
} rf_cutting;

static int put(rf_column *column, int64_t row, const uint8_t *text, const cell *c) {
    int64_t from = column->offsets[row], size = c->end - c->start;
    const uint8_t *source = text + c->start;
    uint8_t *target = column->texts + from;
    if (from + size > column->room) return 0;
    if (!c->quoted && size <= 16) { memcpy(target, source, 16); }
    else if (!c->quoted) memcpy(target, source, (size_t)size);
    else {
        int64_t made = 0;
        for (int64_t i = 0; i < size; i++) { target[made++] = source[i]; i += source[i] == '"'; } /* "" is one quote */
        size = made;
    }
    column->offsets[row + 1] = (int32_t)(from + size);
    return 1;
}

/* The end of a cell that begins with a quote: the place behind the closing one; 0 if it is not there, -1 if not so simple. */
static int64_t closed(marks *m, int last) {
    for (;;) {
        int64_t at = next(m);
        if (at == m->size) return last ? -1 : 0;
        if (m->text[at] != '"') continue;
        if (at + 1 == m->size) return last ? at + 1 : 0;
        if (m->text[at + 1] != '"') return at + 1;
        next(m);
    }
}

/* One row from `start`: its wanted cells, and in `end` where the next begins. FULL if it is one, ENDED if it is a blank line. */
static int cut_row(marks *m, const rf_cutting *how, int64_t start, int last, cell *cells, int64_t *end) {
    const uint8_t *t = m->text;
    int64_t from = start;
    for (int32_t column = 0, found = 0;;) {
        cell c = {from, 0, 0};
        int64_t at = next(m);
        if (at < m->size && t[at] == '"') {
            if (at != from) return STRANGE;
            if ((at = closed(m, last)) <= 0) return at ? STRANGE : MORE;
            c = (cell){from + 1, at - 1, 1};
            if (at < m->size && (!is_mark(t[at], how->delimiter) || t[at] == '"')) return STRANGE;
            at = next(m);
        } else c.end = at;
        if (at == m->size && !last) return MORE;
        if (found < how->wanted && how->places[found] == column) cells[found++] = c;
        from = at + 1;
        if (at < m->size && t[at] == how->delimiter) {
            if (++column == how->width) return STRANGE;
            continue;
        }
        if (at < m->size && t[at] == '\r') {
            if (at + 1 == m->size) return last ? STRANGE : MORE;
            if (t[at + 1] != '\n') return STRANGE;
            next(m);
            from++;
        }
        *end = from < m->size ? from : m->size;
        if (how->width > 1 && !column && at == start) return ENDED; /* not of a quoted cell: that one ends further on */
        return column + 1 == how->width ? FULL : STRANGE;
    }
}

/* Puts the wanted cells of a text's rows behind those that are there; `last` says that nothing follows the text. Passes
 * over blank lines. Gives why it stopped. */
API int rf_cut(const uint8_t *text, int64_t size, int last, rf_cutting *how) {
    marks m = {text, size, 0, 0, how->delimiter};
    cell cells[MOST_COLUMNS];
    if (how->wanted > MOST_COLUMNS) return STRANGE;
    go_to(&m, how->used);
    while (how->used < size) {
        int64_t end = 0;
        if (how->rows == how->most) return FULL;
        int found = cut_row(&m, how, how->used, last, cells, &end);
        if (found != FULL && found != ENDED) return found;
        if (found == FULL) {
            for (int32_t i = 0; i < how->wanted; i++)
                if (!put(&how->columns[i], how->rows, text, &cells[i])) return NO_ROOM;
            how->rows++;
        }
        how->used = end;
    }
    return last ? ENDED : MORE;
}
