/* Writes the screens as C, parsed already: embed_screens TOP FILE... > screens_embedded.c
 *
 * The program starts with ready JSON trees instead of parsing 200 kB each time; a file that is no
 * JSON stops the build. The trees are static: nobody may change or delete them. */
#include <cjson/cJSON.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *read_all(const char *path)
{
    FILE *file = fopen(path, "rb");
    size_t length = 0;
    char *bytes = NULL;
    size_t got = 0;
    do {
        bytes = realloc(bytes, length + 65537);
        got = file != NULL && bytes != NULL ? fread(bytes + length, 1, 65536, file) : 0;
        length += got;
    } while (got > 0);
    if (file == NULL || bytes == NULL) {
        fprintf(stderr, "embed_screens: %s cannot be read\n", path);
        exit(1);
    }
    fclose(file);
    bytes[length] = '\0';
    return bytes;
}

/* A text becomes an array of its own: cJSON's strings are not const. */
static void write_text(char kind, size_t file, size_t index, const char *text)
{
    if (text == NULL) {
        return;
    }
    printf("static char %c_%zu_%zu[] = \"", kind, file, index);
    for (const unsigned char *c = (const unsigned char *)text; *c != '\0'; c++) {
        if (isalnum(*c) || strchr(" .,:;-_/(){}[]<>|=+*#'&%$!@", *c) != NULL) {
            putchar(*c);
        } else {
            printf("\\%03o", *c);
        }
    }
    printf("\";\n");
}

static void write_name(char kind, size_t file, size_t index, const char *text)
{
    if (text == NULL) {
        printf("NULL");
    } else {
        printf("%c_%zu_%zu", kind, file, index);
    }
}

/* Puts every node into order, depth first. */
static size_t number(cJSON *node, size_t next, cJSON **order)
{
    for (; node != NULL; node = node->next) {
        order[next++] = node;
        next = number(node->child, next, order);
    }
    return next;
}

static size_t count(const cJSON *node)
{
    size_t nodes = 0;
    for (; node != NULL; node = node->next) {
        nodes += 1 + count(node->child);
    }
    return nodes;
}

/* Where each node is in the order: nodes are found again by a table sorted by address. */
struct place {
    const cJSON *node;
    size_t index;
};

static int by_address(const void *a, const void *b)
{
    const struct place *first = a;
    const struct place *second = b;
    return (first->node > second->node) - (first->node < second->node);
}

static void write_link(const cJSON *node, size_t file, const struct place *places, size_t nodes)
{
    struct place key = {.node = node};
    const struct place *place =
        node != NULL ? bsearch(&key, places, nodes, sizeof key, by_address) : NULL;
    if (place == NULL) {
        printf("NULL, ");
    } else {
        printf("&tree_%zu[%zu], ", file, place->index);
    }
}

static void write_tree(cJSON *root, size_t file)
{
    size_t nodes = count(root);
    cJSON **order = calloc(nodes, sizeof *order);
    struct place *places = calloc(nodes, sizeof *places);
    if (order == NULL || places == NULL) {
        exit(1);
    }
    number(root, 0, order);
    for (size_t i = 0; i < nodes; i++) {
        places[i] = (struct place){order[i], i};
    }
    qsort(places, nodes, sizeof *places, by_address);
    for (size_t i = 0; i < nodes; i++) {
        write_text('v', file, i, order[i]->valuestring);
        write_text('k', file, i, order[i]->string);
    }
    printf("static cJSON tree_%zu[%zu] = {\n", file, nodes);
    for (size_t i = 0; i < nodes; i++) {
        printf("{");
        write_link(order[i]->next, file, places, nodes);
        write_link(order[i]->prev, file, places, nodes);
        write_link(order[i]->child, file, places, nodes);
        printf("%d, ", order[i]->type);
        write_name('v', file, i, order[i]->valuestring);
        printf(", %d, %.17g, ", order[i]->valueint, order[i]->valuedouble);
        write_name('k', file, i, order[i]->string);
        printf("},\n");
    }
    printf("};\n");
    free(places);
    free(order);
}

int main(int argc, char **argv)
{
    size_t top = argc > 1 ? strlen(argv[1]) + 1 : 0;
    printf("#include \"sys/screens.h\"\n\n");
    for (int i = 2; i < argc; i++) {
        char *bytes = read_all(argv[i]);
        cJSON *root = cJSON_ParseWithOpts(bytes, NULL, 1);
        if (root == NULL) {
            fprintf(stderr, "embed_screens: %s is no JSON near \"%.40s\"\n", argv[i],
                    cJSON_GetErrorPtr());
            return 1;
        }
        write_tree(root, (size_t)i);
        cJSON_Delete(root);
        free(bytes);
    }
    printf("const struct screen_file screens_embedded[] = {\n");
    for (int i = 2; i < argc; i++) {
        printf("    {.name = \"%s\", .json = tree_%d},\n", argv[i] + top, i);
    }
    printf("    {.name = NULL},\n};\n");
    return fflush(stdout) == 0 ? 0 : 1;
}
