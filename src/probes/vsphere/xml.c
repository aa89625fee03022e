#include "config.h"

#include "probes/vsphere/xml.h"

#include <errno.h>
#include <libxml/parser.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define XSI "http://www.w3.org/2001/XMLSchema-instance"

/* No network, no entities, no repairs; libxml2's own limits of depth (256) and size stay on. */
enum {
    PARSE_OPTIONS = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA
};

static const char *chars(const xmlChar *text)
{
    return (const char *)text;
}

static const xmlChar *xml_chars(const char *text)
{
    return (const xmlChar *)text;
}

static bool is_element(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && (!name || strcmp(chars(node->name), name) == 0);
}

static xmlNode *first_element(xmlNode *node, const char *name)
{
    while (node && !is_element(node, name))
        node = node->next;
    return node;
}

xmlNode *xml_child(const xmlNode *node, const char *name)
{
    return node ? first_element(node->children, name) : NULL;
}

xmlNode *xml_next(const xmlNode *node, const char *name)
{
    return node ? first_element(node->next, name) : NULL;
}

static xmlNode *child_n(const xmlNode *node, const char *name, size_t length)
{
    xmlNode *child = xml_child(node, NULL);

    while (child &&
           (strlen(chars(child->name)) != length || memcmp(chars(child->name), name, length) != 0))
        child = xml_next(child, NULL);
    return child;
}

xmlNode *xml_path(const xmlNode *node, const char *path)
{
    xmlNode *found = NULL;

    while (*path) {
        size_t length = strcspn(path, "/");

        found = child_n(node, path, length);
        if (!found)
            return NULL;
        node = found;
        path += length + (path[length] == '/');
    }
    return found;
}

enum xml_result xml_parse(const char *bytes, size_t length, struct xml_answer *ret)
{
    xmlDoc *doc;
    xmlNode *root, *body;

    if (length == 0 || length > INT_MAX)
        return XML_BROKEN;
    doc = xmlReadMemory(bytes, (int)length, NULL, NULL, PARSE_OPTIONS);
    if (!doc)
        return XML_BROKEN;
    if (xmlGetIntSubset(doc)) {
        xmlFreeDoc(doc);
        return XML_BROKEN;
    }
    root = xmlDocGetRootElement(doc);
    body = root && is_element(root, "Envelope") ? xml_child(xml_child(root, "Body"), NULL) : NULL;
    if (!body) {
        xmlFreeDoc(doc);
        return XML_NOT_SOAP;
    }
    *ret = (struct xml_answer){.doc = doc, .body = body, .length = length};
    return XML_OK;
}

void xml_answer_free(struct xml_answer *answer)
{
    if (answer->doc)
        xmlFreeDoc(answer->doc);
    *answer = (struct xml_answer){0};
}

char *xml_raw(const xmlNode *node)
{
    struct text value = {0};

    text_add(&value, "");
    for (const xmlNode *part = node ? node->children : NULL; part; part = part->next) {
        size_t room = XML_VALUE_LIMIT - value.length;

        if (part->type == XML_TEXT_NODE && part->content)
            text_add_n(&value, chars(part->content), strnlen(chars(part->content), room));
    }
    return text_take(&value);
}

char *xml_text(const xmlNode *node)
{
    char *raw = xml_raw(node);
    char *clean = text_clean(raw, XML_VALUE_LIMIT);

    free(raw);
    return clean;
}

bool xml_is(const xmlNode *node, const char *text)
{
    char *raw;
    bool same;

    if (!node)
        return false;
    raw = xml_raw(node);
    same = strcmp(raw, text) == 0;
    free(raw);
    return same;
}

int xml_flag(const xmlNode *node)
{
    if (xml_is(node, "true") || xml_is(node, "1"))
        return 1;
    if (xml_is(node, "false") || xml_is(node, "0"))
        return 0;
    return -1;
}

long xml_count(const xmlNode *node)
{
    char *raw = xml_raw(node);
    char *end = raw;
    long value = -1;

    if (*raw >= '0' && *raw <= '9') {
        errno = 0;
        value = strtol(raw, &end, 10);
        if (*end || errno == ERANGE)
            value = -1;
    }
    free(raw);
    return value;
}

/* The value of xsi:type behind its prefix; the caller frees with xmlFree. */
static xmlChar *type_of(const xmlNode *node, const char **ret_local)
{
    xmlChar *value = node ? xmlGetNsProp(node, xml_chars("type"), xml_chars(XSI)) : NULL;
    const char *colon = value ? strchr(chars(value), ':') : NULL;

    *ret_local = colon ? colon + 1 : (value ? chars(value) : "");
    return value;
}

bool xml_has_type(const xmlNode *node, const char *type)
{
    const char *local;
    xmlChar *value = type_of(node, &local);
    bool same = value && strcmp(local, type) == 0;

    xmlFree(value);
    return same;
}

bool xml_ref(const xmlNode *node, struct moref *ret)
{
    xmlChar *type = node ? xmlGetNoNsProp(node, xml_chars("type")) : NULL;
    char *id = xml_raw(node);

    if (!type || !*type || !*id || strlen(chars(type)) > XML_VALUE_LIMIT) {
        xmlFree(type);
        free(id);
        return false;
    }
    ret->type = must_copy(chars(type));
    ret->id = id;
    xmlFree(type);
    return true;
}

bool xml_refers_to(const xmlNode *node, const struct moref *object)
{
    struct moref found;
    bool same;

    if (!object->id || !xml_ref(node, &found))
        return false;
    same = strcmp(found.type, object->type) == 0 && strcmp(found.id, object->id) == 0;
    moref_clear(&found);
    return same;
}

void moref_clear(struct moref *object)
{
    free(object->type);
    free(object->id);
    *object = (struct moref){0};
}

bool xml_is_fault(const struct xml_answer *answer)
{
    return is_element(answer->body, "Fault");
}

/* The type says "InvalidLogin"; where it is left out the element says "InvalidLoginFault". */
char *xml_fault_name(const struct xml_answer *answer)
{
    static const char suffix[] = "Fault";
    const xmlNode *fault = xml_child(xml_child(answer->body, "detail"), NULL);
    const char *local;
    xmlChar *type = type_of(fault, &local);
    char *name = text_clean(*local || !fault ? local : chars(fault->name), 100);
    size_t length = strlen(name), cut = strlen(suffix);

    xmlFree(type);
    if (length > cut && strcmp(name + length - cut, suffix) == 0)
        name[length - cut] = '\0';
    return name;
}

char *xml_fault_text(const struct xml_answer *answer)
{
    char *raw = xml_raw(xml_child(answer->body, "faultstring"));
    char *clean = text_clean(raw, 300);

    free(raw);
    return clean;
}

void xml_escape(struct text *out, const char *raw)
{
    for (; *raw; raw++) {
        switch (*raw) {
        case '<': text_add(out, "&lt;"); break;
        case '>': text_add(out, "&gt;"); break;
        case '&': text_add(out, "&amp;"); break;
        case '"': text_add(out, "&quot;"); break;
        case '\r': text_add(out, "&#13;"); break;
        default: text_add_n(out, raw, 1); break;
        }
    }
}

void xml_add_ref(struct text *out, const char *name, const struct moref *object)
{
    text_addf(out, "<%s type=\"", name);
    xml_escape(out, object->type);
    text_add(out, "\">");
    xml_escape(out, object->id);
    text_addf(out, "</%s>", name);
}
