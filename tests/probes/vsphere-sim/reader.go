package main

import (
	"net/url"
	"strconv"
	"strings"
	"sync"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

var (
	pageSize int

	hiddenMu sync.Mutex
	hidden   = map[string]string{} // "TYPE:PROPERTY" -> "hide" or "unset"
)

func hide(q url.Values) (interface{}, error)  { return withhold(q.Get("hide"), "hide") }
func unset(q url.Values) (interface{}, error) { return withhold(q.Get("unset"), "unset") }

func withhold(what, how string) (interface{}, error) {
	hiddenMu.Lock()
	defer hiddenMu.Unlock()
	hidden[what] = how
	return nil, nil
}

func show(url.Values) (interface{}, error) {
	hiddenMu.Lock()
	defer hiddenMu.Unlock()
	hidden = map[string]string{}
	return nil, nil
}

// A reader is a property collector that answers in pages and withholds what a user may not see, as real
// servers do. The simulator makes one for each session.
type reader struct {
	simulator.PropertyCollector
	rest map[string][]types.ObjectContent
}

func (r *reader) RetrievePropertiesEx(ctx *simulator.Context, request *types.RetrievePropertiesEx) soap.HasFault {
	answer := r.PropertyCollector.RetrievePropertiesEx(ctx, request)
	if body, ok := answer.(*methods.RetrievePropertiesExBody); ok && body.Res != nil {
		size := pageSize
		if asked := int(request.Options.MaxObjects); asked > 0 && (size == 0 || asked < size) {
			size = asked
		}
		body.Res.Returnval = r.page(censor(body.Res.Returnval.Objects), size)
	}
	return answer
}

func (r *reader) ContinueRetrievePropertiesEx(request *types.ContinueRetrievePropertiesEx) soap.HasFault {
	all, ok := r.rest[request.Token]
	if !ok {
		return &methods.ContinueRetrievePropertiesExBody{Fault_: simulator.Fault("", &types.InvalidProperty{Name: "token"})}
	}
	delete(r.rest, request.Token)
	return &methods.ContinueRetrievePropertiesExBody{
		Res: &types.ContinueRetrievePropertiesExResponse{Returnval: *r.page(all, pageSize)}}
}

func (r *reader) page(all []types.ObjectContent, size int) *types.RetrieveResult {
	if size <= 0 || len(all) <= size {
		return &types.RetrieveResult{Objects: all}
	}
	if r.rest == nil {
		r.rest = map[string][]types.ObjectContent{}
	}
	token := strconv.Itoa(len(all))
	r.rest[token] = all[size:]
	return &types.RetrieveResult{Objects: all[:size], Token: token}
}

func censor(all []types.ObjectContent) []types.ObjectContent {
	hiddenMu.Lock()
	defer hiddenMu.Unlock()
	var kept []types.ObjectContent
	for _, object := range all {
		if hidden[object.Obj.Type+":*"] != "" {
			continue
		}
		var properties []types.DynamicProperty
		for _, property := range object.PropSet {
			switch withheld(object.Obj.Type, property.Name) {
			case "hide":
				object.MissingSet = append(object.MissingSet, types.MissingProperty{Path: property.Name,
					Fault: types.LocalizedMethodFault{Fault: &types.NoPermission{Object: object.Obj, PrivilegeId: "System.Read"}}})
			case "unset":
			default:
				properties = append(properties, property)
			}
		}
		object.PropSet = properties
		kept = append(kept, object)
	}
	return kept
}

// withheld finds how a property or one above it is withheld: "config" covers "config.version".
func withheld(kind, property string) string {
	for what, how := range hidden {
		name := strings.TrimPrefix(what, kind+":")
		if name != what && (property == name || strings.HasPrefix(property, name+".")) {
			return how
		}
	}
	return ""
}
