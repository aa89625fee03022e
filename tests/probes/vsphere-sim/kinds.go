package main

import (
	"fmt"
	"io/ioutil"
	"log"
	"net/http"
	"strings"
)

var quiet = log.New(ioutil.Discard, "", 0)

const (
	envelopeBegin = `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope ` +
		`xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" ` +
		`xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>`
	envelopeEnd = `</soapenv:Body></soapenv:Envelope>`
)

func writeFault(w http.ResponseWriter, name string) {
	w.Header().Set("Content-Type", "text/xml; charset=utf-8")
	w.WriteHeader(http.StatusInternalServerError)
	fmt.Fprintf(w, `%s<soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>%s, says the simulator</faultstring>`+
		`<detail><%sFault xmlns="urn:vim25" xsi:type="%s"></%sFault></detail></soapenv:Fault>%s`,
		envelopeBegin, name, name, name, name, envelopeEnd)
}

// What a broken, foreign or hostile server may send instead of an answer.
var nonsense = map[string]func(http.ResponseWriter, *http.Request){
	"html": func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "<html><body><p>Welcome to the router<br></body></html>")
	},
	"empty":     func(http.ResponseWriter, *http.Request) {},
	"plain":     func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "it works") },
	"truncated": func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, envelopeBegin+"<Retrieve") },
	"other":     func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `<?xml version="1.0"?><rss/>`) },
	"soap":      func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, envelopeBegin+"<Weather/>"+envelopeEnd) },
	"deep": func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, envelopeBegin+strings.Repeat("<a>", 100000))
	},
	"bomb": func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY c "&a;&a;&a;&a;">]>`+
			`<Envelope><Body><b>&c;</b></Body></Envelope>`)
	},
	"endless": func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, envelopeBegin)
		for block := strings.Repeat("<x>y</x>", 8192); r.Context().Err() == nil; {
			if _, err := fmt.Fprint(w, block); err != nil {
				return
			}
		}
	},
	"starting": func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "503 Service Unavailable", http.StatusServiceUnavailable)
	},
	"missing": func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "404", http.StatusNotFound) },
	"redirect": func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "https://"+r.Host+"/elsewhere", http.StatusTemporaryRedirect)
	},
	"drop": func(w http.ResponseWriter, _ *http.Request) {
		if connection, _, err := w.(http.Hijacker).Hijack(); err == nil {
			_ = connection.Close()
		}
	},
}

func isNonsense(kind string) bool { return nonsense[kind] != nil }

func writeNonsense(w http.ResponseWriter, r *http.Request, kind string) { nonsense[kind](w, r) }
