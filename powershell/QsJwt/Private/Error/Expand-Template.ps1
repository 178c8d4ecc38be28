function Expand-Template {
    # A sentence of the engine's in a cmdlet's words: with parameters for the engine's options, and
    # cmdlets for its commands. What is put in is not looked at again: a path may read like either.
    [OutputType([string])]
    param([string] $Template, $Values, [string] $Cmdlet)

    [regex]::Replace($Template, '\{(option|command|value):([\w-]+)(?:=([^{}]+))?\}', {
            $kind, $name, $value = foreach ($number in 1, 2, 3) { $args[0].Groups[$number].Value }
            if ($kind -eq 'option') { Get-ParameterTerm -Option $name -Value $value -Cmdlet $Cmdlet }
            elseif ($kind -eq 'command') {
                # A cmdlet that runs it speaks of itself; what none does is the command line's.
                $cmdlets = @($script:Settings['Cmdlets'][$name])
                if ($Cmdlet -in $cmdlets) { $Cmdlet } elseif ($cmdlets[0]) { $cmdlets[0] } else { "qs-jwt $name" }
            }
            elseif ($Values.Contains($name)) { $Values[$name] }
            else { $args[0].Value }
        })
}
