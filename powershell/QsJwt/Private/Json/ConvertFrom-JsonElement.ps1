function ConvertFrom-JsonElement {
    # The value that an element of ConvertFrom-JsonText stands for. An object becomes a
    # [pscustomobject]; one with names that such an object cannot hold (empty, reserved, or
    # differing only in case) becomes a dictionary that can. Getters are called as methods:
    # as a property, a claim's own name would come before .NET's.
    param($Element, [int] $Depth = 0)

    if ($Depth -gt 100) {
        throw [IO.InvalidDataException]::new('nested deeper than 100 levels')
    }
    switch ($Element.GetAttribute('type')) {
        'string' { $Element.get_InnerText() }
        'boolean' { $Element.get_InnerText() -ceq 'true' }
        'null' { $null }
        'number' { ConvertFrom-JsonNumber -Text $Element.get_InnerText() }
        'array' {
            $items = [Collections.ArrayList]::new()
            foreach ($child in $Element.get_ChildNodes()) {
                [void] $items.Add((ConvertFrom-JsonElement -Element $child -Depth ($Depth + 1)))
            }
            , $items.ToArray()
        }
        'object' {
            $members = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal)
            # The reader takes this one name for a remark of .NET's own.
            if ($Element.HasAttribute('__type')) { $members.Add('__type', $Element.GetAttribute('__type')) }
            foreach ($child in $Element.get_ChildNodes()) {
                # A name that is none in XML stands in an attribute.
                $name = if ($child.get_NamespaceURI()) { $child.GetAttribute('item') } else { $child.get_LocalName() }
                # Throws where it is there already: of two, nobody knows which one is meant.
                $members.Add($name, (ConvertFrom-JsonElement -Element $child -Depth ($Depth + 1)))
            }
            $names = [Collections.Generic.HashSet[string]]::new([string[]] $members.get_Keys(), [StringComparer]::OrdinalIgnoreCase)
            $odd = @(@($names) -match '^(ps(object|base|adapted|extended|typenames))?$')
            if ($odd.Count -or $names.Count -lt $members.get_Count()) { return , $members }
            if (-not $names.Contains('PSTypeName')) { return [pscustomobject] $members }
            # A claim of that name would become the object's type, and run what that one's members do.
            $object = [pscustomobject] @{}
            foreach ($name in $members.get_Keys()) {
                $object.PSObject.Properties.Add([Management.Automation.PSNoteProperty]::new($name, $members[$name]))
            }
            $object
        }
    }
}
