/* The pseudo-language "qps": every text in brackets and half as long again, so that a text that
 * nobody can translate, one that is glued of pieces, and one that is cut can be seen: "⟦Goes on
 * ~~~~⟧". */
#ifndef EFLOW_SYS_PSEUDO_H
#define EFLOW_SYS_PSEUDO_H

#define PSEUDO_LANGUAGE "qps"

/* The text in the pseudo-language; a text without words of its own (only placeholders, printf
 * formats and signs) stays as it is. The result lives until pseudo_forget. */
const char *pseudo_text(const char *text);
void pseudo_forget(void);

#endif
