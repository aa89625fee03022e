package main

import (
	"fmt"
	"net/url"
	"sort"
	"strconv"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// changes collects what Registry.Update shall set; it also tells whoever waits for updates.
type changes []types.PropertyChange

func (c *changes) set(name string, value interface{}) {
	*c = append(*c, types.PropertyChange{Name: name, Val: value})
}

func (c changes) apply(object mo.Reference) {
	simulator.Map.WithLock(object, func() { simulator.Map.Update(object, c) })
}

func isOn(text string) bool { return text == "on" }

func setting(text string) *bool {
	if text == "unset" || text == "" {
		return nil
	}
	return types.NewBool(isOn(text))
}

// furnish makes the world that tests start from: ESXi 7.0.3 on Intel, and a Windows 11 machine "edge-01" that
// runs with virtualization not exposed. The other machines keep the names that govmomi gives them.
func furnish() {
	collector := simulator.Map.Get(serviceContent().PropertyCollector).(*simulator.PropertyCollector)
	simulator.Map.Put(&reader{PropertyCollector: simulator.PropertyCollector{
		PropertyCollector: mo.PropertyCollector{Self: collector.Self}}})

	about := &serviceContent().About
	about.Version, about.ApiVersion, about.Build = "7.0.3", "7.0.3.0", "20842708"

	machines := simulator.Map.All("VirtualMachine")
	sort.Slice(machines, func(i, j int) bool { return machines[i].Entity().Name < machines[j].Entity().Name })
	for i, machine := range machines {
		var c changes
		if i == 0 {
			c.set("name", "edge-01")
		}
		c.set("config.guestId", "windows11_64Guest")
		c.set("config.version", "vmx-19")
		c.set("config.firmware", "efi")
		c.set("config.bootOptions", types.VirtualMachineBootOptions{EfiSecureBootEnabled: types.NewBool(true)})
		c.set("config.hardware.numCPU", int32(4))
		c.set("config.hardware.memoryMB", int32(8192))
		c.apply(machine)
	}
	_, _ = changeHost(url.Values{"host": {"*"}, "version": {"7.0.3"}, "build": {"20328353"}, "nested": {"on"}, "vendor": {"intel"}})
	for _, group := range simulator.Map.All("DistributedVirtualPortgroup") {
		if set, ok := group.(*simulator.DistributedVirtualPortgroup).Config.DefaultPortConfig.(*types.VMwareDVSPortSetting); ok {
			set.SecurityPolicy = oldPolicy(types.NewBool(false), types.NewBool(false), types.NewBool(false), false)
		}
	}
}

func serviceContent() *types.ServiceContent {
	service := types.ManagedObjectReference{Type: "ServiceInstance", Value: "ServiceInstance"}
	return &simulator.Map.Get(service).(*simulator.ServiceInstance).Content
}

// --- virtual machines

func changeMachine(q url.Values) (interface{}, error) {
	for _, entity := range simulator.Map.All("VirtualMachine") {
		vm := entity.(*simulator.VirtualMachine)
		if vm.Name != q.Get("vm") {
			continue
		}
		var c changes
		for key, name := range map[string]string{"guest": "config.guestId", "version": "config.version",
			"firmware": "config.firmware", "rename": "name"} {
			if value := q.Get(key); value != "" {
				c.set(name, value)
			}
		}
		if value := q.Get("power"); value != "" {
			states := map[string]types.VirtualMachinePowerState{"on": "poweredOn", "off": "poweredOff", "suspended": "suspended"}
			c.set("runtime.powerState", states[value])
		}
		if value := q.Get("contact"); value != "" {
			c.set("runtime.connectionState", types.VirtualMachineConnectionState(value))
		}
		if value := q.Get("nested"); value != "" {
			c.set("config.nestedHVEnabled", isOn(value))
		}
		if value := q.Get("secureboot"); value != "" {
			c.set("config.bootOptions", types.VirtualMachineBootOptions{EfiSecureBootEnabled: setting(value)})
		}
		for key, name := range map[string]string{"cpus": "config.hardware.numCPU", "memory": "config.hardware.memoryMB"} {
			if value := q.Get(key); value != "" {
				n, err := strconv.Atoi(value)
				if err != nil {
					return nil, err
				}
				c.set(name, int32(n))
			}
		}
		if q.Get("tpm") != "" || q.Get("adapter") != "" {
			c.set("config.hardware.device", devices(vm, q))
		}
		c.apply(vm)
		return nil, nil
	}
	return nil, fmt.Errorf("no virtual machine %q", q.Get("vm"))
}

// devices is the machine's list of devices, with the security chip and the adapter as asked for.
func devices(vm *simulator.VirtualMachine, q url.Values) []types.BaseVirtualDevice {
	var list []types.BaseVirtualDevice
	for _, device := range vm.Config.Hardware.Device {
		_, isChip := device.(*types.VirtualTPM)
		_, isCard := device.(types.BaseVirtualEthernetCard)
		if (isChip && q.Get("tpm") != "") || (isCard && q.Get("adapter") != "") {
			continue
		}
		list = append(list, device)
	}
	if isOn(q.Get("tpm")) {
		list = append(list, &types.VirtualTPM{VirtualDevice: types.VirtualDevice{Key: 11000}})
	}
	if name := q.Get("adapter"); name != "" && name != "none" {
		card := &types.VirtualVmxnet3{}
		card.Key = 4000
		card.MacAddress = "00:0c:29:00:00:01"
		card.Connectable = &types.VirtualDeviceConnectInfo{StartConnected: true, Connected: true}
		if name == "opaque" {
			card.Backing = &types.VirtualEthernetCardOpaqueNetworkBackingInfo{OpaqueNetworkId: "1", OpaqueNetworkType: "nsx.LogicalSwitch"}
		} else {
			backing := &types.VirtualEthernetCardNetworkBackingInfo{}
			backing.DeviceName = name
			card.Backing = backing
		}
		list = append(list, card)
	}
	return list
}

// --- hosts

func changeHost(q url.Values) (interface{}, error) {
	found := 0
	for _, entity := range simulator.Map.All("HostSystem") {
		host := entity.(*simulator.HostSystem)
		if q.Get("host") != "*" && host.Name != q.Get("host") {
			continue
		}
		found++
		var c changes
		if q.Get("nested") != "" {
			c.set("capability", &types.HostCapability{NestedHVSupported: setting(q.Get("nested"))})
		}
		product := host.Config.Product
		if q.Get("version") != "" {
			product.Version = q.Get("version")
		}
		if q.Get("build") != "" {
			product.Build = q.Get("build")
		}
		c.set("config.product", product)
		c.set("summary.config.product", &product)
		if vendor := q.Get("vendor"); vendor != "" {
			hardware := *host.Hardware
			hardware.CpuPkg = append([]types.HostCpuPackage(nil), hardware.CpuPkg...)
			for i := range hardware.CpuPkg {
				hardware.CpuPkg[i].Vendor = vendor
			}
			c.set("hardware", hardware)
		}
		c.apply(host)
	}
	if found == 0 {
		return nil, fmt.Errorf("no host %q", q.Get("host"))
	}
	return nil, nil
}
