function New-FailedAnswer {
    # What the module has to say itself, in the form in which the engine says it.
    param([string] $Code, [string] $Message, [string] $Hint)

    $fault = @{ code = 1; message = $Message; data = @{ code = $Code; message = $Message; hint = $Hint } }
    ConvertFrom-JsonText -Text (ConvertTo-JsonText -Value @{ error = $fault })
}
