# Installs Debian packages that are missing. Sourced by the scripts beside it.
. "$(dirname "${BASH_SOURCE[0]}")/progress.sh"

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
  command -v apt-get >/dev/null 2>&1 ||
    { echo "This machine has no apt-get. What Debian calls these is needed: ${missing[*]}" >&2; return 1; }
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 ||
      { printf 'Debian packages are missing, and there is no sudo. As root, run:\n\n  apt-get install %s\n\nthen try again.\n' "${missing[*]}" >&2; return 1; }
    as_root=(sudo)
    sudo -v || return 1  # asks for the password before the progress line is there
  fi
  echo "Installing from Debian: ${missing[*]}"
  local log status=0
  log=$(mktemp)
  install_with_apt "$log" || status=$?
  rm -f "$log"
  return "$status"
}

# Runs in install_packages: what is missing, as root. apt's words are shown only when it fails.
install_with_apt() {
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 apt-get -qq -o "Dpkg::Use-Pty=0")
  "${apt[@]}" update >"$1" 2>&1 || { tail -n 40 "$1" >&2; return 1; }
  run_shown Installing "$1" steps_of_apt "${apt[@]}" -o "APT::Status-Fd=1" install -y --no-install-recommends "${missing[@]}"
}
