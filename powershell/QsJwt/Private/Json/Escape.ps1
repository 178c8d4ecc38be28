# What stands in JSON for a character that it cannot hold as it is.
$script:JsonEscape = [Text.RegularExpressions.MatchEvaluator] { '\u{0:x4}' -f [int] $args[0].Value[0] }
