/* QR codes: an address as a square of light and dark modules, for the camera of a phone.
 *
 *   struct qr *qr = qr_make("https://example.org/page");
 *   for each row, column from 0 to qr->size - 1: draw qr_is_dark(qr, row, column)
 *   free(qr);
 *
 * A light margin, the quiet zone, belongs around it; four modules is what the standard asks for. */
#ifndef EFLOW_REPORT_QR_H
#define EFLOW_REPORT_QR_H

#include <stdbool.h>

struct qr {
    int size;                /* modules of a side */
    unsigned char is_dark[]; /* size * size, row by row */
};

/* The text's bytes in the smallest code that holds them, corrected as well as that one allows. One
 * block, which the caller frees with free(); NULL for an empty text, and for one that no code
 * holds (above 2953 bytes). */
struct qr *qr_make(const char *text);

/* Whether a module is dark; all around the code it is light. */
bool qr_is_dark(const struct qr *qr, int row, int column);

#endif
