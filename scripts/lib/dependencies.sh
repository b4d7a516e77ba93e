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
    [[ " ${missing[*]} " == *" $package "* ]] || is_installed "$package" || missing+=("$package")  # lists share some
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  command -v apt-get >/dev/null 2>&1 ||
    { echo "This machine has no apt-get. What Debian calls these is needed: ${missing[*]}" >&2; return 1; }
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 ||
      { printf 'Debian packages are missing, and there is no sudo. As root, run:\n\n  apt-get update && apt-get install --no-install-recommends %s\n\nthen try again.\n' "${missing[*]}" >&2; return 1; }
    as_root=(sudo)
    sudo -v || return 1  # asks for the password before the progress line is there
  fi
  echo "Installing from Debian: ${missing[*]}"
  local folder status=0
  folder=$(mktemp -d)
  install_with_apt "$folder/log" || status=$?
  rm -rf "$folder"
  return "$status"
}

# Runs in install_packages: what is missing, as root. apt's words are shown only when it fails. They go straight to the file: packages'
# scripts that write to a pipe which is not read fast enough fail, and with them the installation.
install_with_apt() {
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 sh -c 'log=$1; shift; exec 3>&1 >>"$log" 2>&1; exec apt-get "$@"'
    apt-get "$1" -qq -o Dpkg::Use-Pty=0)
  "${apt[@]}" update >/dev/null || { tail -n 40 "$1" >&2; return 1; }
  run_shown Installing "$1" steps_of_apt "${apt[@]}" -o APT::Status-Fd=3 install -y --no-install-recommends "${missing[@]}"
}
