#include "config.h"

#include "probes/vsphere/soap.h"

#include <curl/curl.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "i18n.h"
#include "probes/vsphere/tls.h"
#include "sys/pipe.h"
#include "sys/text.h"

#define ENVELOPE_BEGIN                                                                             \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"                                                   \
    "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\""                            \
    " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\""                                              \
    " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><s:Body>"
#define ENVELOPE_END  "</s:Body></s:Envelope>"
#define FIRST_VERSION "6.0" /* until the server has told its own */

enum {
    LOOK_UP_MS = 1000, /* how often the wizard is looked after where it has no lifeline */
    HTTP_UNAVAILABLE = 503,
};

struct body {
    char *bytes;
    size_t length, size;
    bool too_long;
};

/* A question on its way. curl takes it piece by piece into its own buffer, which is wiped when it
 * gives that back (wiping.h). */
struct question {
    const char *bytes;
    size_t length, sent;
};

struct soap {
    CURL *curl;
    CURLM *multi;
    struct curl_slist *headers;
    struct tls_check check;
    const struct target *target;
    const struct probe_request *request; /* NULL: the wizard is no longer watched */
    long hurry;                          /* milliseconds; 0: the target's own timeout */
    bool asked;
    char problem[CURL_ERROR_SIZE];
};

static size_t receive(char *bytes, size_t size, size_t count, void *data)
{
    struct body *body = data;
    size_t length = size * count;

    if (length > SOAP_ANSWER_LIMIT - body->length) {
        body->too_long = true;
        return 0;
    }
    if (body->length + length > body->size) {
        body->size = (body->length + length) * 2;
        body->bytes = must_realloc(body->bytes, body->size);
    }
    memcpy(body->bytes + body->length, bytes, length);
    body->length += length;
    return length;
}

static size_t send_question(char *room, size_t size, size_t count, void *data)
{
    struct question *question = data;
    size_t left = question->length - question->sent;
    size_t length = size * count < left ? size * count : left;

    memcpy(room, question->bytes + question->sent, length);
    question->sent += length;
    return length;
}

/* A connection that had died while idle is opened anew, and the question starts again. */
static int rewind_question(void *data, curl_off_t offset, int origin)
{
    struct question *question = data;

    if (origin != SEEK_SET || offset < 0 || (size_t)offset > question->length)
        return CURL_SEEKFUNC_FAIL;
    question->sent = (size_t)offset;
    return CURL_SEEKFUNC_OK;
}

void soap_use_version(struct soap *soap, const char *version)
{
    struct curl_slist *headers = NULL;
    char *action;

    if (!*version || strlen(version) > 32 || strspn(version, "0123456789.") != strlen(version))
        return;
    action = text_format("SOAPAction: \"urn:vim25/%s\"", version);
    headers = curl_slist_append(headers, "Content-Type: text/xml; charset=utf-8");
    headers = curl_slist_append(headers, action);
    headers = curl_slist_append(headers, "Expect:");
    free(action);
    curl_easy_setopt(soap->curl, CURLOPT_HTTPHEADER, headers);
    curl_slist_free_all(soap->headers);
    soap->headers = headers;
}

/* Chain and name are checked by tls_attach, inside the handshake; curl's own checks are left off
 * because they would refuse a certificate that the person has accepted. */
static bool set_up_trust(struct soap *soap)
{
    soap->check = (struct tls_check){.host = soap->target->host, .pin = soap->target->pin};
    curl_easy_setopt(soap->curl, CURLOPT_SSL_VERIFYPEER, 0L);
    curl_easy_setopt(soap->curl, CURLOPT_SSL_VERIFYHOST, 0L);
    curl_easy_setopt(soap->curl, CURLOPT_CAINFO, NULL);
    curl_easy_setopt(soap->curl, CURLOPT_CAPATH, NULL);
    curl_easy_setopt(soap->curl, CURLOPT_SSL_SESSIONID_CACHE, 0L);
    curl_easy_setopt(soap->curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(soap->curl, CURLOPT_SSL_CTX_DATA, &soap->check);
    return curl_easy_setopt(soap->curl, CURLOPT_SSL_CTX_FUNCTION, tls_attach) == CURLE_OK;
}

static void set_up_http(struct soap *soap)
{
    curl_easy_setopt(soap->curl, CURLOPT_URL, soap->target->url);
    curl_easy_setopt(soap->curl, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(soap->curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(soap->curl, CURLOPT_POST, 1L);
    curl_easy_setopt(soap->curl, CURLOPT_COOKIEFILE, "");
    curl_easy_setopt(soap->curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(soap->curl, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(soap->curl, CURLOPT_TCP_KEEPALIVE, 1L);
    curl_easy_setopt(soap->curl, CURLOPT_USERAGENT, PACKAGE_TARNAME "/" PACKAGE_VERSION);
    curl_easy_setopt(soap->curl, CURLOPT_READFUNCTION, send_question);
    curl_easy_setopt(soap->curl, CURLOPT_SEEKFUNCTION, rewind_question);
    curl_easy_setopt(soap->curl, CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(soap->curl, CURLOPT_ERRORBUFFER, soap->problem);
#if LIBCURL_VERSION_NUM >= 0x075700
    curl_easy_setopt(soap->curl, CURLOPT_QUICK_EXIT, 1L); /* no waiting for a slow name service */
#endif
}

struct soap *soap_open(const struct target *target, const struct probe_request *request,
                       struct trouble *trouble)
{
    struct soap *soap = must_alloc(sizeof *soap);

    *soap = (struct soap){.target = target, .request = request};
    soap->curl = curl_easy_init();
    soap->multi = curl_multi_init();
    if (!soap->curl || !soap->multi || !set_up_trust(soap)) {
        trouble_set(trouble, TROUBLE_FINAL, PROBE_ERROR_MISSING,
                    _("This libcurl was built without OpenSSL, so certificates cannot be checked. "
                      "Install libcurl with OpenSSL."));
        soap_close(soap);
        return NULL;
    }
    set_up_http(soap);
    soap_use_version(soap, FIRST_VERSION);
    return soap;
}

void soap_close(struct soap *soap)
{
    if (!soap)
        return;
    if (soap->multi && soap->curl)
        curl_multi_remove_handle(soap->multi, soap->curl);
    curl_easy_cleanup(soap->curl);
    curl_multi_cleanup(soap->multi);
    curl_slist_free_all(soap->headers);
    tls_check_clear(&soap->check);
    free(soap);
}

void soap_forget_session(struct soap *soap)
{
    curl_easy_setopt(soap->curl, CURLOPT_COOKIELIST, "ALL");
}

void soap_hurry(struct soap *soap, long milliseconds)
{
    soap->request = NULL;
    soap->hurry = milliseconds;
}

bool soap_was_asked(struct soap *soap)
{
    bool asked = soap->asked;

    soap->asked = false;
    return asked;
}

/* --- one exchange ----------------------------------------------------------------------------- */

/* Looks after the wizard without waiting. */
static enum outcome look_up(struct soap *soap, bool for_news)
{
    if (!soap->request)
        return OUTCOME_OK;
    switch (probe_wait(soap->request, 0)) {
    case PIPE_GONE: return OUTCOME_GONE;
    case PIPE_LINE:
        if (for_news)
            return OUTCOME_ASKED;
        soap->asked = true;
        return OUTCOME_OK;
    case PIPE_QUIET:
    default: return OUTCOME_OK;
    }
}

static enum outcome drive(struct soap *soap, bool for_news, CURLcode *ret_code)
{
    struct curl_waitfd lifeline = {.fd = STDIN_FILENO, .events = CURL_WAIT_POLLIN};
    unsigned count = soap->request && soap->request->interval > 0 ? 1 : 0;
    enum outcome outcome = OUTCOME_OK;
    int running = 1, left;
    CURLMsg *message;

    *ret_code = CURLE_OK;
    curl_multi_add_handle(soap->multi, soap->curl);
    while (outcome == OUTCOME_OK && curl_multi_perform(soap->multi, &running) == CURLM_OK &&
           running) {
        curl_multi_wait(soap->multi, &lifeline, count, LOOK_UP_MS, NULL);
        outcome = look_up(soap, for_news);
    }
    while ((message = curl_multi_info_read(soap->multi, &left)))
        if (message->msg == CURLMSG_DONE)
            *ret_code = message->data.result;
    curl_multi_remove_handle(soap->multi, soap->curl);
    return outcome;
}

static enum outcome refused_certificate(const struct soap *soap, struct trouble *trouble)
{
    const struct tls_check *check = &soap->check;

    if (check->pin)
        trouble_set(
            trouble, TROUBLE_FINAL, PROBE_ERROR_TRUST,
            _("%s shows another certificate than the one you trusted. Either it was renewed, or "
              "somebody stands in between: ask who runs the server before you trust it again."),
            soap->target->place);
    else
        trouble_set(
            trouble, TROUBLE_FINAL, PROBE_ERROR_TRUST,
            _("This machine does not trust the certificate of %s: %s. Compare its fingerprint "
              "with the one on the server's console before you trust it."),
            soap->target->place, check->why ? check->why : _("it cannot be read"));
    return trouble_detail(trouble, tls_detail(check, soap->target->place));
}

static enum outcome from_curl(const struct soap *soap, CURLcode code, const struct body *body,
                              struct trouble *trouble)
{
    const char *place = soap->target->place;
    long reason = 0;
    char *problem;

    if (soap->check.refused)
        return refused_certificate(soap, trouble);
    if (body->too_long)
        return trouble_set(
            trouble, TROUBLE_LOST, PROBE_ERROR_DATA,
            _("%s sent an answer of more than %zu MiB, which no ESXi host or vCenter needs. "
              "Check the address."),
            place, SOAP_ANSWER_LIMIT >> 20);
    switch ((int)code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return trouble_set(
            trouble, TROUBLE_LOST, PROBE_ERROR_NETWORK,
            _("The name in %s is not known to the name service. Check it for a typing mistake, "
              "or use the server's IP address."),
            place);
    case CURLE_OPERATION_TIMEDOUT:
        return trouble_set(
            trouble, TROUBLE_LOST, PROBE_ERROR_TIMEOUT,
            _("%s did not answer in time. Check that the server is up and that no firewall "
              "stands in between."),
            place);
    case CURLE_SSL_CONNECT_ERROR:
        return trouble_set(
            trouble, TROUBLE_LOST, PROBE_ERROR_NETWORK,
            _("No secure connection (TLS 1.2 or later) to %s came about. Check that this port is "
              "the https port of an ESXi host or vCenter."),
            place);
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_PARTIAL_FILE:
        return trouble_set(
            trouble, TROUBLE_LOST, PROBE_ERROR_NETWORK,
            _("%s broke the connection off before it had answered. If it is just restarting, "
              "wait a little."),
            place);
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:
        return trouble_set(
            trouble, TROUBLE_LOST, PROBE_ERROR_DATA,
            _("%s is neither an ESXi host nor a vCenter: it does not speak HTTP. Check address "
              "and port."),
            place);
    default: break;
    }
    curl_easy_getinfo(soap->curl, CURLINFO_OS_ERRNO, &reason);
    if (code == CURLE_COULDNT_CONNECT && reason == ECONNREFUSED)
        return trouble_set(
            trouble, TROUBLE_LOST, PROBE_ERROR_NETWORK,
            _("%s refuses connections. Check the port, and that the server's management services "
              "run."),
            place);
    problem = text_clean(*soap->problem ? soap->problem : curl_easy_strerror(code), 200);
    trouble_set(trouble, TROUBLE_LOST, PROBE_ERROR_NETWORK,
                _("%s cannot be reached: %s. Check the network between here and there."), place,
                problem);
    free(problem);
    return OUTCOME_TROUBLE;
}

static enum outcome not_vsphere(const struct soap *soap, struct trouble *trouble)
{
    long http = 0;

    curl_easy_getinfo(soap->curl, CURLINFO_RESPONSE_CODE, &http);
    if (http == HTTP_UNAVAILABLE)
        return trouble_set(
            trouble, TROUBLE_LOST, PROBE_ERROR_NETWORK,
            _("%s is up, but its management service is not ready (HTTP 503). It may still be "
              "starting: wait a little."),
            soap->target->place);
    return trouble_set(
        trouble, TROUBLE_LOST, PROBE_ERROR_DATA,
        _("%s answers, but not like an ESXi host or vCenter (HTTP %ld). Check the address."),
        soap->target->place, http);
}

static enum outcome understand(const struct soap *soap, const struct body *body,
                               struct xml_answer *ret, struct trouble *trouble)
{
    struct xml_answer answer = {0};
    char *name, *words;

    if (!body->bytes || xml_parse(body->bytes, body->length, &answer) != XML_OK)
        return not_vsphere(soap, trouble);
    if (!xml_is_fault(&answer)) {
        *ret = answer;
        return OUTCOME_OK;
    }
    name = xml_fault_name(&answer);
    words = xml_fault_text(&answer);
    trouble_from_fault(trouble, soap->target->place, name, words);
    free(name);
    free(words);
    xml_answer_free(&answer);
    return OUTCOME_TROUBLE;
}

/* In one piece of memory, so that no copy of a password stays behind. */
static char *envelope(const char *body, size_t *ret_length)
{
    size_t length = strlen(ENVELOPE_BEGIN) + strlen(body) + strlen(ENVELOPE_END);
    char *whole = must_alloc(length + 1);

    memcpy(whole, ENVELOPE_BEGIN, strlen(ENVELOPE_BEGIN));
    memcpy(whole + strlen(ENVELOPE_BEGIN), body, strlen(body));
    memcpy(whole + length - strlen(ENVELOPE_END), ENVELOPE_END, strlen(ENVELOPE_END) + 1);
    *ret_length = length;
    return whole;
}

enum outcome soap_ask(struct soap *soap, const struct soap_call *call, struct xml_answer *ret,
                      struct trouble *trouble)
{
    long patience = soap->hurry ? soap->hurry : soap->target->timeout * 1000;
    struct question question = {0};
    struct body body = {0};
    char *whole = envelope(call->body, &question.length);
    enum outcome outcome;
    CURLcode code;

    question.bytes = whole;
    soap->problem[0] = '\0';
    soap->check.refused = false;
    curl_easy_setopt(soap->curl, CURLOPT_READDATA, &question);
    curl_easy_setopt(soap->curl, CURLOPT_SEEKDATA, &question);
    curl_easy_setopt(soap->curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)question.length);
    curl_easy_setopt(soap->curl, CURLOPT_WRITEDATA, &body);
    curl_easy_setopt(soap->curl, CURLOPT_CONNECTTIMEOUT_MS, patience);
    curl_easy_setopt(soap->curl, CURLOPT_TIMEOUT_MS, patience + call->quiet_seconds * 1000);
    outcome = drive(soap, call->for_news, &code);
    pipe_wipe(whole, question.length);
    free(whole);
    if (outcome == OUTCOME_OK)
        outcome = code == CURLE_OK ? understand(soap, &body, ret, trouble)
                                   : from_curl(soap, code, &body, trouble);
    free(body.bytes);
    return outcome;
}
