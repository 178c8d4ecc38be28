# Completion of qs-jwt for bash 3.2 and later, with or without the package bash-completion.
#
# No program is started at TAB: what qs-jwt takes stands in the tables below, and the names
# of profiles are read by the shell. Functions answer in variables of their caller.

# tables, made from the commands: python engine/tools/completion_tables.py
_qs_jwt_commands='create-qseow create-qscloud create-qscloud-oauth decode verify create-cert
    inspect-cert qscloud-idp qseow-virtual-proxy qscloud-oauth-key login-qscloud
    login-qscloud-oauth login-qseow logout-qseow batch serve profiles
    install-bash-completion install-powershell-module'

_qs_jwt_options() {
    case $1 in
        create-qseow)
            options='--userdir --userid --username --useremail --groups+ --audience --expires
                --expires-at --backdate --algorithm --claim+ --claims-file --userid-claim
                --userdir-claim --groups-claim --cert-privatekey-file --cert-privatekey
                --cert-passphrase --cert-create --cert-file-prefix --cert-create-expires-days
                --key-size --sign-command --sign-timeout --cert-publickey-file --cert-publickey
                --profile --output --output-file --force --minimal-output --loglevel'
            ;;
        create-qscloud)
            options='--issuer --keyid --sub --username --useremail --useremail-verified --groups+
                --expires --expires-at --backdate --allow-long-lifetime --algorithm --claim+
                --claims-file --cert-privatekey-file --cert-privatekey --cert-passphrase
                --cert-create --cert-file-prefix --cert-create-expires-days --key-size
                --sign-command --sign-timeout --cert-publickey-file --cert-publickey --profile
                --output --output-file --force --minimal-output --loglevel'
            ;;
        create-qscloud-oauth)
            options='--url --client-id --keyid --algorithm --scope+ --impersonate --expires
                --expires-at --backdate --cert-privatekey-file --cert-privatekey
                --cert-passphrase --sign-command --sign-timeout --cert-publickey-file
                --cert-publickey --profile --output --output-file --force --loglevel'
            ;;
        decode)
            options='--jwt --jwt-file --cert-publickey-file --cert-publickey --expected-audience
                --profile --output --minimal-output --loglevel'
            ;;
        verify)
            options='--jwt --jwt-file --cert-publickey-file --cert-publickey --skip-signature
                --platform --expected-audience --expected-issuer --expected-keyid --userid-claim
                --userdir-claim --leeway --at --profile --output --loglevel'
            ;;
        create-cert)
            options='--cert-privatekey-file --cert-privatekey --cert-passphrase --key-size --key-type
                --sign-command --sign-timeout --cert-publickey-file --cert-publickey
                --cert-common-name --cert-create-expires-days --cert-file-prefix --pfx
                --pfx-encryption --profile --force --output --loglevel'
            ;;
        inspect-cert)
            options='--cert-publickey-file --cert-publickey --matches-privatekey-file
                --cert-passphrase --profile --output --loglevel'
            ;;
        qscloud-idp)
            options='--issuer --keyid --cert-publickey-file --cert-publickey --tenant-ids+
                --description --clock-tolerance --profile --output --loglevel'
            ;;
        qseow-virtual-proxy)
            options='--prefix --cert-publickey-file --cert-publickey --userid-claim --userdir-claim
                --groups-claim --attribute-map+ --audience --host-whitelist+
                --session-cookie-header-name --description --profile --output --loglevel'
            ;;
        qscloud-oauth-key)
            options='--cert-publickey-file --cert-publickey --keyid --algorithm --profile --output
                --loglevel'
            ;;
        login-qscloud)
            options='--url --jwt --jwt-file --web-integration-id --cert-publickey-file
                --cert-publickey --expected-issuer --expected-keyid --cacert --insecure
                --timeout --cookie-file --profile --force --output --loglevel'
            ;;
        login-qscloud-oauth)
            options='--url --client-id --keyid --algorithm --scope+ --impersonate --expires
                --expires-at --backdate --jwt --jwt-file --cert-privatekey-file
                --cert-privatekey --cert-passphrase --sign-command --sign-timeout
                --cert-publickey-file --cert-publickey --cacert --timeout --profile --output
                --output-file --force --loglevel'
            ;;
        login-qseow)
            options='--url --jwt --jwt-file --userid-claim --userdir-claim --cert-publickey-file
                --cert-publickey --expected-audience --cacert --insecure --timeout --cookie-file
                --profile --force --output --loglevel'
            ;;
        logout-qseow)
            options='--url --cookie-file --cacert --insecure --timeout --profile --output --loglevel'
            ;;
        batch)
            options='--platform --input --output-file --input-format --output-format --on-error
                --ignore-unknown-columns --escape-formulas --force --userdir --userid --username
                --useremail --groups+ --audience --expires --expires-at --backdate --algorithm
                --claim+ --claims-file --userid-claim --userdir-claim --groups-claim
                --cert-privatekey-file --cert-privatekey --cert-passphrase --cert-create
                --cert-file-prefix --cert-create-expires-days --key-size --sign-command
                --sign-timeout --cert-publickey-file --cert-publickey --profile --issuer --keyid
                --sub --useremail-verified --allow-long-lifetime --loglevel'
            ;;
        serve)
            options='--claims-as-text --message-templates --loglevel'
            ;;
        profiles)
            options='--output --loglevel'
            ;;
        install-bash-completion)
            options='--path --dry-run --uninstall --force --output --loglevel'
            ;;
        install-powershell-module)
            options='--edition --path --dry-run --uninstall --force --output --loglevel'
            ;;
    esac
}

_qs_jwt_value() {
    case $1 in
        *' --groups' | \
            *' --claim' | \
            *' --scope' | \
            *' --tenant-ids' | \
            *' --attribute-map' | \
            *' --host-whitelist')
            kind=list
            ;;
        'create-qseow --algorithm' | \
            'batch --algorithm')
            kind=word argument='RS256 RS384 RS512'
            ;;
        'create-qscloud --algorithm')
            kind=word argument='RS256'
            ;;
        'create-qscloud-oauth --algorithm' | \
            'qscloud-oauth-key --algorithm' | \
            'login-qscloud-oauth --algorithm')
            kind=word argument='RS256 RS512 ES384'
            ;;
        *' --claims-file')
            kind=file argument='\.(json)$'
            ;;
        *' --cert-privatekey-file' | \
            *' --matches-privatekey-file')
            kind=file argument='\.(pem|key|pfx|p12|der)$'
            ;;
        *' --cert-privatekey' | \
            *' --cert-publickey' | \
            *' --jwt')
            kind=reference argument='env: stdin'
            ;;
        *' --cert-passphrase')
            kind=reference argument='env: file: stdin'
            ;;
        *' --cert-create' | \
            *' --force' | \
            *' --minimal-output' | \
            *' --useremail-verified' | \
            *' --allow-long-lifetime' | \
            *' --skip-signature' | \
            *' --pfx' | \
            *' --insecure' | \
            *' --ignore-unknown-columns' | \
            *' --escape-formulas' | \
            *' --claims-as-text' | \
            *' --message-templates' | \
            *' --dry-run' | \
            *' --uninstall')
            kind=flag
            ;;
        *' --cert-file-prefix' | \
            *' --path')
            kind=folder
            ;;
        *' --key-size')
            kind=word argument='2048 3072 4096'
            ;;
        *' --cert-publickey-file' | \
            *' --cacert')
            kind=file argument='\.(cer|crt|pem)$'
            ;;
        *' --profile')
            kind=profile
            ;;
        'create-qseow --output' | \
            'create-qscloud --output' | \
            'login-qscloud-oauth --output')
            kind=word argument='token json header curl'
            ;;
        'create-qscloud-oauth --output')
            kind=word argument='token json form body'
            ;;
        'decode --output' | \
            'verify --output' | \
            'create-cert --output' | \
            'qscloud-idp --output' | \
            'qseow-virtual-proxy --output' | \
            'qscloud-oauth-key --output' | \
            'logout-qseow --output' | \
            'profiles --output' | \
            'install-bash-completion --output' | \
            'install-powershell-module --output')
            kind=word argument='text json'
            ;;
        'inspect-cert --output')
            kind=word argument='text json jwk'
            ;;
        'login-qscloud --output' | \
            'login-qseow --output')
            kind=word argument='text json curl'
            ;;
        'create-qseow --output-file' | \
            'create-qscloud --output-file' | \
            'create-qscloud-oauth --output-file' | \
            'login-qscloud-oauth --output-file' | \
            'login-qscloud --cookie-file' | \
            'login-qseow --cookie-file')
            kind=file argument='.'
            ;;
        'batch --output-file' | \
            *' --input')
            kind=file argument='\.(csv|jsonl|ndjson)$'
            ;;
        *' --loglevel')
            kind=word argument='error warn info verbose debug'
            ;;
        *' --jwt-file')
            kind=file argument='\.(jwt|txt)$'
            ;;
        'verify --platform')
            kind=word argument='qseow qscloud qscloud-oauth none'
            ;;
        'batch --platform')
            kind=word argument='qseow qscloud'
            ;;
        *' --key-type')
            kind=word argument='ec-p384'
            ;;
        *' --pfx-encryption')
            kind=word argument='aes256 legacy'
            ;;
        'logout-qseow --cookie-file')
            kind=file argument='\.(txt)$'
            ;;
        *' --input-format' | \
            *' --output-format')
            kind=word argument='csv jsonl'
            ;;
        *' --on-error')
            kind=word argument='stop continue'
            ;;
        *' --edition')
            kind=word argument='core desktop both'
            ;;
    esac
}
# end

_qs_jwt() {
    local IFS=$' \t\n' REPLY='' # whatever the user has set
    local words='' cword=0 cur='' inline='' typed='' kind='' argument=''
    local candidates='' are_files=''
    COMPREPLY=()
    _qs_jwt_split
    if [[ $cword -gt 0 ]]; then
        _qs_jwt_offer
        _qs_jwt_reply "$2"
    fi
    return 0
}

# words, up to the cursor; cword, the number of the last of them; cur, that one.
# Readline splits at = and : and @ as well: here such parts are joined again.
_qs_jwt_split() {
    local rest=${COMP_LINE:0:COMP_POINT} word blanks i joins=''
    words=()
    cword=-1
    for ((i = 0; i <= COMP_CWORD; i++)); do
        blanks=${rest%%[![:space:]]*}
        rest=${rest#"$blanks"}
        word=${COMP_WORDS[i]}
        [[ $rest == "$word"* ]] || word=$rest # the cursor stands inside
        rest=${rest#"$word"}
        if [[ $cword -ge 0 && ! $blanks ]] && { [[ $joins ]] || _qs_jwt_is_break "$word"; }; then
            words[cword]=${words[cword]}$word
        else
            cword=$((cword + 1))
            words[cword]=$word
        fi
        joins=''
        ! _qs_jwt_is_break "$word" || joins=1
    done
    cur=${words[cword]}
}

_qs_jwt_is_break() {
    [[ $1 && $1 != *[!=:@]* ]]
}

# candidates, one a line, for the place where the cursor is; are_files where they are that;
# typed, what each begins with; inline, the option before it in the same word.
_qs_jwt_offer() {
    local command=${words[1]}
    [[ $cur != --[A-Za-z]*=* ]] || inline=${cur%%=*}=
    _qs_jwt_dequote "${cur#"$inline"}"
    typed=$REPLY
    case ${words[cword - 1]} in
        '<'* | '>'* | '&>'*)
            _qs_jwt_files '' "$typed" .
            return
            ;;
    esac
    if [[ $cword -eq 1 ]]; then
        _qs_jwt_words "$_qs_jwt_commands help --help --version"
    elif [[ $command == help ]]; then
        [[ $cword -gt 2 ]] || _qs_jwt_words "$_qs_jwt_commands"
    elif [[ $inline ]]; then
        _qs_jwt_value "$command ${inline%=}"
        _qs_jwt_values
    else
        _qs_jwt_offer_next
    fi
}

# What may follow the last option: a value of it, another option, or both.
_qs_jwt_offer_next() {
    local option='' given=0 i
    for ((i = 2; i < cword; i++)); do
        case ${words[i]} in
            --[A-Za-z]*=*) option='' ;;
            --[A-Za-z]*) option=${words[i]} given=0 ;;
            *) given=$((given + 1)) ;;
        esac
    done
    [[ ! $option ]] || _qs_jwt_value "$command $option"
    case $kind:$given in
        flag:0)
            _qs_jwt_values
            _qs_jwt_unused
            ;;
        list:0) ;;
        list:*) [[ $cur != -* ]] || _qs_jwt_unused ;; # a further value is free text
        *:0)
            _qs_jwt_values
            [[ $option ]] || _qs_jwt_unused
            ;;
        *) _qs_jwt_unused ;;
    esac
}

# The values of the option that kind and argument describe; free text has none.
_qs_jwt_values() {
    case $kind in
        flag) _qs_jwt_words 'true false' ;;
        word) _qs_jwt_words "$argument" ;;
        profile) _qs_jwt_profiles ;;
        file) _qs_jwt_files '' "$typed" "$argument" ;;
        folder) _qs_jwt_files '' "$typed" '/$' ;;
        reference)
            case $typed in
                file:*) _qs_jwt_files file: "${typed#file:}" . ;;
                env:*) candidates=$(compgen -P env: -A export -- "${typed#env:}") ;;
                *) _qs_jwt_words "$argument" ;;
            esac
            ;;
    esac
}

# The options that the line does not hold yet, and those that may repeat.
_qs_jwt_unused() {
    local options='' used=' ' name i
    for ((i = 2; i < cword; i++)); do used=$used${words[i]%%=*}' '; done
    for ((i = COMP_CWORD + 1; i < ${#COMP_WORDS[@]}; i++)); do used=$used${COMP_WORDS[i]}' '; done
    _qs_jwt_options "$command"
    for name in $options ${options:+--help}; do
        [[ $name != *+ && $used == *" $name "* ]] || _qs_jwt_words "${name%+}"
    done
}

_qs_jwt_words() {
    local word
    for word in $1; do
        [[ $word != "$typed"* ]] || candidates=$candidates$word$'\n'
    done
}

# Files whose names begin with $2 and match the pattern $3, and folders; $1 stands before them.
# If there are none, any file: many a key has no suffix, or another.
_qs_jwt_files() {
    local pattern="$3|/\$" path
    are_files=1
    candidates=$(
        set +f
        GLOBIGNORE=''
        shopt -u failglob
        shopt -s nullglob nocasematch
        for path in "$2"*; do
            [[ ! -d $path ]] || path=$path/
            [[ $path == *$'\n'* || ! $path =~ $pattern ]] || printf '%s\n' "$1$path"
        done
    )
    [[ $candidates || $3 == . || $3 == /\$ ]] || _qs_jwt_files "$1" "$2" .
}

# The names of the profiles, where they are written as usual: [name] on a line.
_qs_jwt_profiles() {
    local file=${QS_JWT_CONFIG-} line
    local header='^[[:blank:]]*\[[[:blank:]]*"?([A-Za-z0-9_-]+)"?[[:blank:]]*\]'
    if [[ ! $file ]]; then
        case ${XDG_CONFIG_HOME-}:${OSTYPE-} in
            *:msys* | *:cygwin*) file=${LOCALAPPDATA-} ;;
            /*) file=${XDG_CONFIG_HOME} ;;
            *:darwin*) file="${HOME-}/Library/Application Support" ;;
            *) file=${HOME-}/.config ;;
        esac
        file=$file/qs-jwt/profiles.toml
    elif [[ -d $file ]]; then
        file=$file/profiles.toml
    fi
    [[ -f $file && -r $file ]] || return
    while read -r line || [[ $line ]]; do
        line=${line#$'\xef\xbb\xbf'} # a byte order mark
        [[ ! $line =~ $header ]] || _qs_jwt_words "${BASH_REMATCH[1]}"
    done <"$file"
}

# $1 as the shell would read it: without quotes and backslashes, ~ and variables followed.
_qs_jwt_dequote() {
    local rest=$1 quote='' variable='^\$(([A-Za-z_][A-Za-z_0-9]*)|\{([A-Za-z_][A-Za-z_0-9]*)\})'
    REPLY=''
    # shellcheck disable=SC2088 # as it is typed
    if [[ $rest == '~/'* ]]; then
        REPLY=${HOME-}
        rest=${rest#'~'}
    fi
    while [[ $rest ]]; do
        if [[ $quote != \' && $rest =~ $variable ]]; then
            local name=${BASH_REMATCH[2]}${BASH_REMATCH[3]}
            REPLY=$REPLY${!name-}
            rest=${rest#"${BASH_REMATCH[0]}"}
            continue
        fi
        case $quote:$rest in
            :\\* | \":\\[\\\"\$\`]*)
                rest=${rest:1}
                REPLY=$REPLY${rest:0:1}
                ;;
            :[\"\']*) quote=${rest:0:1} ;;
            \':\'* | \":\"*) quote='' ;;
            *) REPLY=$REPLY${rest:0:1} ;;
        esac
        rest=${rest:1}
    done
}

# COMPREPLY from the candidates. Readline replaces $1 only, the end of the word.
_qs_jwt_reply() {
    local head line before=''
    [[ $cur == *"$1" ]] || return
    head=${cur%"$1"}
    if [[ $inline && $head != "$inline"* ]]; then
        before=$inline # readline has not split at =
        head=''
    fi
    _qs_jwt_dequote "${head#"$inline"}"
    while IFS= read -r line; do
        [[ $line == "$REPLY"?* ]] || continue
        line=$before${line#"$REPLY"}
        [[ ! -d $line ]] || line=${line%/} # readline marks what it finds to be a folder
        COMPREPLY[${#COMPREPLY[@]}]=$line
    done <<<"$candidates"
    type compopt >/dev/null 2>&1 || return
    [[ ! $are_files ]] || compopt -o filenames
    # more is to be typed after a folder and after env:
    [[ ${#COMPREPLY[@]} -ne 1 || ${COMPREPLY[0]} != *[/:] ]] || compopt -o nospace
}

if type compopt >/dev/null 2>&1; then
    complete -F _qs_jwt qs-jwt
else
    complete -o filenames -F _qs_jwt qs-jwt # bash 3.2 quotes names only where it is told beforehand
fi
