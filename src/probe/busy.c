#include "probe/busy.h"

bool busy_is_shown(struct busy *busy, int64_t asked_at, int64_t now)
{
    bool is_due = asked_at != 0 && now >= asked_at + BUSY_AFTER_MS;
    if (is_due && busy->shown_at == 0) {
        busy->shown_at = now;
    }
    bool is_over = now >= busy->shown_at + BUSY_STAYS_MS || now < busy->shown_at;
    if (asked_at == 0 && busy->shown_at != 0 && is_over) {
        busy->shown_at = 0;
    }
    return busy->shown_at != 0;
}

int64_t busy_turns_at(const struct busy *busy, int64_t asked_at)
{
    if (asked_at != 0) {
        return busy->shown_at == 0 ? asked_at + BUSY_AFTER_MS : -1;
    }
    return busy->shown_at != 0 ? busy->shown_at + BUSY_STAYS_MS : -1;
}
