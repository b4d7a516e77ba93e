# Installs Debian packages that are missing. Sourced by the scripts beside it.

# Every word of the files named, comments left out.
packages_in() { sed 's/#.*//' "$@" | tr -s ' \n' ' '; }

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# A Node.js of version 18 or later that is there already will do; else Debian's.
has_node() { command -v npm >/dev/null 2>&1 && [ "$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)" -ge 18 ]; }

install_packages() {
  local missing=() package
  for package in "$@"; do
    case $package in nodejs | npm) has_node && continue ;; esac
    is_installed "$package" || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  command -v apt-get >/dev/null 2>&1 || { echo "These Debian packages are needed: ${missing[*]}" >&2; return 1; }
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || { echo "Run as root, or install sudo; these Debian packages are needed: ${missing[*]}" >&2; return 1; }
    as_root=(sudo)
  fi
  echo "Installing from Debian: ${missing[*]}"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq || return 1
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}
