/* eflow-probe-vsphere: reads a virtual machine and its host from VMware ESXi or vCenter. It is
 * started by the wizard; src/probes/README.md tells how to talk to it. */
#include "config.h"

#include <curl/curl.h>
#include <libxml/parser.h>

#include "i18n.h"
#include "probes/probe_io.h"
#include "probes/vsphere/target.h"
#include "probes/vsphere/watch.h"
#include "probes/vsphere/wiping.h"

static int serve(struct probe_request *request)
{
    struct error err = {0};
    struct target target;
    int status;

    if (target_read(request->target, &target, &err) != 0)
        return probe_refuse_request(&err);
    status = request->interval > 0 ? watch_on(&target, request) : watch_once(&target, request);
    target_clear(&target);
    return status;
}

int main(void)
{
    struct probe_request request;
    struct error err = {0};
    int status;

    language_start();
    if (probe_read_request(&request, &err) != 0)
        return probe_refuse_request(&err);
    if (wiping_start_curl() != 0) {
        probe_request_clear(&request);
        (void)probe_write_error(PROBE_ERROR_MISSING, _("libcurl does not start. Install it anew."),
                                NULL);
        return EXIT_MISSING;
    }
    status = serve(&request);
    probe_request_clear(&request);
    curl_global_cleanup();
    xmlCleanupParser();
    return status;
}
