function ConvertTo-Request {
    # A request that has not been sent. Params is the text of a JSON object. Repeatable says
    # that nobody notices when it is run twice: it writes no file and logs in nowhere.
    param([string] $Method, [string] $Params, [bool] $Repeatable)

    @{
        Method = $Method; Params = $Params; Repeatable = $Repeatable
        Id = [long]0; Size = 0; Sent = 0; Lost = $false; Answer = $null; Source = $null
    }
}
