/* What keys do: they move, or become requests to the flow. */
#ifndef EFLOW_UI_ACT_H
#define EFLOW_UI_ACT_H

#include "ui/state.h"

/* Works off one key. Nothing is drawn; ui->must_quit and ui->must_suspend tell what has to
 * happen. */
void act_on_key(struct ui *ui, unsigned key);

/* Tells the flow which item the keys have arrived at. Call it before drawing. */
void act_settle(struct ui *ui);

#endif
