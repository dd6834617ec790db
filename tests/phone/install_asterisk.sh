#!/usr/bin/env bash
# Puts an Asterisk that runs into a folder: no root, nothing installed on the machine, no service.
#
#   tests/phone/install_asterisk.sh [FOLDER]     (default: $RUGWIJZER_ASTERISK or ~/.cache/rugwijzer/asterisk)
#
# The packages come through apt from the Debian mirror that this machine already uses, with a state
# of its own, so signatures are checked and the machine's sources and packages stay as they are.
# SUITE=bullseye gives Asterisk 16 instead of 22, where the mirror still has it; MIRROR= another mirror.
# Once it is there, it is left alone; FOLDER/packages/SHA256SUMS says what it was made of.
set -euo pipefail

folder=${1:-${RUGWIJZER_ASTERISK:-$HOME/.cache/rugwijzer/asterisk}}
suite=${SUITE:-sid}
keys=/usr/share/keyrings/debian-archive-keyring.gpg
fail() { echo "install_asterisk: $*" >&2; exit 1; }

try() {
    local libraries=$1/usr/lib/x86_64-linux-gnu:$1/lib/x86_64-linux-gnu:$1/usr/lib
    if [ -e "$1/lib64/ld-linux-x86-64.so.2" ]; then
        "$1/lib64/ld-linux-x86-64.so.2" --inhibit-cache --library-path "$libraries" "$1/usr/sbin/asterisk" -V
    else
        LD_LIBRARY_PATH=$libraries "$1/usr/sbin/asterisk" -V
    fi
}

if [ -x "$folder/usr/sbin/asterisk" ] && found=$(try "$folder" 2>/dev/null); then
    echo "$found, already in $folder"
    exit 0
fi

command -v apt-get >/dev/null || fail "this needs apt (Debian, Ubuntu); set RUGWIJZER_ASTERISK to an unpacked Asterisk"
[ "$(dpkg --print-architecture)" = amd64 ] || fail "the list of packages is for amd64 only"
[ -r "$keys" ] || fail "there is no $keys (package debian-archive-keyring)"
mirror=${MIRROR:-$( (cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null || true) |
    sed -n 's/#.*//; s!.*\(https\{0,1\}://[^ ]*/debian\)/\{0,1\}\( .*\)\{0,1\}$!\1!p' | head -n 1)}
[ -n "$mirror" ] || fail "no Debian mirror in /etc/apt; name one with MIRROR="

case $suite in
    sid) packages="asterisk asterisk-modules libbsd0 libc6 libcap2 libcrypt1 libedit2 libgcc-s1
        libjansson4 libmd0 libsqlite3-0 libssl3t64 libstdc++6 libsystemd0 libtinfo6 liburiparser1
        libuuid1 libxml2-16 libxslt1.1 libzstd1 zlib1g" ;;
    bullseye) packages="asterisk asterisk-modules libcap2 libedit2 libicu67 libjansson4 libpopt0
        libsqlite3-0 libssl1.1 libsystemd0 liburiparser1 libuuid1 libxml2 libxslt1.1" ;;
    *) fail "SUITE is $suite; it can be sid or bullseye" ;;
esac

mkdir -p "$(dirname "$folder")"
work=$(mktemp -d "$folder.XXXXXX")
trap 'rm -rf "$work"' EXIT
state=$work/packages
mkdir -p "$state"/{etc/apt.conf.d,etc/preferences.d,etc/trusted.gpg.d,lists/partial,cache/archives/partial,debs}
: > "$state/status"
echo "deb [signed-by=$keys] $mirror $suite main" > "$state/etc/sources.list"
apt=(apt-get -qq
    -o Dir::Etc="$state/etc" -o Dir::Etc::SourceList="$state/etc/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o Dir::State="$state" -o Dir::State::Lists="$state/lists" -o Dir::State::Status="$state/status"
    -o Dir::Cache="$state/cache" -o APT::Sandbox::User="$(id -un)" -o Debug::NoLocking=1
    -o Acquire::Languages=none -o Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled=false
    -o Acquire::Check-Valid-Until=false -o Acquire::Retries=3)
"${apt[@]}" update || fail "$mirror cannot be read"
# shellcheck disable=SC2086
(cd "$state/debs" && "${apt[@]}" download $packages) ||
    fail "$mirror has not all packages of $suite; the list in this file may be older than the mirror"
for package in "$state"/debs/*.deb; do dpkg-deb -x "$package" "$work"; done
loader=$(cd "$work" && ls usr/lib64/ld-linux-x86-64.so.2 usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2 \
    lib/x86_64-linux-gnu/ld-linux-x86-64.so.2 2>/dev/null | head -n 1) || true
if [ -n "$loader" ] && [ ! -e "$work/lib64/ld-linux-x86-64.so.2" ]; then
    mkdir -p "$work/lib64"
    ln -s "../$loader" "$work/lib64/ld-linux-x86-64.so.2"
fi
(cd "$state/debs" && sha256sum -- *.deb) > "$state/SHA256SUMS"
rm -rf "$work"/etc "$work"/usr/share/{bash-completion,bug,doc,gcc,gconv,lintian,locale,man,perl5,phoneprov,sounds} \
    "$work"/usr/lib/x86_64-linux-gnu/{audit,gconv} "$state"/{cache,debs,etc,lists,status}
found=$(try "$work") || fail "it does not start: a library is missing, so the list in this file must change"
rm -rf "$folder"
mv "$work" "$folder"
chmod 755 "$folder"
trap - EXIT
echo "$found, installed in $folder ($(du -sh "$folder" | cut -f 1))"
