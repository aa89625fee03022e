/* Reading one guide file, part by part (private to the guide loader). */
#ifndef EFLOW_MODEL_GUIDE_READ_H
#define EFLOW_MODEL_GUIDE_READ_H

#include "model/guide.h"

/* Takes over json where is_ours (freed with the file, and on failure). NULL with err. */
struct guide_file *guide_file_read(cJSON *json, bool is_ours, const char *name, struct error *err);
struct guide_file *guide_file_free(struct guide_file *file); /* always NULL */

/* --- used by the parts --- */

/* A rule under key; missing is NULL where not required. 0 or -1. */
int guide_read_rule(const cJSON *object, const struct json_at *at, const char *key, bool required,
                    struct rule **ret, struct error *err);

/* A text whose placeholders are checked. 0 or -1. */
int guide_read_text(const cJSON *object, const struct json_at *at, const char *key, bool required,
                    const char **ret, struct error *err);

/* The list of texts under key; missing is NULL. 0 or -1. */
int guide_read_words(const cJSON *object, const struct json_at *at, const char *key,
                     const cJSON **ret, struct error *err);

/* Reads the array under key into an array of elements of that size, each by read. *ret_array is
 * allocated and zeroed, *ret_count counts the elements that read has begun with (so that what was
 * read before a failure can be freed). 0 or -1. */
typedef int guide_read_element(const cJSON *json, const struct json_at *at, void *element,
                               struct error *err);
int guide_read_array(const cJSON *object, const struct json_at *at, const char *key,
                     size_t element_size, guide_read_element *read, void *ret_array,
                     size_t *ret_count, struct error *err);

guide_read_element guide_read_role;
guide_read_element guide_read_layer;
guide_read_element guide_read_question;
guide_read_element guide_read_check;
guide_read_element guide_read_step;
guide_read_element guide_read_note;

void guide_free_layer(struct layer *layer);
void guide_free_question(struct question *question);
void guide_free_check(struct check *check);
void guide_free_step(struct step *step);

#endif
