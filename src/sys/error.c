#include "config.h"

#include "sys/error.h"

#include "sys/text.h"

#include <stdarg.h>
#include <stdlib.h>

__attribute__((format(printf, 2, 0))) static void replace(char **slot, const char *format,
                                                          va_list args)
{
    free(*slot);
    *slot = text_vformat(format, args);
}

int error_set(struct error *err, enum exit_status status, const char *what, ...)
{
    va_list args;

    if (!err)
        return -1;
    error_clear(err);
    err->status = status;
    va_start(args, what);
    replace(&err->what, what, args);
    va_end(args);
    return -1;
}

int error_at(struct error *err, const char *where, ...)
{
    va_list args;

    if (!err)
        return -1;
    va_start(args, where);
    replace(&err->where, where, args);
    va_end(args);
    return -1;
}

int error_hint(struct error *err, const char *hint, ...)
{
    va_list args;

    if (!err)
        return -1;
    va_start(args, hint);
    replace(&err->hint, hint, args);
    va_end(args);
    return -1;
}

void error_clear(struct error *err)
{
    if (!err)
        return;
    free(err->what);
    free(err->where);
    free(err->hint);
    *err = (struct error){.status = EXIT_READY};
}
