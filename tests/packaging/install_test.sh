#!/usr/bin/env bash
# The Debian package in a bare Debian 12: it installs, runs as its user, is a sound systemd unit, and leaves nothing when purged.
#
#   scripts/package-deb && sudo tests/packaging/install_test.sh build/release/bonustrack_*.deb
#
# Takes minutes and the network, so it is no part of ctest. Skips (77) without root or debootstrap.
# With systemd-nspawn (systemd-container) it is booted, too, and with ffmpeg it has a film to hear.
# BONUSTRACK_MIRROR: Debian's mirror. BONUSTRACK_BARE: a bare bookworm root made before, which is copied and left as it is.
set -euo pipefail
package=$(realpath "${1:?"which package?"}")
mirror=${BONUSTRACK_MIRROR:-http://deb.debian.org/debian}
[ "$(id -u)" -eq 0 ] || { echo "skipped: needs root"; exit 77; }
[ -n "${BONUSTRACK_BARE:-}" ] || command -v debootstrap >/dev/null || { echo "skipped: needs debootstrap"; exit 77; }

work=$(mktemp -d)
root=$work/root
clean_up() { umount "$root/proc" 2>/dev/null || true; rm -rf --one-file-system "$work"; }
trap clean_up EXIT
inside() { chroot "$root" /usr/bin/env -i HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"; }
quietly() { "$@" >"$work/log" 2>&1 || { tail -n 40 "$work/log"; return 1; }; }
check() { local what=$1; shift; if "$@"; then echo "ok: $what"; else echo "FAILED: $what"; exit 1; fi; }
there() { [ -e "$root$1" ] || [ -L "$root$1" ]; }
gone() { ! there "$1"; }

# serves LINE: whether the service's own command line gives an address with LINE added to its settings.
serves() {
  echo "$1" >>"$root/etc/bonustrack.conf"
  inside runuser -u bonustrack -- timeout 10 bonustrack serve --config /etc/bonustrack.conf --listen 127.0.0.1:0 >"$work/out" 2>"$work/err" &
  for _ in $(seq 80); do
    if grep -q "is at http://" "$work/out" && { [ -z "$1" ] || grep -q "Scanned " "$work/err"; }; then wait || true; return 0; fi
    sleep 0.1
  done
  cat "$work/out" "$work/err"
  return 1
}

# Boots it with systemd, in a network of its own: the unit starts behind its fences, hears what is new, is killed, and is stopped.
boot() {
  local film="/srv/나의 시리즈/Rain (2024)/Season 01/Rain S01E01.mkv"
  mkdir "$root${film%/*}"
  if command -v ffmpeg >/dev/null; then ffmpeg -v error -f lavfi -i testsrc=d=20:r=10 -f lavfi -i sine=d=20 -c:v libx264 -c:a aac "$root$film"; fi
  cat >"$root/trial" <<'TRIAL'
#!/bin/bash
main() { systemctl show -p MainPID --value bonustrack; }
# get PATH: the whole answer.
get() { (exec 3<>/dev/tcp/127.0.0.1/8420 && printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$1" >&3 && cat <&3) 2>/dev/null; }
eventually() {
  for _ in {1..100}; do
    "$@" && return
    sleep 0.2
  done
  return 1
}
answers() { eventually eval "get /healthz | grep -q ' 200 OK'"; }
heard() { eventually eval "get /api/v1/analysis | grep -q '\"episodes_done\":1,.*\"unheard\":0,'"; }
{
  answers && [ "$(stat -c %U "/proc/$(main)")" = bonustrack ] && echo serves
  heard && echo heard
  journalctl --no-pager -u bonustrack | grep -q studio_fence || echo fenced
  kill -9 "$(main)"
  answers && echo again
  systemctl stop bonustrack
  [ "$(systemctl is-active bonustrack)" = inactive ] && echo stopped
  journalctl --no-pager -u bonustrack
} >/trial.out 2>&1
systemctl poweroff
TRIAL
  chmod +x "$root/trial"
  printf '[Unit]\nAfter=bonustrack.service\n[Service]\nExecStart=/trial\n' >"$root/etc/systemd/system/trial.service"
  ln -s ../trial.service "$root/etc/systemd/system/multi-user.target.wants/trial.service"
  umount "$root/proc"
  timeout 180 systemd-nspawn -q --system-call-filter='landlock_create_ruleset landlock_add_rule landlock_restrict_self' --register=no --keep-unit --private-network -D "$root" -b >"$work/boot" 2>&1 </dev/null || tail -n 20 "$work/boot"
  mount -t proc proc "$root/proc"
  rm "$root/etc/systemd/system/multi-user.target.wants/trial.service"
  check "serves as its user when systemd starts it" said serves
  if there "$film"; then check "hears a film behind its fences" said heard; fi
  if ! grep -q studio_fence "$work/err"; then check "can fence in what decodes" said fenced; fi
  check "comes again when it is killed" said again
  check "ends when systemd stops it" said stopped
}
said() { grep -qx "$1" "$root/trial.out" || { cat "$root/trial.out"; return 1; }; }

if [ -n "${BONUSTRACK_BARE:-}" ]; then cp -a "$BONUSTRACK_BARE" "$root"; else quietly debootstrap --variant=minbase bookworm "$root" "$mirror"; fi
mount -t proc proc "$root/proc"
cp "$package" "$root/bonustrack.deb"
quietly inside apt-get update
check "installs with what it depends on" quietly inside apt-get install -y --no-install-recommends /bonustrack.deb
check "tells its version" inside bonustrack --version
check "made its user" inside getent passwd bonustrack
check "its data are its user's alone" test "$(inside stat -c '%U %a' /var/lib/bonustrack)" = "bonustrack 750"
check "starts with the machine" there /etc/systemd/system/multi-user.target.wants/bonustrack.service
check "serves with the settings as shipped" serves ""
mkdir -p "$root/srv/나의 시리즈/Rain (2024)"
check "serves a library with spaces and Hangul in its path" serves 'library = ["/srv/나의 시리즈"]'
quietly inside apt-get install -y --no-install-recommends systemd
check "is a sound systemd unit" inside systemd-analyze verify --man=no /lib/systemd/system/bonustrack.service
if command -v systemd-nspawn >/dev/null; then boot; else echo "not run: to boot it takes systemd-nspawn (systemd-container)"; fi
quietly inside apt-get remove -y bonustrack
check "removal takes the program" gone /usr/bin/bonustrack
check "removal keeps the data" there /var/lib/bonustrack/bonustrack.db
check "removal keeps the settings" grep -q ^library "$root/etc/bonustrack.conf"
quietly inside apt-get purge -y bonustrack
for path in /etc/bonustrack.conf /var/lib/bonustrack /etc/systemd/system/multi-user.target.wants/bonustrack.service /etc/systemd/system/bonustrack.service; do
  check "purging takes $path" gone "$path"
done
echo "The package is good"
