# The module and these tests keep to what Windows PowerShell 5.1 on .NET Framework has: no Windows
# PowerShell runs everywhere, so the sources are parsed and held to ps51/facts.txt, which has the
# names of its types, members, commands and parameters. What is there and not in those facts stands
# in ps51/beyond-the-facts.txt, with the page that says so.
BeforeDiscovery {
    . "$PSScriptRoot/common.ps1"
    $sources = Get-ChildItem "$Checkout/powershell/QsJwt", $PSScriptRoot, "$Checkout/tests/windows" -Recurse -File -Include *.ps1, *.psm1, *.psd1 | ForEach-Object {
        @{ Name = $_.FullName.Substring($Checkout.Length + 1).Replace('\', '/'); Path = $_.FullName }
    }
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $beyond = @(Get-Content "$PSScriptRoot/ps51/beyond-the-facts.txt" | Where-Object { $_ -and $_ -notlike '#*' } | ForEach-Object { ($_ -split '\s+https://')[0] })

    $types = @{}
    $shortNames = @{}
    $commands = @{}
    foreach ($line in [IO.File]::ReadAllLines("$PSScriptRoot/ps51/facts.txt")) {
        $kind, $rest = $line -split ' '
        if ($kind -eq 'alias') { $shortNames[$rest[0]] = $rest[1] }
        elseif ($kind -eq 'common') { $common = $rest }
        elseif ($kind -eq 'command') { $commands[$rest[0]] = @($rest | Select-Object -Skip 1) + $common }
        elseif ($kind.StartsWith('[')) { $members = $types[$kind.Trim('[', ']')] = @{} }
        elseif ($kind -ne '#') { $members[$kind] = @($rest) }
    }
    # Of an instance nobody knows the type: a method counts as known where any type has it.
    $methods = @{}
    foreach ($members in $types.Values) {
        foreach ($member in $members.Keys -like '.*') { $methods[$member.Substring(1)] = @($methods[$member.Substring(1)]) + $members[$member] }
    }
    $newerSyntax = 'AndAnd', 'OrOr', 'QuestionMark', 'QuestionQuestion', 'QuestionQuestionEquals', 'QuestionDot', 'QuestionLBracket', 'Clean'
    $newerVariables = 'IsWindows', 'IsLinux', 'IsMacOS', 'IsCoreCLR', 'PSStyle', 'PSNativeCommandUseErrorActionPreference', 'PSNativeCommandArgumentPassing'
    $trees = Get-ChildItem "$Checkout/powershell/QsJwt", $PSScriptRoot, "$Checkout/tests/windows" -Recurse -File -Include *.ps1, *.psm1 | ForEach-Object { [Management.Automation.Language.Parser]::ParseFile($_.FullName, [ref] $null, [ref] $null) }
    $own = $trees | ForEach-Object { $_.FindAll({ $args[0] -is [Management.Automation.Language.FunctionDefinitionAst] }, $true) } | ForEach-Object Name
    $ownTypes = $trees | ForEach-Object { $_.FindAll({ $args[0] -is [Management.Automation.Language.TypeDefinitionAst] }, $true) } | ForEach-Object Name
    $own = @($own) + (Get-Command -Module Pester).Name + 'pwsh', 'qs-jwt', '/bin/chmod', 'id'

    # By its name as it is written; many a name stands in every file.
    $resolved = @{}
    function Resolve-TypeName {
        # The full name of a type as Windows PowerShell finds it; nothing where it finds none.
        param([string] $Name)

        if (-not $resolved.ContainsKey($Name)) { $resolved[$Name] = Find-TypeName $Name }
        $resolved[$Name]
    }

    function Find-TypeName {
        param([string] $Name)

        $Name = $Name -replace '(\[\])+$'
        if ($Name -match '^([\w.]+)\[(.+)\]$') { $Name = "$($Matches[1])``$(@($Matches[2] -split ',').Count)" }
        foreach ($candidate in $shortNames[$Name], $Name, "System.$Name", "System.Management.Automation.$($Name)Attribute") {
            if ($candidate -and $types.ContainsKey($candidate)) { return $candidate }
        }
        if ($Name -eq 'ordered') { 'System.Collections.Specialized.OrderedDictionary' }
    }

    function Test-Overload {
        # Whether one of a method's overloads takes so many arguments.
        param([string[]] $Overloads, [int] $Count)

        foreach ($overload in $Overloads | Where-Object { $_ }) {
            $parameters = @($overload.Trim('()') -split ',' | Where-Object { $_ })
            if ($parameters.Count -eq $Count) { return $true }
            if ($parameters -and $parameters[-1].EndsWith('...') -and $Count -ge $parameters.Count - 1) { return $true }
        }
        $false
    }

    $kinds = 'TypeConstraintAst', 'TypeExpressionAst', 'AttributeAst', 'MemberExpressionAst', 'InvokeMemberExpressionAst', 'CommandAst'
    # What Find-Newer looks at. Of variables there are many, and only few names are newer.
    $isAsked = {
        if ($args[0] -is [Management.Automation.Language.VariableExpressionAst]) { $args[0].VariablePath.UserPath -in $newerVariables }
        else { $args[0].GetType().Name -in $kinds }
    }
    function Find-Newer {
        # What a node of a syntax tree uses that Windows PowerShell lacks.
        param($Node)

        switch ($Node.GetType().Name) {
            { $_ -in 'TypeConstraintAst', 'TypeExpressionAst' } {
                if ($Node.TypeName.FullName -notin $ownTypes -and -not (Resolve-TypeName $Node.TypeName.FullName)) { "type $($Node.TypeName.FullName)" }
            }
            'AttributeAst' {
                $type = Resolve-TypeName $Node.TypeName.FullName
                if (-not $type) { "attribute $($Node.TypeName.FullName)" }
                foreach ($argument in $Node.NamedArguments) {
                    if ($type -and -not $types[$type].ContainsKey(".$($argument.ArgumentName)")) { "attribute $type $($argument.ArgumentName)" }
                }
            }
            { $_ -in 'MemberExpressionAst', 'InvokeMemberExpressionAst' } {
                $count = if ($Node -is [Management.Automation.Language.InvokeMemberExpressionAst]) { @($Node.Arguments | Where-Object { $_ }).Count } else { -1 }
                $isType = $Node.Static -and $Node.Expression -is [Management.Automation.Language.TypeExpressionAst]
                if ($isType) {
                    $type = Resolve-TypeName $Node.Expression.TypeName.FullName
                    $name = if ("$($Node.Member)" -eq 'new') { '.new' } else { "::$($Node.Member)" }
                    if ($type -and -not $types[$type].ContainsKey($name)) { "member [$type]$name" }
                    elseif ($type -and $count -ge 0 -and -not (Test-Overload $types[$type][$name] $count)) { "member [$type]$name with $count arguments" }
                }
                elseif ($count -ge 0 -and $Node.Member -is [Management.Automation.Language.StringConstantExpressionAst] -and -not (Test-Overload $methods["$($Node.Member)"] $count)) {
                    "member .$($Node.Member) with $count arguments"
                }
            }
            'CommandAst' {
                $name = $Node.GetCommandName()
                if ($name -and $name -notin $own -and -not $commands.ContainsKey($name)) { "command $name" }
                elseif ($name -and $name -notin $own) {
                    foreach ($parameter in $Node.CommandElements | Where-Object { $_ -is [Management.Automation.Language.CommandParameterAst] }) {
                        if (-not ($commands[$name] -like "$($parameter.ParameterName)*")) { "command $name -$($parameter.ParameterName)" }
                    }
                }
            }
            'VariableExpressionAst' { "variable $($Node.VariablePath.UserPath)" }
        }
    }
}

Describe 'What Windows PowerShell 5.1 can read' {
    It '<Name>' -ForEach $sources {
        $tokens = $errors = $null
        $tree = [Management.Automation.Language.Parser]::ParseFile($Path, [ref] $tokens, [ref] $errors)
        $errors | Should -BeNullOrEmpty
        $newer = foreach ($token in $tokens) { if ("$($token.Kind)" -in $newerSyntax) { "$($token.Extent.StartLineNumber): $($token.Text)" } }
        $newer | Should -BeNullOrEmpty
        # it reads files without a byte order mark in the ANSI code page
        [regex]::Matches([IO.File]::ReadAllText($Path), '[^\x00-\x7e]') | Should -BeNullOrEmpty

        # loops, for pipelines would take a second for each of the larger files
        $found = foreach ($node in $tree.FindAll($isAsked, $true)) {
            foreach ($newer in Find-Newer $node) {
                $isKnown = $false
                foreach ($name in $beyond) { $isKnown = $isKnown -or $newer -like $name }
                if (-not $isKnown) { "line $($node.Extent.StartLineNumber): $newer" }
            }
        }
        $found | Should -BeNullOrEmpty
    }
}
