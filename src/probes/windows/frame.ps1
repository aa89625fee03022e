# eflow-wizard looks at this machine. The script only reads: it changes no setting, writes no file
# and installs nothing. It prints one JSON object on one line; take it along as a facts file:
#
#     powershell -ExecutionPolicy Bypass -File THIS-FILE.ps1 > machine.json
#
# It is made for Windows PowerShell 5.1. What needs an elevated prompt is reported as not seen
# without one. Every section is on its own: what is refused, missing or slow never stops the rest.
#
# With -Serve it stays: each line on standard input asks for one look, the end of the input ends it.
param([switch] $Serve, [string] $Vm = '')

$ProgressPreference = 'SilentlyContinue'
$Sections = New-Object System.Collections.ArrayList

# Name, seconds that it may take, seconds that its answer stays good, and what it reads.
function Add-Section([string] $Name, [int] $Seconds, [int] $Keep, [scriptblock] $Look) {
    $text = $Look.ToString()
    [void] $Sections.Add(@{ Name = $Name; Seconds = $Seconds; Keep = $Keep; Look = $text })
}

# What every section can use.
$Tools = {
    # A problem in one word; the words of Windows are translated, so none is ever matched.
    function Get-Problem($Failure) {
        $cause = $Failure.Exception
        while ($cause.InnerException) { $cause = $cause.InnerException }
        $id = [string] $Failure.FullyQualifiedErrorId
        $category = [string] $Failure.CategoryInfo.Category
        $code = [string] $cause.NativeErrorCode
        $denied = @(-2147024891, -2147024156, -2147217405)
        if ($cause -is [System.Management.Automation.CommandNotFoundException]) { return 'command' }
        if ($category -eq 'PermissionDenied' -or $category -eq 'SecurityError') { return 'denied' }
        if ($id -like 'AccessDenied*' -or $code -eq 'AccessDenied') { return 'denied' }
        if ($cause -is [System.UnauthorizedAccessException]) { return 'denied' }
        if ($cause -is [System.Security.SecurityException]) { return 'denied' }
        if ($denied -contains $cause.HResult) { return 'denied' }
        if ('InvalidClass', 'InvalidNamespace', 'NotFound' -contains $code) { return 'absent' }
        return 'failed'
    }

    # Yes, no, or nothing at all where Windows does not say.
    function Get-Flag($Value) {
        if ($null -eq $Value) { return $null }
        return [bool] $Value
    }

    function Get-Number($Value) {
        if ($null -eq $Value) { return $null }
        return [double] $Value
    }

    function Get-Setting([string] $Key, [string] $Name) {
        $item = Get-ItemProperty -LiteralPath $Key -ErrorAction SilentlyContinue
        if ($null -eq $item) { return $null }
        return $item.$Name
    }

    function Test-Command([string] $Name) {
        return [bool] (Get-Command -Name $Name -ErrorAction SilentlyContinue)
    }
}

$Guard = {
    param([string] $Tools, [string] $Look, [string] $Vm)
    $ErrorActionPreference = 'Stop'
    $ProgressPreference = 'SilentlyContinue'
    $WarningPreference = 'SilentlyContinue'
    try {
        . ([scriptblock]::Create($Tools))
        @{ Value = & ([scriptblock]::Create($Look)) }
    } catch {
        @{ Kind = Get-Problem $_; Text = [string] $_.Exception.Message }
    }
}

