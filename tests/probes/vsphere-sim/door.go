package main

import (
	"bytes"
	"crypto/tls"
	"fmt"
	"io/ioutil"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/vmware/govmomi/vim25/soap"
)

// A door stands before the simulator: it listens, keeps the sessions as strictly as a real server does,
// counts, and misbehaves when told to.
type door struct {
	inner http.Handler
	certs *certificates

	mu          sync.Mutex
	address     string
	server      *http.Server
	calls       map[string]int
	sessions    map[string]chan struct{} // cookie -> closed when the session ends
	connections int
	plans       map[string]*plan // method ("*": any) -> what to do instead
	hanging     map[string]chan struct{}
}

// A plan replaces the next answers of a method.
type plan struct {
	fault string
	kind  string
	count int
}

func newDoor(inner http.Handler, authorityFile string) (*door, error) {
	certs, err := newCertificates(authorityFile)
	if err != nil {
		return nil, err
	}
	d := &door{inner: inner, certs: certs, address: "127.0.0.1:0", calls: map[string]int{},
		sessions: map[string]chan struct{}{}, plans: map[string]*plan{}, hanging: map[string]chan struct{}{}}
	return d, d.open()
}

func (d *door) open() error {
	listener, err := net.Listen("tcp", d.address)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: d, ConnState: d.countConnection,
		TLSConfig: &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: d.certs.get}}
	server.ErrorLog = quiet
	d.mu.Lock()
	d.address = listener.Addr().String()
	d.server = server
	d.mu.Unlock()
	go server.ServeTLS(listener, "", "")
	return nil
}

func (d *door) countConnection(_ net.Conn, state http.ConnState) {
	if state == http.StateNew {
		d.mu.Lock()
		d.connections++
		d.mu.Unlock()
	}
}

func (d *door) introduction() map[string]string {
	facts := d.certs.fingerprints()
	facts["host"] = d.address
	facts["url"] = "https://" + d.address
	return facts
}

// --- one request

var (
	methodPattern  = regexp.MustCompile(`Body><([A-Za-z_]+)`)
	versionPattern = regexp.MustCompile(`urn:vim25/([0-9]+[.][0-9]+)`)
)

func (d *door) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := ioutil.ReadAll(r.Body)
	if err != nil {
		return
	}
	method := ""
	if found := methodPattern.FindSubmatch(body); found != nil {
		method = string(found[1])
	}
	ended, waiting, instead := d.enter(method, r)
	if waiting != nil {
		select {
		case <-waiting:
		case <-r.Context().Done():
			return
		}
	}
	switch {
	case instead != nil && instead.fault != "":
		writeFault(w, instead.fault)
	case instead != nil:
		writeNonsense(w, r, instead.kind)
	case ended == nil && method != "RetrieveServiceContent" && method != "Login":
		writeFault(w, "NotAuthenticated")
	default:
		d.pass(w, r, string(body), ended)
	}
}

// enter counts the call and finds out what shall happen to it.
func (d *door) enter(method string, r *http.Request) (ended, waiting chan struct{}, instead *plan) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.calls[method]++
	if cookie, err := r.Cookie(soap.SessionCookieName); err == nil {
		ended = d.sessions[cookie.Value]
		if ended == nil {
			r.Header.Del("Cookie")
		} else if method == "Logout" {
			delete(d.sessions, cookie.Value)
		}
	}
	for _, key := range []string{method, "*"} {
		if p := d.plans[key]; p != nil && p.count > 0 {
			p.count--
			return ended, d.hanging[method], p
		}
	}
	return ended, d.hanging[method], nil
}

// pass lets the simulator answer, unless the session ends before.
func (d *door) pass(w http.ResponseWriter, r *http.Request, body string, ended chan struct{}) {
	r.Body = ioutil.NopCloser(strings.NewReader(body))
	record := httptest.NewRecorder()
	done := make(chan struct{})
	go func() {
		d.inner.ServeHTTP(record, r)
		close(done)
	}()
	select {
	case <-done:
	case <-ended:
		writeFault(w, "NotAuthenticated")
		return
	case <-r.Context().Done():
		return
	}
	for _, cookie := range record.Result().Cookies() {
		if cookie.Name == soap.SessionCookieName {
			d.mu.Lock()
			d.sessions[cookie.Value] = make(chan struct{})
			d.mu.Unlock()
		}
	}
	for key, values := range record.Header() {
		w.Header()[key] = values
	}
	w.WriteHeader(record.Code)
	_, _ = w.Write(asOldAs(r.Header.Get("SOAPAction"), record.Body.Bytes()))
}

// asOldAs hides what came after the version that the client speaks, as real servers do: a security chip is a
// plain device to a client of a version before 6.7.
func asOldAs(action string, answer []byte) []byte {
	found := versionPattern.FindStringSubmatch(action)
	if found != nil && found[1] >= "6.7" {
		return answer
	}
	return bytes.ReplaceAll(answer, []byte(`"VirtualTPM"`), []byte(`"VirtualDevice"`))
}

// --- commands

func count(text string) int {
	if n, err := strconv.Atoi(text); err == nil {
		return n
	}
	return 1
}

func (d *door) fail(q url.Values) (interface{}, error) {
	parts := append(strings.Split(q.Get("fail"), ":"), "", "")
	d.mu.Lock()
	defer d.mu.Unlock()
	d.plans[parts[0]] = &plan{fault: parts[1], count: count(parts[2])}
	return nil, nil
}

func (d *door) answer(q url.Values) (interface{}, error) {
	method := q.Get("method")
	if method == "" {
		method = "*"
	}
	if !isNonsense(q.Get("answer")) {
		return nil, fmt.Errorf("unknown kind of answer")
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.plans[method] = &plan{kind: q.Get("answer"), count: count(q.Get("count"))}
	return nil, nil
}

func (d *door) hang(q url.Values) (interface{}, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.hanging[q.Get("hang")] = make(chan struct{})
	return nil, nil
}

func (d *door) release(url.Values) (interface{}, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for method, waiting := range d.hanging {
		close(waiting)
		delete(d.hanging, method)
	}
	return nil, nil
}

func (d *door) changeCertificate(q url.Values) (interface{}, error) {
	if err := d.certs.renew(q.Get("cert")); err != nil {
		return nil, err
	}
	return d.certs.fingerprints(), nil
}

func (d *door) expire(url.Values) (interface{}, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for cookie, ended := range d.sessions {
		close(ended)
		delete(d.sessions, cookie)
	}
	return nil, nil
}

func (d *door) down(q url.Values) (interface{}, error) {
	_ = d.server.Close()
	return d.expire(q)
}

func (d *door) up(url.Values) (interface{}, error) {
	return nil, d.open()
}

func (d *door) stats(url.Values) (interface{}, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	calls := map[string]int{}
	for method, n := range d.calls {
		calls[method] = n
	}
	return map[string]interface{}{"calls": calls, "sessions": len(d.sessions), "connections": d.connections}, nil
}
