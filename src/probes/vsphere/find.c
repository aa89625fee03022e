#include "config.h"

#include "probes/vsphere/find.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "probes/vsphere/names.h"
#include "sys/text.h"

enum {
    NAMES_IN_TEXT = 5, /* names that a message itself holds */
    DEEPEST = 64,      /* folders inside each other; more is a circle */
};

/* One object of the inventory: a virtual machine, or a folder or data center around it. */
struct entry {
    struct moref ref;
    struct moref parent; /* empty where the server tells none */
    char *name;          /* decoded */
    char *path;          /* /dc/vm/folder/name; only where paths were asked for */
    unsigned distance;
};

struct entries {
    struct entry *list;
    size_t count;
};

struct inventory {
    struct entries machines;
    struct entries folders; /* empty where no paths were asked for */
};

static int compare_entries(const void *a, const void *b)
{
    const struct entry *x = *(const struct entry *const *)a;
    const struct entry *y = *(const struct entry *const *)b;

    if (x->distance != y->distance)
        return x->distance < y->distance ? -1 : 1;
    return strcmp(x->path ? x->path : x->name, y->path ? y->path : y->name);
}

/* --- inventory -------------------------------------------------------------------------------- */

static void take_entry(struct entries *entries, const xmlNode *object)
{
    struct entry entry = {0};

    if (!xml_ref(xml_child(object, "obj"), &entry.ref))
        return;
    (void)xml_ref(object_property(object, "parent"), &entry.parent);
    entry.name = xml_raw(object_property(object, "name"));
    name_decode(entry.name);
    entries->list[entries->count++] = entry;
}

static void inventory_fill(struct inventory *inventory, const struct harvest *harvest)
{
    size_t count = 1;

    for (const xmlNode *o = harvest_next(harvest, NULL); o; o = harvest_next(harvest, o))
        count++;
    inventory->machines.list = must_alloc(count * sizeof(struct entry));
    inventory->folders.list = must_alloc(count * sizeof(struct entry));
    for (const xmlNode *o = harvest_next(harvest, NULL); o; o = harvest_next(harvest, o))
        take_entry(object_is(o, "VirtualMachine") ? &inventory->machines : &inventory->folders, o);
}

static void entries_clear(struct entries *entries)
{
    for (size_t i = 0; i < entries->count; i++) {
        moref_clear(&entries->list[i].ref);
        moref_clear(&entries->list[i].parent);
        free(entries->list[i].name);
        free(entries->list[i].path);
    }
    free(entries->list);
    *entries = (struct entries){0};
}

static void inventory_clear(struct inventory *inventory)
{
    entries_clear(&inventory->machines);
    entries_clear(&inventory->folders);
}

static const struct entry *parent_of(const struct inventory *inventory, const struct entry *child)
{
    for (size_t i = 0; child->parent.id && i < inventory->folders.count; i++) {
        const struct entry *entry = &inventory->folders.list[i];

        if (strcmp(entry->ref.id, child->parent.id) == 0 &&
            strcmp(entry->ref.type, child->parent.type) == 0)
            return entry;
    }
    return NULL;
}

/* The root folder is not part of a path, as in every vSphere client. */
static char *path_of(const struct inventory *inventory, const struct entry *entry)
{
    char *path = text_format("/%s", entry->name);

    for (int i = 0; i < DEEPEST && (entry = parent_of(inventory, entry)); i++) {
        char *longer = text_format("/%s%s", entry->name, path);

        free(path);
        path = longer;
    }
    return path;
}

static void find_paths(struct inventory *inventory)
{
    for (size_t i = 0; i < inventory->machines.count; i++)
        inventory->machines.list[i].path = path_of(inventory, &inventory->machines.list[i]);
}

/* --- asking the server ------------------------------------------------------------------------ */

#define NAMED(type) "<propSet><type>" type "</type><pathSet>name</pathSet></propSet>"
#define PLACED(type)                                                                               \
    "<propSet><type>" type "</type><pathSet>name</pathSet><pathSet>parent</pathSet></propSet>"

static enum outcome make_view(struct session *session, bool with_folders, struct moref *view,
                              struct trouble *trouble)
{
    struct xml_answer answer = {0};
    struct text body = {0};
    enum outcome outcome;

    session_begin(&body, "CreateContainerView", &session->views);
    xml_add_ref(&body, "container", &session->root);
    text_add(&body, "<type>VirtualMachine</type>");
    if (with_folders)
        text_add(&body, "<type>Folder</type><type>Datacenter</type>");
    text_add(&body, "<recursive>true</recursive></CreateContainerView>");
    outcome = session_ask(session, body.s, &answer, trouble);
    if (outcome == OUTCOME_OK && !xml_ref(xml_child(answer.body, "returnval"), view))
        outcome = trouble_set(
            trouble, TROUBLE_CALL, PROBE_ERROR_DATA,
            _("%s gave no list of its virtual machines. Look at the server's own log for the "
              "reason."),
            session->target->place);
    xml_answer_free(&answer);
    text_free(&body);
    return outcome;
}

/* The view is the server's memory; a watch may look for a machine many times in one session. */
static void drop_view(struct session *session, const struct moref *view)
{
    struct xml_answer answer = {0};
    struct trouble ignored = {0};
    struct text body = {0};

    session_begin(&body, "DestroyView", view);
    text_add(&body, "</DestroyView>");
    (void)session_ask(session, body.s, &answer, &ignored);
    trouble_clear(&ignored);
    xml_answer_free(&answer);
    text_free(&body);
}

static enum outcome read_inventory(struct session *session, bool with_paths,
                                   struct inventory *inventory, struct trouble *trouble)
{
    struct moref view = {0};
    struct harvest harvest = {0};
    struct text specification = {0};
    enum outcome outcome = make_view(session, with_paths, &view, trouble);

    if (outcome != OUTCOME_OK)
        return outcome;
    text_add(&specification, with_paths ? PLACED("VirtualMachine") PLACED("Folder")
                                              PLACED("Datacenter")
                                        : NAMED("VirtualMachine"));
    text_add(&specification, "<objectSet>");
    xml_add_ref(&specification, "obj", &view);
    text_add(
        &specification,
        "<skip>true</skip><selectSet xsi:type=\"TraversalSpec\"><name>inside</name>"
        "<type>ContainerView</type><path>view</path><skip>false</skip></selectSet></objectSet>");
    outcome = session_read(session, specification.s, &harvest, trouble);
    if (outcome == OUTCOME_OK) {
        inventory_fill(inventory, &harvest);
        if (with_paths)
            find_paths(inventory);
        if (session->request->interval > 0)
            drop_view(session, &view);
    }
    harvest_clear(&harvest);
    text_free(&specification);
    moref_clear(&view);
    return outcome;
}

/* --- choosing --------------------------------------------------------------------------------- */

static bool matches(const struct entry *entry, const char *wanted)
{
    if (!wanted || strcmp(entry->name, wanted) == 0)
        return true;
    return entry->path && name_is_end_of_path(entry->path, wanted);
}

static size_t count_matches(const struct entries *machines, const char *wanted,
                            const struct entry **ret_first)
{
    size_t count = 0;

    for (size_t i = 0; i < machines->count; i++)
        if (matches(&machines->list[i], wanted) && count++ == 0)
            *ret_first = &machines->list[i];
    return count;
}

/* The machines that a message suggests, closest first; the caller frees the list. */
static struct entry **suggestions(const struct entries *machines, const char *wanted,
                                  bool only_matches, size_t *ret_count)
{
    struct entry **list = must_alloc((machines->count + 1) * sizeof *list);
    const char *last = wanted ? strrchr(wanted, '/') : NULL;
    size_t count = 0;

    for (size_t i = 0; i < machines->count; i++) {
        struct entry *entry = &machines->list[i];

        if (only_matches && !matches(entry, wanted))
            continue;
        if (wanted)
            entry->distance = name_distance(last && last[1] ? last + 1 : wanted, entry->name);
        list[count++] = entry;
    }
    qsort(list, count, sizeof *list, compare_entries);
    *ret_count = count;
    return list;
}

/* Fills detail and returns the first names for the message, in quotes. */
static char *tell_names(struct entry **list, size_t count, const char *wanted, bool paths,
                        cJSON *detail)
{
    cJSON *names = cJSON_AddArrayToObject(detail, "names");
    struct text told = {0};

    for (size_t i = 0; i < count && i < FIND_NAMES_LIMIT; i++) {
        char *clean = text_clean(paths && list[i]->path ? list[i]->path : list[i]->name, 300);

        cJSON_AddItemToArray(names, cJSON_CreateString(clean));
        if (i < NAMES_IN_TEXT)
            text_addf(&told, "%s\"%s\"", i > 0 ? ", " : "", clean);
        free(clean);
    }
    if (count > NAMES_IN_TEXT)
        text_add(&told, ", ...");
    cJSON_AddNumberToObject(detail, "total", (double)count);
    cJSON_AddItemToObject(detail, "wanted",
                          wanted ? cJSON_CreateString(wanted) : cJSON_CreateNull());
    text_add(&told, "");
    return text_take(&told);
}

static enum outcome not_one(struct session *session, const struct inventory *inventory,
                            size_t found, struct trouble *trouble)
{
    const char *wanted = session->target->vm, *place = session->target->place;
    char *shown = text_clean(wanted ? wanted : "", 100);
    cJSON *detail = cJSON_CreateObject();
    size_t count;
    struct entry **list = suggestions(&inventory->machines, wanted, wanted && found > 1, &count);
    char *names = tell_names(list, count, wanted, wanted && found > 1, detail);

    if (inventory->machines.count == 0)
        trouble_set(trouble, TROUBLE_OBJECT, PROBE_ERROR_DATA,
                    _("This user sees no virtual machine on %s. Create one, or ask for the role "
                      "\"Read-only\" on it."),
                    place);
    else if (!wanted)
        trouble_set(trouble, TROUBLE_OBJECT, PROBE_ERROR_DATA,
                    _("%s has several virtual machines: %s. Say which one is meant."), place,
                    names);
    else if (found > 1)
        trouble_set(trouble, TROUBLE_OBJECT, PROBE_ERROR_DATA,
                    _("Several virtual machines on %s are called \"%s\": %s. Give the whole path "
                      "of the one you mean."),
                    place, shown, names);
    else
        trouble_set(trouble, TROUBLE_OBJECT, PROBE_ERROR_DATA,
                    _("%s has no virtual machine \"%s\" that this user can see. There are, closest "
                      "first: %s."),
                    place, shown, names);
    trouble_detail(trouble, detail);
    free(list);
    free(names);
    free(shown);
    return OUTCOME_TROUBLE;
}

enum outcome find_vm(struct session *session, struct moref *ret, struct trouble *trouble)
{
    const char *wanted = session->target->vm;
    bool with_paths = wanted && strchr(wanted, '/');
    const struct entry *first = NULL;
    struct inventory inventory = {0};
    size_t found = 0;
    enum outcome outcome = read_inventory(session, with_paths, &inventory, trouble);

    if (outcome == OUTCOME_OK)
        found = count_matches(&inventory.machines, wanted, &first);
    if (found > 1 && wanted && !with_paths) {
        inventory_clear(&inventory);
        outcome = read_inventory(session, true, &inventory, trouble);
        found = count_matches(&inventory.machines, wanted, &first);
    }
    if (outcome == OUTCOME_OK && found == 1)
        *ret = (struct moref){must_copy(first->ref.type), must_copy(first->ref.id)};
    else if (outcome == OUTCOME_OK)
        outcome = not_one(session, &inventory, found, trouble);
    inventory_clear(&inventory);
    return outcome;
}
