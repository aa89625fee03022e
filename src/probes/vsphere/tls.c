#include "config.h"

#include "probes/vsphere/tls.h"

#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "i18n.h"
#include "sys/text.h"

enum { NAME_LIMIT = 300 };

static char *digest(X509 *x509, const EVP_MD *kind)
{
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    struct text digits = {0};

    text_add(&digits, "");
    if (X509_digest(x509, kind, bytes, &length))
        for (unsigned i = 0; i < length; i++)
            text_addf(&digits, "%02x", bytes[i]);
    return text_take(&digits);
}

static char *name_of(const X509_NAME *name)
{
    BIO *out = BIO_new(BIO_s_mem());
    char *raw, *copy, *clean;
    long length;

    if (!out)
        return must_copy("");
    X509_NAME_print_ex(out, name, 0, XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_MSB);
    length = BIO_get_mem_data(out, &raw);
    copy = must_copy_n(raw ? raw : "", length > 0 ? (size_t)length : 0);
    clean = text_clean(copy, NAME_LIMIT);
    free(copy);
    BIO_free(out);
    return clean;
}

static char *date_of(const ASN1_TIME *time)
{
    struct tm tm;

    if (!ASN1_TIME_to_tm(time, &tm))
        return must_copy("");
    return text_format("%04d-%02d-%02dT%02d:%02d:%02dZ", tm.tm_year + 1900, tm.tm_mon + 1,
                       tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

static void certificate_clear(struct certificate *certificate)
{
    free(certificate->sha256);
    free(certificate->sha1);
    free(certificate->subject);
    free(certificate->issuer);
    free(certificate->not_after);
    *certificate = (struct certificate){0};
}

static void look_at(X509 *x509, struct certificate *certificate)
{
    certificate_clear(certificate);
    certificate->sha256 = digest(x509, EVP_sha256());
    certificate->sha1 = digest(x509, EVP_sha1());
    certificate->subject = name_of(X509_get_subject_name(x509));
    certificate->issuer = name_of(X509_get_issuer_name(x509));
    certificate->not_after = date_of(X509_get0_notAfter(x509));
}

static const char *reason(int code)
{
    switch (code) {
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN: return _("it is signed by itself only");
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        return _("this machine does not know the authority that signed it");
    case X509_V_ERR_CERT_HAS_EXPIRED: return _("it has expired");
    case X509_V_ERR_CERT_NOT_YET_VALID: return _("it is not valid yet");
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH: return _("it was made for another name");
    default: return X509_verify_cert_error_string(code);
    }
}

/* What the system thinks of the chain, and whether it was made for this host. */
static bool system_trusts(X509_STORE_CTX *store, struct tls_check *check)
{
    X509_VERIFY_PARAM *param = X509_STORE_CTX_get0_param(store);

    if (!X509_VERIFY_PARAM_set1_ip_asc(param, check->host) &&
        !X509_VERIFY_PARAM_set1_host(param, check->host, 0))
        return false;
    if (X509_verify_cert(store) == 1)
        return true;
    free(check->why);
    check->why = must_copy(reason(X509_STORE_CTX_get_error(store)));
    return false;
}

static int verify(X509_STORE_CTX *store, void *data)
{
    struct tls_check *check = data;
    X509 *x509 = X509_STORE_CTX_get0_cert(store);
    bool trusted = false;

    if (x509) {
        look_at(x509, &check->seen);
        trusted =
            check->pin ? strcmp(check->pin, check->seen.sha256) == 0 : system_trusts(store, check);
    }
    check->refused = !trusted;
    X509_STORE_CTX_set_error(store, trusted ? X509_V_OK : X509_V_ERR_CERT_REJECTED);
    return trusted;
}

CURLcode tls_attach(CURL *curl, void *ssl_context, void *check)
{
    SSL_CTX *context = ssl_context;
    const struct tls_check *wanted = check;

    (void)curl;
    if (!wanted->pin && !SSL_CTX_set_default_verify_paths(context))
        return CURLE_SSL_CACERT_BADFILE;
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    SSL_CTX_set_cert_verify_callback(context, verify, check);
    return CURLE_OK;
}

cJSON *tls_detail(const struct tls_check *check, const char *place)
{
    cJSON *detail = cJSON_CreateObject();

    cJSON_AddStringToObject(detail, "host", place);
    cJSON_AddStringToObject(detail, "sha256", check->seen.sha256 ? check->seen.sha256 : "");
    cJSON_AddStringToObject(detail, "sha1", check->seen.sha1 ? check->seen.sha1 : "");
    cJSON_AddStringToObject(detail, "subject", check->seen.subject ? check->seen.subject : "");
    cJSON_AddStringToObject(detail, "issuer", check->seen.issuer ? check->seen.issuer : "");
    cJSON_AddStringToObject(detail, "not_after",
                            check->seen.not_after ? check->seen.not_after : "");
    cJSON_AddBoolToObject(detail, "changed", check->pin != NULL);
    if (check->pin)
        cJSON_AddStringToObject(detail, "expected", check->pin);
    else if (check->why)
        cJSON_AddStringToObject(detail, "reason", check->why);
    return detail;
}

void tls_check_clear(struct tls_check *check)
{
    certificate_clear(&check->seen);
    free(check->why);
    check->why = NULL;
}
