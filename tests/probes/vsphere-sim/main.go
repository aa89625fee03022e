// vsphere-sim: an ESXi host or a vCenter for tests, made of govmomi's simulator.
//
// It listens on a free loopback port and prints one JSON line when it is ready:
//
//	{"url": "https://127.0.0.1:40123", "host": "127.0.0.1:40123", "sha256": "...", "sha1": "..."}
//
// Then it obeys commands on standard input, one line each, written like the query of a URL, and answers
// each with one line: "ok", "ok {JSON}" or "error REASON". It ends when its standard input ends.
//
//	vm=NAME&power=on|off|suspended  and nested, secureboot, tpm (on|off), firmware, guest, version, cpus,
//	                                memory, contact, adapter (none|opaque|NAME of a port group), rename
//	host=*|NAME&nested=on|off       and version, build, vendor
//	pg=NAME&promiscuous=on|off|unset  and forged, mac, learning, inherit, level (computed|group|switch)
//	hide=TYPE:PROPERTY              no permission for a property, or for all objects of the type (TYPE:*)
//	unset=TYPE:PROPERTY             the server leaves the property out
//	show=all                        ends hide and unset
//	fail=METHOD:FAULT:COUNT         the next COUNT calls are refused with that fault
//	answer=KIND&method=METHOD&count=COUNT  nonsense instead of answers; kinds.go lists them
//	hang=METHOD, release=all        calls of the method wait
//	cert=self|ca|name|expired       a new certificate: signed by itself, by the CA, for another name, too old
//	expire=all                      the server forgets its sessions
//	down=1, up=1                    stops listening and forgets its sessions; listens again on the same port
//	stats=1                         {"calls": {METHOD: COUNT}, "sessions": N, "connections": N}
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io/ioutil"
	"log"
	"net/url"
	"os"
	"os/signal"
	"syscall"

	"github.com/vmware/govmomi/simulator"
)

const (
	userName = "root"
	password = "correct horse <&> \"battery\""
)

func main() {
	kind := flag.String("model", "esx", "esx or vpx")
	machines := flag.Int("vms", 1, "virtual machines in each resource pool")
	centers := flag.Int("datacenters", 1, "data centers (vpx)")
	flag.IntVar(&pageSize, "page", 0, "objects of one answer at most (0: as many as the client asks for)")
	authority := flag.String("ca", "", "write the certificate of the CA to this file")
	flag.Parse()
	log.SetOutput(ioutil.Discard)

	model := simulator.ESX()
	if *kind == "vpx" {
		model = simulator.VPX()
		model.Datacenter = *centers
	}
	model.Machine = *machines
	if err := model.Create(); err != nil {
		fail(err)
	}
	defer model.Remove()
	furnish()

	// NewServer finishes the set-up; its own listener is not used.
	model.Service.Listen = &url.URL{Host: "127.0.0.1:0", User: url.UserPassword(userName, password)}
	model.Service.NewServer().Close()

	// The model keeps files in a temporary folder; they go with the simulator, however it ends.
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
	go func() {
		<-asked
		model.Remove()
		os.Exit(0)
	}()

	door, err := newDoor(model.Service.ServeMux, *authority)
	if err != nil {
		fail(err)
	}
	say("", door.introduction())
	obey(door)
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "vsphere-sim:", err)
	os.Exit(1)
}

func say(word string, value interface{}) {
	if value != nil {
		data, _ := json.Marshal(value)
		if word != "" {
			word += " "
		}
		word += string(data)
	}
	fmt.Println(word)
}

// obey reads commands until standard input ends: when the test is gone, so is the simulator.
func obey(door *door) {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		command, err := url.ParseQuery(lines.Text())
		var answer interface{}
		if err == nil {
			answer, err = execute(door, command)
		}
		if err != nil {
			fmt.Println("error", err)
			continue
		}
		say("ok", answer)
	}
}

func execute(door *door, command url.Values) (interface{}, error) {
	for _, verb := range []struct {
		key string
		do  func(url.Values) (interface{}, error)
	}{
		{"vm", changeMachine}, {"host", changeHost}, {"pg", changePortGroup},
		{"hide", hide}, {"unset", unset}, {"show", show},
		{"fail", door.fail}, {"answer", door.answer}, {"hang", door.hang}, {"release", door.release},
		{"cert", door.changeCertificate}, {"expire", door.expire}, {"down", door.down}, {"up", door.up},
		{"stats", door.stats},
	} {
		if command.Get(verb.key) != "" {
			return verb.do(command)
		}
	}
	return nil, fmt.Errorf("unknown command")
}
