/* Guides: everything the wizard knows of the paths, read from screens/ (format: screens/README.md).
 *
 *   struct library *library = library_load(files, count, &err);
 *   const struct guide *guide = library_guide(library, "esxi");
 *   library_free(library);
 *
 * A library owns all it hands out. Texts are msgids: _() and fill() them where they are shown.
 * Loading is strict: the first mistake is an error with file, JSON path and what was expected. */
#ifndef EFLOW_MODEL_GUIDE_H
#define EFLOW_MODEL_GUIDE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/azure_sizes.h"
#include "model/fill.h"
#include "model/rule.h"

enum severity { SEVERITY_REQUIRED, SEVERITY_RECOMMENDED, SEVERITY_INFO };

enum area {
    AREA_HOST,
    AREA_VM,
    AREA_WINDOWS,
    AREA_NETWORK,
    AREA_PLAN,
    AREA_AZURE,
    AREA_EFLOW,
    AREA_COUNT,
};

/* How a layer stands. */
enum layer_mark { LAYER_OK, LAYER_BAD, LAYER_WARN, LAYER_UNKNOWN, LAYER_OFF };

/* On which page a note stands. */
enum note_place {
    NOTE_PATH,
    NOTE_PLAN,
    NOTE_CONNECT,
    NOTE_PREREQUISITES,
    NOTE_STEPS,
    NOTE_REPORT,
};

/* How facts of a role can be had. */
enum way { WAY_LOCAL, WAY_SSH, WAY_VSPHERE, WAY_AZ, WAY_COUNT };

struct document {
    const char *title;
    const char *url;
    const char *date;
};

struct role {
    const char *id; /* "guest", "hyperv-host", "vsphere", "azure" */
    const char *title;
    const char *help;
    bool ways[WAY_COUNT];
};

struct layer_state {
    struct rule *when; /* NULL: always */
    enum layer_mark mark;
    const char *text;
    const char *brief;
};

struct layer {
    const char *id;
    const char *title;
    const char *name; /* short */
    size_t state_count;
    struct layer_state *states;
};

struct choice {
    struct rule *when;
    const cJSON *value;
    const char *label;
    const char *help;
};

struct plan_default {
    struct rule *when;
    const cJSON *value; /* NULL: not set */
    int fact;           /* another fact's value; FACT_NONE: value counts */
    const char *key;    /* of a list fact: the key of its first element that fits; NULL: no list */
    const cJSON *where; /* which elements of the list fit: key -> value; NULL: all */
};

struct question {
    int fact;
    struct rule *when;
    const char *ask;
    const char *help;
    size_t choice_count;
    struct choice *choices;
    size_t default_count;
    struct plan_default *defaults;
};

struct reason {
    struct rule *when;
    const char *text;
};

struct check {
    const char *id;
    const char *title;
    enum area area;
    enum severity severity;
    struct rule *when; /* NULL: always applies */
    struct rule *pass;
    struct rule *warn; /* NULL: never warns */
    const char *value;
    size_t reason_count;
    struct reason *reasons;
    const char *why;
    const char *fix;
    const char *confirm; /* NULL: cannot be confirmed by hand */
    const cJSON *steps;  /* ids; NULL: none */
    const char *link;
    const char *source;
    const cJSON *ids_in_document;
};

struct command {
    struct rule *when;
    const char *where;
    enum fill_quoting shell;
    const char *run;
};

struct step {
    const char *id;
    const char *number; /* in the document; NULL: added by another source */
    const char *title;
    const char *source;
    struct rule *when;
    struct rule *needs;
    struct rule *done;   /* NULL: nothing shows it; only the person can confirm it */
    int indicator;       /* the fact that shows how far it is; FACT_NONE: none */
    const cJSON *wanted; /* what the indicator should be; NULL: nothing in particular */
    const char *body;
    size_t command_count;
    struct command *commands;
    const char *confirm;
    const char *link;
    const cJSON *ids_in_document;
};

struct note {
    const char *id;
    const char *title;
    struct rule *when;
    const char *text;
    const char *source;
    const char *link;
    const cJSON *ids_in_document;
    enum note_place place;
};

/* What one file holds. */
struct guide_file {
    const char *name; /* of the file, for messages; borrowed */
    const char *id;
    const char *title;
    const char *brief; /* short title */
    const char *summary;
    struct document document;
    struct rule *suggest_when; /* NULL: never suggested */
    const char *suggest_because;
    size_t role_count;
    struct role *roles;
    size_t layer_count;
    struct layer *layers;
    size_t question_count;
    struct question *questions;
    size_t check_count;
    struct check *checks;
    size_t step_count;
    struct step *steps;
    size_t note_count;
    struct note *notes;
    cJSON *json; /* all strings are its */
    bool is_json_ours;
};

/* A path: its own file, and what all paths share. */
struct guide {
    struct guide_file *own;
    size_t question_count;
    const struct question **questions;
    size_t check_count;
    const struct check **checks;
    size_t step_count;
    const struct step **steps;
    size_t note_count;
    const struct note **notes;
};

struct library {
    size_t guide_count;
    struct guide *guides; /* in the order of the words of plan.path */
    struct guide_file *common;
    struct azure_sizes *sizes;
};

/* One file of screens/: its name ("esxi.json"), and its bytes or its tree. A tree was parsed by the
 * build; it is static, so nobody changes or deletes it. */
struct screen_file {
    const char *name;
    const char *bytes; /* NULL: json counts */
    size_t length;
    cJSON *json; /* NULL: the bytes are still to be parsed */
};

/* The tree of a file. *ret_is_ours tells whether the caller frees it. NULL with err. */
cJSON *screen_file_json(const struct screen_file *file, bool *ret_is_ours, struct error *err);

/* Reads all guides, common.json and azure-sizes.json among the files; others are left alone. */
struct library *library_load(const struct screen_file *files, size_t count, struct error *err);
struct library *library_free(struct library *library); /* always NULL */

/* The guide of a path, NULL if there is none. */
const struct guide *library_guide(const struct library *library, const char *id);

const char *severity_name(enum severity severity); /* "required" ... */
const char *area_name(enum area area);             /* "vm" ... */
const char *area_title(enum area area);            /* in the person's language */
const char *way_name(enum way way);                /* "local" "ssh" "vsphere" "az" */

/* A check or step of the guide by its id, -1 if there is none. */
int guide_check_find(const struct guide *guide, const char *id);
int guide_step_find(const struct guide *guide, const char *id);

#endif
