/* Answers of a vSphere server as a tree of XML, read without trust.
 *
 *   struct xml_answer answer;
 *   if (xml_parse(bytes, length, &answer) == XML_OK) {
 *       xmlNode *about = xml_path(answer.body, "returnval/about");
 *       char *version = xml_text(xml_child(about, "version"));
 *       ...
 *       free(version);
 *       xml_answer_free(&answer);
 *   }
 *
 * Elements are found by their local name: servers differ in the prefixes they use. Every function
 * takes a NULL node and then finds nothing, so that paths can be walked without asking at each
 * step. */
#ifndef EFLOW_PROBES_VSPHERE_XML_H
#define EFLOW_PROBES_VSPHERE_XML_H

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

#include "sys/text.h"

#define XML_VALUE_LIMIT ((size_t)4096) /* bytes of one value that are kept */

enum xml_result {
    XML_OK,
    XML_BROKEN,   /* no well-formed document, or one with a document type (entities) */
    XML_NOT_SOAP, /* well-formed, but no SOAP envelope with a body */
};

/* A SOAP answer. body is the first element inside the envelope's body and lives in doc. */
struct xml_answer {
    xmlDoc *doc;
    xmlNode *body;
    size_t length; /* bytes of the document */
};

/* A managed object reference: what kind of object, and its id on this server. */
struct moref {
    char *type;
    char *id;
};

/* Parses a whole document. *ret is untouched unless XML_OK; free it with xml_answer_free. */
enum xml_result xml_parse(const char *bytes, size_t length, struct xml_answer *ret);
void xml_answer_free(struct xml_answer *answer);

/* Whether the body of the answer is a SOAP fault. */
bool xml_is_fault(const struct xml_answer *answer);

/* The name of the fault, such as "InvalidLogin"; empty where the fault does not tell. The caller
 * frees. */
char *xml_fault_name(const struct xml_answer *answer);

/* The fault's own words, made safe to show. The caller frees. */
char *xml_fault_text(const struct xml_answer *answer);

/* The first child element, and the next sibling element, with that name; any element for NULL. */
xmlNode *xml_child(const xmlNode *node, const char *name);
xmlNode *xml_next(const xmlNode *node, const char *name);

/* Walks down "a/b/c", taking the first child of each name. */
xmlNode *xml_path(const xmlNode *node, const char *path);

/* The text inside the node as it came, at most XML_VALUE_LIMIT bytes; "" for NULL. The caller
 * frees. */
char *xml_raw(const xmlNode *node);

/* The same made safe to show (text_clean). The caller frees. */
char *xml_text(const xmlNode *node);

/* Whether the text inside the node is exactly this. */
bool xml_is(const xmlNode *node, const char *text);

/* An XML Schema boolean: 1, 0, or -1 where there is none. */
int xml_flag(const xmlNode *node);

/* A whole number of 0 or more; -1 where there is none. */
long xml_count(const xmlNode *node);

/* Whether the node's xsi:type is this, whatever its prefix. */
bool xml_has_type(const xmlNode *node, const char *type);

/* Reads a managed object reference; false (and *ret untouched) where there is none. */
bool xml_ref(const xmlNode *node, struct moref *ret);

/* Whether the node refers to that object. */
bool xml_refers_to(const xmlNode *node, const struct moref *object);

void moref_clear(struct moref *object);

/* Adds text with the characters escaped that mean something in XML. Grows out only if out is too
 * small, so that a caller with a secret can reserve the room before. */
void xml_escape(struct text *out, const char *raw);

/* Adds <name type="TYPE">ID</name>. */
void xml_add_ref(struct text *out, const char *name, const struct moref *object);

#endif
