#include "config.h"

#include "report/qr.h"

#include <qrencode.h>
#include <stddef.h>

#include "sys/text.h"

enum { SMALLEST_VERSION = 0 /* lets the library choose */ };

static struct qr *copy_modules(const QRcode *code)
{
    size_t count = (size_t)code->width * (size_t)code->width;
    struct qr *qr = must_alloc(sizeof *qr + count);

    qr->size = code->width;
    for (size_t i = 0; i < count; i++)
        qr->is_dark[i] = code->data[i] & 1; /* the other bits tell what a module is for */
    return qr;
}

/* More correction in a code of the same size costs nothing. */
static QRcode *with_better_level(const char *text, QRcode *plain)
{
    static const QRecLevel levels[] = {QR_ECLEVEL_H, QR_ECLEVEL_Q, QR_ECLEVEL_M};

    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        QRcode *code = QRcode_encodeString8bit(text, SMALLEST_VERSION, levels[i]);
        if (code && code->version == plain->version) {
            QRcode_free(plain);
            return code;
        }
        QRcode_free(code);
    }
    return plain;
}

struct qr *qr_make(const char *text)
{
    QRcode *code = QRcode_encodeString8bit(text, SMALLEST_VERSION, QR_ECLEVEL_L);

    if (!code)
        return NULL;
    code = with_better_level(text, code);
    struct qr *qr = copy_modules(code);
    QRcode_free(code);
    return qr;
}

bool qr_is_dark(const struct qr *qr, int row, int column)
{
    if (row < 0 || column < 0 || row >= qr->size || column >= qr->size)
        return false;
    return qr->is_dark[row * qr->size + column];
}
