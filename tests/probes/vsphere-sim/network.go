package main

import (
	"fmt"
	"net/url"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

func changePortGroup(q url.Values) (interface{}, error) {
	found := 0
	for _, entity := range simulator.Map.All("HostSystem") {
		if changeStandard(entity.(*simulator.HostSystem), q) {
			found++
		}
	}
	for _, entity := range simulator.Map.All("DistributedVirtualPortgroup") {
		if group := entity.(*simulator.DistributedVirtualPortgroup); group.Name == q.Get("pg") {
			changeDistributed(group, q)
			found++
		}
	}
	if found == 0 {
		return nil, fmt.Errorf("no port group %q", q.Get("pg"))
	}
	return nil, nil
}

// --- standard switch

// changeStandard writes the policy at one level and clears the levels above it, as if this were the only one
// that says anything: the host's own result, the port group's setting, or the switch's setting.
func changeStandard(host *simulator.HostSystem, q url.Values) bool {
	groups := append([]types.HostPortGroup(nil), host.Config.Network.Portgroup...)
	switches := append([]types.HostVirtualSwitch(nil), host.Config.Network.Vswitch...)
	policy := &types.HostNetworkSecurityPolicy{AllowPromiscuous: setting(q.Get("promiscuous")),
		ForgedTransmits: setting(q.Get("forged")), MacChanges: setting(q.Get("mac"))}
	found := false
	for i := range groups {
		if groups[i].Spec.Name != q.Get("pg") {
			continue
		}
		found = true
		switch q.Get("level") {
		case "", "computed":
			groups[i].ComputedPolicy.Security = policy
		case "group":
			groups[i].ComputedPolicy.Security = nil
			groups[i].Spec.Policy.Security = policy
		case "switch":
			groups[i].ComputedPolicy.Security = nil
			groups[i].Spec.Policy.Security = nil
			for j := range switches {
				if switches[j].Name == groups[i].Spec.VswitchName {
					switches[j].Spec.Policy = &types.HostNetworkPolicy{Security: policy}
				}
			}
		}
	}
	if found {
		var c changes
		c.set("config.network.vswitch", switches)
		c.set("config.network.portgroup", groups)
		c.apply(host)
	}
	return found
}

// --- distributed switch

func oldPolicy(promiscuous, forged, mac *bool, inherited bool) *types.DVSSecurityPolicy {
	value := func(on *bool) *types.BoolPolicy {
		policy := &types.BoolPolicy{Value: on}
		policy.Inherited = inherited
		return policy
	}
	policy := &types.DVSSecurityPolicy{AllowPromiscuous: value(promiscuous), ForgedTransmits: value(forged), MacChanges: value(mac)}
	policy.Inherited = inherited
	return policy
}

func newPolicy(q url.Values) *types.DVSMacManagementPolicy {
	return &types.DVSMacManagementPolicy{AllowPromiscuous: setting(q.Get("promiscuous")),
		ForgedTransmits: setting(q.Get("forged")), MacChanges: setting(q.Get("mac")),
		MacLearningPolicy: &types.DVSMacLearningPolicy{Enabled: isOn(q.Get("learning"))}}
}

// changeDistributed sets the old policy, or the one that knows MAC learning where "learning" is given. With
// "inherit" the port group says nothing of its own and the switch gets the policy.
func changeDistributed(group *simulator.DistributedVirtualPortgroup, q url.Values) {
	own := *group.Config.DefaultPortConfig.(*types.VMwareDVSPortSetting)
	above := &types.VMwareDVSPortSetting{}
	target := &own
	own.SecurityPolicy, own.MacManagementPolicy = nil, nil
	if q.Get("inherit") != "" {
		own.SecurityPolicy = oldPolicy(nil, nil, nil, true)
		target = above
	}
	if q.Get("inherit") != "" && q.Get("learning") != "" {
		own.MacManagementPolicy = &types.DVSMacManagementPolicy{MacLearningPolicy: &types.DVSMacLearningPolicy{}}
		own.MacManagementPolicy.Inherited = true
	}
	if q.Get("learning") != "" {
		target.MacManagementPolicy = newPolicy(q)
	} else {
		target.SecurityPolicy = oldPolicy(setting(q.Get("promiscuous")), setting(q.Get("forged")), setting(q.Get("mac")), false)
	}
	dvs := simulator.Map.Get(*group.Config.DistributedVirtualSwitch).(*simulator.DistributedVirtualSwitch)
	simulator.Map.WithLock(dvs, func() { dvs.Config.GetDVSConfigInfo().DefaultPortConfig = above })
	var c changes
	c.set("config.defaultPortConfig", &own)
	c.apply(group)
}
