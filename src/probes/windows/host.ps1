$Role = 'host'

Add-Section 'session' 5 0 {
    $me = [Security.Principal.WindowsIdentity]::GetCurrent()
    $who = New-Object Security.Principal.WindowsPrincipal $me
    $group = New-Object Security.Principal.SecurityIdentifier 'S-1-5-32-578'
    [ordered] @{
        admin = $who.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)
        hyperv_admin = $who.IsInRole($group)
        powershell = '{0}.{1}' -f $PSVersionTable.PSVersion.Major, $PSVersionTable.PSVersion.Minor
        bits = [IntPtr]::Size * 8
    }
}

Add-Section 'os' 10 0 {
    $os = Get-CimInstance -ClassName Win32_OperatingSystem
    $types = @('', 'workstation', 'domain-controller', 'server')
    [ordered] @{
        name = [Environment]::MachineName
        version = [string] $os.Version
        build = [string] $os.BuildNumber
        product_type = $types[[int] $os.ProductType]
    }
}

Add-Section 'processor' 15 30 {
    $list = @(Get-CimInstance -ClassName Win32_Processor | ForEach-Object {
        [ordered] @{ manufacturer = [string] $_.Manufacturer }
    })
    [ordered] @{ list = $list }
}

Add-Section 'vm' 20 0 {
    $all = @(Hyper-V\Get-VM)
    $found = @($all | Where-Object { $_.Name -eq $Vm })
    $list = @($found | ForEach-Object {
        [ordered] @{
            name = [string] $_.Name
            state = [string] $_.State
            version = [string] $_.Version
            generation = [int] $_.Generation
            processors = [int] $_.ProcessorCount
            memory_bytes = Get-Number $_.MemoryStartup
            dynamic_memory = Get-Flag $_.DynamicMemoryEnabled
        }
    })
    $names = @($all | Select-Object -First 50 | ForEach-Object { [string] $_.Name })
    [ordered] @{ asked = $Vm; list = $list; names = $names }
}

Add-Section 'vm_processor' 15 0 {
    $found = @(Hyper-V\Get-VM | Where-Object { $_.Name -eq $Vm })
    $list = @($found | Hyper-V\Get-VMProcessor | ForEach-Object {
        [ordered] @{ expose_virtualization = Get-Flag $_.ExposeVirtualizationExtensions }
    })
    [ordered] @{ list = $list }
}

Add-Section 'vm_adapters' 15 0 {
    $found = @(Hyper-V\Get-VM | Where-Object { $_.Name -eq $Vm })
    $list = @($found | Hyper-V\Get-VMNetworkAdapter | ForEach-Object {
        [ordered] @{
            name = [string] $_.Name
            'switch' = [string] $_.SwitchName
            mac_spoofing = [string] $_.MacAddressSpoofing
        }
    })
    [ordered] @{ list = $list }
}

Add-Section 'vm_firmware' 15 0 {
    $found = @(Hyper-V\Get-VM | Where-Object { $_.Name -eq $Vm -and $_.Generation -eq 2 })
    $list = @($found | Hyper-V\Get-VMFirmware | ForEach-Object {
        [ordered] @{ secure_boot = [string] $_.SecureBoot }
    })
    [ordered] @{ list = $list }
}

Add-Section 'vm_security' 15 0 {
    $found = @(Hyper-V\Get-VM | Where-Object { $_.Name -eq $Vm -and $_.Generation -eq 2 })
    $list = @($found | Hyper-V\Get-VMSecurity | ForEach-Object {
        [ordered] @{ tpm = Get-Flag $_.TpmEnabled }
    })
    [ordered] @{ list = $list }
}
