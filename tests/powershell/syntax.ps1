# The module's sources as PowerShell's own parser sees them, for test_compatibility.py.
# No module is imported: only what the files say counts.
using namespace System.Management.Automation.Language
$found = @{ errors = @(); tokens = @(); types = @(); members = @(); commands = @(); variables = @(); attributes = @(); functions = @() }

function Get-Site { param($Ast) "$([IO.Path]::GetFileName($Ast.Extent.File)):$($Ast.Extent.StartLineNumber)" }

foreach ($file in Get-ChildItem $env:TEST_MODULE -Recurse -Include *.ps1, *.psm1, *.psd1) {
    $tokens = $null
    $errors = $null
    $tree = [Parser]::ParseFile($file.FullName, [ref] $tokens, [ref] $errors)
    $found.errors += @($errors | ForEach-Object { "$($file.Name): $_" })
    $found.tokens += @($tokens | ForEach-Object { @{ kind = "$($_.Kind)"; site = "$($file.Name):$($_.Extent.StartLineNumber)" } })
    foreach ($ast in $tree.FindAll({ $true }, $true)) {
        $site = Get-Site $ast
        if ($ast -is [TypeExpressionAst] -or $ast -is [TypeConstraintAst]) {
            $found.types += @{ name = $ast.TypeName.FullName; site = $site }
        }
        elseif ($ast -is [MemberExpressionAst]) {
            $type = if ($ast.Static -and $ast.Expression -is [TypeExpressionAst]) { $ast.Expression.TypeName.FullName } else { '' }
            $arguments = if ($ast -isnot [InvokeMemberExpressionAst]) { -1 } elseif ($ast.Arguments) { $ast.Arguments.Count } else { 0 }
            $found.members += @{ type = $type; name = "$($ast.Member)"; arguments = $arguments; site = $site }
        }
        elseif ($ast -is [CommandAst]) {
            $parameters = @($ast.CommandElements | Where-Object { $_ -is [CommandParameterAst] } | ForEach-Object ParameterName)
            $found.commands += @{ name = "$($ast.GetCommandName())"; parameters = $parameters; site = $site }
        }
        elseif ($ast -is [VariableExpressionAst]) {
            $found.variables += @{ name = $ast.VariablePath.UserPath; site = $site }
        }
        elseif ($ast -is [AttributeAst]) {
            $found.attributes += @{ name = $ast.TypeName.FullName; arguments = @($ast.NamedArguments | ForEach-Object ArgumentName); site = $site }
        }
        elseif ($ast -is [FunctionDefinitionAst]) {
            $found.functions += @{ name = $ast.Name; file = $file.Name }
        }
    }
}
ConvertTo-Json -InputObject $found -Depth 5 -Compress | Set-Content -LiteralPath $env:TEST_RESULTS -Encoding utf8
