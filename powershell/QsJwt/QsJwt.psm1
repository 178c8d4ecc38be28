Set-StrictMode -Version Latest

# Where the JSON reader is: Windows PowerShell does not look there by itself. Add-Type
# does the same, in ten times the time.
[void] [Reflection.Assembly]::Load($(
        if ($PSEdition -eq 'Desktop') { 'System.Runtime.Serialization, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089' }
        else { 'System.Runtime.Serialization.Json' }))

$script:ModuleRoot = $PSScriptRoot
$script:Utf8 = [Text.UTF8Encoding]::new($false)
$script:Epoch = [datetime]::new(621355968000000000, 'Utc')
# A character that can stand in no path; .NET Framework throws over one.
$script:NoPath = if ($PSEdition -eq 'Desktop') { '["<>|\x00-\x1f]' } elseif ($env:OS -eq 'Windows_NT') { '[|\x00-\x1f]' } else { '\x00' }

# What the engine's options are called in each cmdlet, as Get-ParameterTerm has worked it out.
$script:Terms = @{}

# What JSON cannot hold as it is; a backslash does for the first two of it.
$script:JsonOdd = '\u0000-\u001f\ud800-\udfff'
$script:JsonSpecial = "[`"\\$($script:JsonOdd)]"

# The protocol that this module speaks with an engine.
$script:Protocol = 1

# How an engine is started: as a program of its own, or by a Python that has the package. -P
# keeps that one from importing modules of the current folder.
$script:EngineServe = 'serve --claims-as-text --message-templates'
$script:EngineModule = "-P -m qs_jwt $($script:EngineServe)"

# What stands in a folder that Install-QsJwtEngine made.
$script:EngineMark = 'made-by-Install-QsJwtEngine.txt'

# What the module knows stands in variables, and what it hands around in tables, read as
# $Call['Name']: PowerShell compiles a getter for each name behind a dot, which takes a millisecond
# of the first call for each. So it does for each type that a parameter names: private functions
# name only those that a value is converted to.

# This runspace's engine, and one that was started ahead of its first request; both as
# Open-Engine describes them.
$script:Engine = $null
$script:Ahead = $null
# Why it has none, in the form of an answer.
$script:Failure = $null
# The last id that a request was sent under.
$script:LastId = [long] 0
# After how many seconds a program that was started is no engine, if it has not said what it is.
$script:StartPatience = 30
# After how many seconds without an answer an engine is given up: a new key takes long on a slow machine.
$script:Patience = 130
# How many seconds an engine has beyond the limit of a request that names one.
$script:Grace = 10
# The subscription that ends the engine with the runspace, the events it is to, and whether the
# module was removed.
$script:ExitSubscriber = $null
$script:ExitEvents = $null
$script:IsRemoved = $false
# The kinds of results whose types Register-ResultType has registered.
$script:Registered = @{}

# functions, one a file in a checkout; engine/tools/powershell_module.py puts them here
foreach ($folder in 'Private', 'Public') {
    foreach ($file in [IO.Directory]::GetFiles([IO.Path]::Combine($PSScriptRoot, $folder), '*.ps1', 'AllDirectories')) {
        . $file
    }
}
# end of functions

$ExecutionContext.SessionState.Module.OnRemove = {
    $script:IsRemoved = $true
    Disconnect-Engine
    if ($script:ExitSubscriber) {
        $ExecutionContext.Events.UnsubscribeEvent($script:ExitSubscriber)
    }
}
