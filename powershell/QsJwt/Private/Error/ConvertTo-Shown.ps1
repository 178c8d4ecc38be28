function ConvertTo-Shown {
    # A text for a message, in one line: what a terminal would act on is written as its code. What
    # comes from the engine has no such characters any more.
    [OutputType([string])]
    param([string] $Text)

    [regex]::Replace($Text, '[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]', $script:JsonEscape)
}
