/* Trust: whether the server at the other end is the one the person means.
 *
 *   struct tls_check check = {.host = "esx-01", .pin = known_or_NULL};
 *   CURLOPT_SSL_CTX_FUNCTION = tls_attach, CURLOPT_SSL_CTX_DATA = &check
 *   ... a refused handshake: check.refused is true, check.seen tells what the server showed
 *   tls_check_clear(&check);
 *
 * The decision is part of every TLS handshake, so nothing at all is sent to a server that is not
 * trusted. With a pin the certificate must be exactly that one (its issuer and dates no longer
 * matter: the person has decided). Without one the system's certificate authorities and the host's
 * name decide. */
#ifndef EFLOW_PROBES_VSPHERE_TLS_H
#define EFLOW_PROBES_VSPHERE_TLS_H

#include <cjson/cJSON.h>
#include <curl/curl.h>
#include <stdbool.h>

struct certificate {
    char *sha256; /* lower-case hexadecimal digits */
    char *sha1;
    char *subject; /* safe to show */
    char *issuer;
    char *not_after; /* 2027-01-31T00:00:00Z; empty where it cannot be read */
};

struct tls_check {
    const char *host; /* name or address, the caller's */
    const char *pin;  /* SHA-256 in lower-case digits, the caller's; NULL: none known */
    struct certificate seen;
    char *why;    /* why the system does not trust it, one clause */
    bool refused; /* the last handshake was refused by this check */
};

/* For CURLOPT_SSL_CTX_FUNCTION; data is the struct tls_check. */
CURLcode tls_attach(CURL *curl, void *ssl_context, void *check);

/* {"host": place, "sha256": ..., "sha1": ..., "subject": ..., "issuer": ..., "not_after": ...,
 *  "changed": true and "expected" where a pin was known, else "reason"}. The caller's to delete. */
cJSON *tls_detail(const struct tls_check *check, const char *place);

void tls_check_clear(struct tls_check *check);

#endif
