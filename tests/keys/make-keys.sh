#!/usr/bin/env bash
# Makes the keys and certificates that the tests read. Run it without arguments; a file that
# exists is left alone, so delete the ones that are to be made anew. Delete all files of one
# family (rsa2048.*, for example) together: they hold the same key.
#
# Needs openssl 3 and, for two files, ssh-keygen. All of these keys are public:
# they guard nothing. Every encrypted file has the passphrase "correct horse".
set -euo pipefail
cd "$(dirname "$0")"
export PASSPHRASE='correct horse'
readonly pass=env:PASSPHRASE
# A certificate that ended during the project's life would break its tests.
readonly hundred_years=36500

# make NAME COMMAND...: what the command writes on stdout becomes the file, unless it is there.
make() {
    local name=$1
    shift
    [[ -e $name ]] && return
    "$@" >"$name.part" 2>"$name.log" || { cat "$name.log" >&2; rm -f "$name.part" "$name.log"; exit 1; }
    rm -f "$name.log"
    mv "$name.part" "$name"
    echo "made $name"
}

# certificate NAME KEY [OPTION...]: a self-signed certificate for the key.
certificate() {
    local name=$1 key=$2
    shift 2
    make "$name" openssl req -x509 -new -key "$key" -sha256 -days $hundred_years \
        -subj "/CN=${name%%.*}.qs-jwt.example" "$@"
}

# --- One RSA-2048 key in every form a user may have it in ---------------------------------
make rsa2048.pkcs8.pem openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048  # BEGIN PRIVATE KEY
readonly rsa=rsa2048.pkcs8.pem
make rsa2048.pkcs1.pem openssl rsa -in $rsa -traditional                             # BEGIN RSA PRIVATE KEY
# BEGIN ENCRYPTED PRIVATE KEY: PBES2, PBKDF2 with HMAC-SHA-256, AES-256-CBC
make rsa2048.pkcs8.encrypted.pem openssl pkcs8 -topk8 -in $rsa -v2 aes-256-cbc -v2prf hmacWithSHA256 -passout $pass
# BEGIN RSA PRIVATE KEY with Proc-Type and DEK-Info, as openssl wrote it before version 3
make rsa2048.pkcs1.aes256.pem openssl rsa -in $rsa -traditional -aes256 -passout $pass
make rsa2048.pkcs1.des3.pem openssl rsa -in $rsa -traditional -des3 -passout $pass
make rsa2048.pkcs1.der openssl rsa -in $rsa -traditional -outform DER
make rsa2048.pkcs8.der openssl pkcs8 -topk8 -nocrypt -in $rsa -outform DER
# with more rounds of PBKDF2 than are waited for
make rsa2048.rounds.pem openssl pkcs8 -topk8 -in $rsa -iter 10000001 -passout $pass
make rsa2048.pkcs8.encrypted.der openssl pkcs8 -topk8 -in $rsa -v2 aes-256-cbc -outform DER -passout $pass

# --- Its public half ----------------------------------------------------------------------
make rsa2048.public.pem openssl pkey -in $rsa -pubout                                # BEGIN PUBLIC KEY
make rsa2048.public.pkcs1.pem openssl rsa -in $rsa -RSAPublicKey_out                 # BEGIN RSA PUBLIC KEY
make rsa2048.public.der openssl pkey -in $rsa -pubout -outform DER
certificate rsa2048.cer $rsa                                                         # PEM, as Qlik takes it
make rsa2048.der.cer openssl x509 -in rsa2048.cer -outform DER
certificate rsa2048.sha1.cer $rsa -sha1                                              # signed with SHA-1
# What no version 3 certificate is: version 7
make rsa2048.version7.cer python3 -c 'import base64, sys; sys.stdout.write(
    "-----BEGIN CERTIFICATE-----\n" + base64.encodebytes(open("rsa2048.der.cer", "rb").read()
    .replace(b"\xa0\3\2\1\2", b"\xa0\3\2\1\6", 1)).decode() + "-----END CERTIFICATE-----\n")'
make rsa2048.csr openssl req -new -key $rsa -sha256 -subj /CN=rsa2048.qs-jwt.example # a request, no certificate

# Valid during 2020 only. `openssl ca` is the one way in openssl 3.0 to choose the dates.
expired_certificate() {
    local ca
    ca=$(mktemp -d)
    touch "$ca/index"
    printf '%s\n' '[ca]' 'default_ca=it' '[it]' "database=$ca/index" "new_certs_dir=$ca" \
        'policy=any' 'default_md=sha256' 'rand_serial=yes' '[any]' 'commonName=supplied' >"$ca/conf"
    openssl ca -batch -config "$ca/conf" -selfsign -keyfile $rsa -in rsa2048.csr -notext \
        -startdate 20200101000000Z -enddate 20210101000000Z &&
        rm -r "$ca"
}
make rsa2048.expired.cer expired_certificate

# --- PKCS#12 ------------------------------------------------------------------------------
pfx() { openssl pkcs12 -export -inkey $rsa -in rsa2048.cer -name qs-jwt "$@"; }
make rsa2048.pfx pfx -passout $pass                                                  # PBES2, AES-256
# What Windows exports unless told otherwise ("TripleDES-SHA1")
make rsa2048.3des.pfx pfx -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1 -passout $pass
make rsa2048.nopassphrase.pfx pfx -passout pass:                                     # the empty passphrase
make rsa2048.certonly.pfx openssl pkcs12 -export -nokeys -in rsa2048.cer -passout $pass # no private key in it

# --- What editors, shells and copying make of a PEM file ------------------------------------
make rsa2048.crlf.pem sed 's/$/\r/' $rsa
bom() { printf '\xef\xbb\xbf'; cat $rsa; }
make rsa2048.bom.pem bom                                                             # UTF-8 with BOM
# What `>` writes in Windows PowerShell: UTF-16LE, BOM, CRLF
utf16() { printf '\xff\xfe'; sed 's/$/\r/' $rsa | iconv -f UTF-8 -t UTF-16LE; }
make rsa2048.utf16le.pem utf16
# "Bag Attributes" and "Key Attributes" before the PEM, from `openssl pkcs12 -nodes`
make rsa2048.bagattributes.pem openssl pkcs12 -in rsa2048.pfx -nocerts -nodes -passin $pass
make rsa2048.certfirst.pem cat rsa2048.cer $rsa                                      # certificate, then key
make rsa2048.keyfirst.pem cat $rsa rsa2048.cer                                       # key, then certificate
# One line, its line ends written as backslash and n (no line end at the end)
oneline() { awk '{ printf "%s\\n", $0 }' $rsa; }
make rsa2048.oneline.pem oneline

# --- Other RSA keys that sign: RSA-3072, RSA-4096, and an RSA-2048 key of somebody else ------
for bits in 3072 4096; do
    make rsa$bits.pem openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:$bits
    make rsa$bits.public.pem openssl pkey -in rsa$bits.pem -pubout
    certificate rsa$bits.cer rsa$bits.pem
done
make other2048.pem openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048
make other2048.public.pem openssl pkey -in other2048.pem -pubout
certificate other2048.cer other2048.pem

# --- Private keys that are well made and must be refused ---------------------------------------
make rsa1024.pem openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024        # too short
certificate rsa1024.cer rsa1024.pem
make rsa2048-e3.pem openssl genrsa -3 2048                                           # public exponent 3
make rsa2048-multiprime.pem openssl genrsa -primes 3 2048                            # n = p q r
make rsapss2048.pem openssl genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 # for PSS only
make ec-p256.pem openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256
make ec-p256.sec1.pem openssl ec -in ec-p256.pem                                     # BEGIN EC PRIVATE KEY
make ec-p256.public.pem openssl pkey -in ec-p256.pem -pubout
certificate ec-p256.cer ec-p256.pem
make ed25519.pem openssl genpkey -algorithm Ed25519
dsa() { openssl dsaparam -genkey -noout 2048; }
make dsa2048.pem dsa
make dh2048.pem openssl genpkey -algorithm DH -pkeyopt group:ffdhe2048               # warned of when read
# rsa2048 as OpenSSH writes it (BEGIN OPENSSH PRIVATE KEY), plain and encrypted
openssh() {
    local copy
    copy=$(mktemp)
    cat rsa2048.pkcs1.pem >"$copy"
    ssh-keygen -q -p -P '' -N "$1" -f "$copy" >&2 && cat "$copy" && rm "$copy"
}
make rsa2048.openssh openssh ''
make rsa2048.encrypted.openssh openssh "$PASSPHRASE"

# --- What is no key at all -------------------------------------------------------------------
make rsa2048.truncated.pem head -n 10 $rsa                                           # no END line
make rsa2048.cut.pem sed '5,20d' $rsa                                                # BEGIN and END, too little between
make empty.pem true
make garbage.bin openssl rand 1024

# --- RSA-2048 keys with one number wrong: corrupt/ --------------------------------------------
python3 make-corrupt-keys.py
