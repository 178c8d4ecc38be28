. $PSScriptRoot/Cases.ps1
$module = Get-Module QsJwt
$commands = @(Get-Command -Module QsJwt)
$common = @([Management.Automation.PSCmdlet]::CommonParameters + [Management.Automation.PSCmdlet]::OptionalCommonParameters)

Case exports { $commands.Name }
Case approved-verbs { $verbs = (Get-Verb).Verb; $commands | Where-Object { $_.Verb -notin $verbs } | ForEach-Object Name }
Case manifest {
    $data = Import-PowerShellDataFile "$env:TEST_MODULE/QsJwt.psd1"
    @{
        version = $data.ModuleVersion; powershell = $data.PowerShellVersion; editions = $data.CompatiblePSEditions
        functions = $data.FunctionsToExport; others = @($data.CmdletsToExport + $data.VariablesToExport + $data.AliasesToExport)
        tags = $data.PrivateData.PSData.Tags; gallery = @('LicenseUri', 'ProjectUri', 'ReleaseNotes' | Where-Object { $data.PrivateData.PSData[$_] })
        valid = (Test-ModuleManifest "$env:TEST_MODULE/QsJwt.psd1").Name
    }
}
Case help {
    foreach ($command in $commands) {
        $help = Get-Help $command.Name -Full
        $described = @($help.parameters.parameter | Where-Object { "$($_.description.Text)".Trim() } | ForEach-Object name)
        @{
            name = $command.Name
            synopsis = "$($help.Synopsis)".Trim()
            examples = @($help.examples.example).Count
            undescribed = @($command.Parameters.Keys | Where-Object { $_ -notin $common -and $_ -notin $described })
            about = ($help | Out-String)
        }
    }
}
Case about { Get-Help about_QsJwt | Out-String }
Case parameters {
    $options = & $module { $script:Settings.Options }
    $found = @{}
    foreach ($command in $commands) {
        $own = @{}
        foreach ($parameter in $command.Parameters.Values | Where-Object Name -NotIn $common) {
            $own[$parameter.Name] = @{
                option = if ($options.Contains($command.Name)) { $options[$command.Name][$parameter.Name] }
                type = $parameter.ParameterType.Name
            }
        }
        $unknown = if ($options.Contains($command.Name)) { @($options[$command.Name].Keys | Where-Object { $_ -notin $own.Keys }) }
        $found[$command.Name] = @{ parameters = $own; unknown = @($unknown) }
    }
    $found
}
Case kinds { & $module { $script:Settings.Kinds } }
Case categories { & $module { $script:Settings.Categories } }
Case real-categories { & $module { $script:Settings.Categories.Values } | Where-Object { $_ -notin [enum]::GetNames([Management.Automation.ErrorCategory]) } }
Case completions {
    foreach ($line in 'New-QsJwt -Algorithm ', 'New-QsJwt -Algorithm RS3', 'New-QsJwt -KeySize ', 'New-QsJwt -Expires 1', 'New-QsJwtCertificate -KeySize 3', 'Test-QsJwt -Platform q', 'New-QsJwt -ProfileName l') {
        @{ line = $line; completions = @((TabExpansion2 $line).CompletionMatches | ForEach-Object CompletionText) }
    }
}
Case confirm-impact {
    foreach ($command in $commands) {
        $binding = $command.ScriptBlock.Ast.Body.ParamBlock.Attributes | Where-Object { $_.TypeName.Name -eq 'CmdletBinding' }
        @{ name = $command.Name; asks = "$($binding.NamedArguments | Where-Object ArgumentName -EQ SupportsShouldProcess)"; impact = "$(($binding.NamedArguments | Where-Object ArgumentName -EQ ConfirmImpact).Argument.Value)" }
    }
}
Case strict {
    # Neither strict mode nor another preference of the caller's gets in the way.
    Set-StrictMode -Version Latest
    (New-QsJwt LAB a -PrivateKeyPath "$env:TEST_KEYS/rsa2048.pkcs8.pem").User
}
Complete-Cases
