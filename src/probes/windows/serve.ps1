
$Space = $null

# The sections share a runspace, so that modules load once. One that takes long keeps it for itself.
function Get-Space {
    if ($null -eq $script:Space) {
        $script:Space = [RunspaceFactory]::CreateRunspace()
        $script:Space.Open()
    }
    return $script:Space
}

function Test-Shared($Shell) {
    return [object]::ReferenceEquals($Shell.Runspace, $script:Space)
}

function Set-Problem($Section, [string] $Kind, [string] $Text) {
    $Section.Value = $null
    $Section.Problem = [ordered] @{ kind = $Kind; text = $Text; seconds = $Section.Seconds }
}

function Start-Section($Section, [string] $Vm) {
    $shell = [PowerShell]::Create()
    $shell.Runspace = Get-Space
    [void] $shell.AddScript($Guard.ToString())
    [void] $shell.AddArgument($Tools.ToString()).AddArgument($Section.Look).AddArgument($Vm)
    $Section.Shell = $shell
    $Section.Began = [DateTime]::UtcNow
    $Section.Stopped = $false
    $Section.Run = $shell.BeginInvoke()
}

function Complete-Section($Section) {
    $shell = $Section.Shell
    $Section.Shell = $null
    $Section.At = [DateTime]::UtcNow
    try {
        $answers = @($shell.EndInvoke($Section.Run))
    } catch {
        $answers = @(@{ Kind = 'failed'; Text = [string] $_.Exception.Message })
    }
    if (-not (Test-Shared $shell)) { $shell.Runspace.Dispose() }
    $shell.Dispose()
    if ($Section.Stopped) { return }
    if ($answers.Count -eq 0) { $answers = @(@{ Kind = 'failed'; Text = '' }) }
    $answer = $answers[$answers.Count - 1]
    if ($answer.Kind) {
        Set-Problem $Section $answer.Kind $answer.Text
    } else {
        $Section.Value = $answer.Value
        $Section.Problem = $null
    }
}

# Seconds until the section must be done, or until this look must be.
function Get-Patience($Section, [DateTime] $End) {
    $limit = $Section.Began.AddSeconds($Section.Seconds)
    if ($limit -gt $End) { $limit = $End }
    $left = ($limit - [DateTime]::UtcNow).TotalSeconds
    if ($left -lt 0) { return 0 }
    return $left
}

# What is not done when this look must end goes on, and is in a later answer. What has used up its
# own time is stopped; while it does not even stop, it is not started again.
function Update-Section($Section, [string] $Vm, [DateTime] $End) {
    if ($null -eq $Section.Shell) { Start-Section $Section $Vm }
    $wait = [int] ((Get-Patience $Section $End) * 1000)
    if ($Section.Run.AsyncWaitHandle.WaitOne($wait)) {
        Complete-Section $Section
        return
    }
    if (Test-Shared $Section.Shell) { $script:Space = $null }
    if ($Section.Stopped) { return }
    if (([DateTime]::UtcNow - $Section.Began).TotalSeconds -ge $Section.Seconds) {
        $Section.Stopped = $true
        [void] $Section.Shell.BeginStop($null, $null)
        Set-Problem $Section 'slow' ''
    } elseif ($null -eq $Section.At) {
        Set-Problem $Section 'later' ''
    }
}

# Whether the last answer of a section is still good.
function Test-Known($Section, [bool] $Fresh) {
    if ($Fresh -or $null -eq $Section.At -or $null -ne $Section.Shell) { return $false }
    return ([DateTime]::UtcNow - $Section.At).TotalSeconds -lt $Section.Keep
}

# One look at everything, as one line of plain ASCII. Quick leaves for later what may take long.
function Get-Answer([string] $Vm, [int] $Seconds, [bool] $Fresh, [bool] $Quick) {
    $now = [DateTime]::UtcNow
    $end = $now.AddSeconds($Seconds)
    $raw = [ordered] @{ format = 'eflow-raw/1'; role = $Role; at = $now.ToString('s') + 'Z' }
    $problems = [ordered] @{}
    foreach ($section in $Sections) {
        $late = [DateTime]::UtcNow -gt $end
        if ($null -eq $section.At -and ($late -or ($Quick -and $section.Keep -gt 0))) {
            Set-Problem $section 'later' ''
        } elseif (-not $late -and -not (Test-Known $section $Fresh)) {
            Update-Section $section $Vm $end
        }
        if ($section.Problem) {
            $problems[$section.Name] = $section.Problem
        } else {
            $raw[$section.Name] = $section.Value
        }
    }
    $raw['problems'] = $problems
    $json = ConvertTo-Json -InputObject $raw -Compress -Depth 8
    return [regex]::Replace($json, '[^\x20-\x7e]', {
        param($found)
        '\u{0:x4}' -f [int] [char] $found.Value
    })
}

# Without this, 5.1 may write a list as an object with "value" and "Count".
Remove-TypeData -TypeName System.Array -ErrorAction SilentlyContinue

if (-not $Serve) {
    Get-Answer $Vm 300 $true $false
    return
}
while ($null -ne ($line = [Console]::In.ReadLine())) {
    $ask = ConvertFrom-Json -InputObject $line
    $fresh = [bool] $ask.fresh
    $quick = [bool] $ask.quick
    [Console]::Out.WriteLine((Get-Answer ([string] $ask.vm) ([int] $ask.seconds) $fresh $quick))
    [Console]::Out.Flush()
}
