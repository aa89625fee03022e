#include "config.h"

#include "probes/vsphere/wiping.h"

#include <curl/curl.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "sys/pipe.h"

/* Before each piece of memory stands its size; the union keeps what follows aligned. */
union head {
    size_t size;
    max_align_t aligned;
};

static void *give(size_t size)
{
    union head *head = size <= SIZE_MAX - sizeof *head ? malloc(sizeof *head + size) : NULL;

    if (!head)
        return NULL;
    head->size = size;
    return head + 1;
}

static void take_back(void *memory)
{
    union head *head = memory;

    if (!head)
        return;
    head--;
    pipe_wipe(memory, head->size);
    free(head);
}

static void *give_again(void *memory, size_t size)
{
    union head *head = memory;
    void *other = give(size);

    if (head && other) {
        head--;
        memcpy(other, memory, head->size < size ? head->size : size);
        take_back(memory);
    }
    return other;
}

static void *give_zeroed(size_t count, size_t size)
{
    void *memory = size == 0 || count <= SIZE_MAX / size ? give(count * size) : NULL;

    return memory ? memset(memory, 0, count * size) : NULL;
}

static char *give_copy(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = give(size);

    return copy ? memcpy(copy, text, size) : NULL;
}

int wiping_start_curl(void)
{
    CURLcode code = curl_global_init_mem(CURL_GLOBAL_DEFAULT, give, take_back, give_again,
                                         give_copy, give_zeroed);

    return code == CURLE_OK ? 0 : -1;
}
