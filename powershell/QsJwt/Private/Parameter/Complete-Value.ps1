function Complete-Value {
    # What Tab offers for a parameter's value: the values that the engine takes, lengths of time
    # that people mostly want, the names of profiles. A quote that was begun is closed.
    [OutputType([string])]
    param([string] $Command, [string] $Parameter, [string] $Word)

    # Not the name as it was typed: Import-Module -Prefix changes it.
    $cmdlet = (Get-Command -Name $Command).ScriptBlock.Ast.Name
    $option = if ($script:Settings['Options'].Contains($cmdlet)) { $script:Settings['Options'][$cmdlet][$Parameter] }
    $values = if ($null -eq $option -and $Parameter -eq 'Scope') { $script:Settings['Scopes'] }
    elseif ($option -eq 'profile') { Get-QsJwtProfile -ErrorAction Ignore -WarningAction Ignore | ForEach-Object Name }
    elseif ($option -in $script:Settings['Kinds']['Duration']) { $script:Settings['Durations'][$option] }
    elseif ($script:Settings['Choices'].Contains($cmdlet)) { $script:Settings['Choices'][$cmdlet][$option] }

    $begun = $Word -replace '^[''"\u2018-\u201e]|[''"\u2018-\u201e]$'
    foreach ($value in $values) {
        if (-not "$value".StartsWith($begun, 'OrdinalIgnoreCase')) { continue }
        if ($begun -ne $Word) { "'$value'" } else { "$value" }
    }
}
