# Sourced: what a command needs on the machine. `need run` or `need test` installs what is missing where it can (Debian, root or sudo),
# else names it and how to get it. Quick and silent when nothing is missing; the network is used only then.

die() { echo "$*" >&2; exit 1; }

packages_for() {
  case "$1" in
    run) echo libssl3 tzdata ;;
    test) echo libssl3 tzdata procps sip-tester baresip-core chromium fonts-noto-cjk postgresql-15 clamav-daemon sox util-linux ;;
  esac
}

installed() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }

need() {
  local missing=() package sudo=""
  command -v dotnet >/dev/null || die "The .NET 10 SDK is missing: install the package dotnet-sdk-10.0 (see https://learn.microsoft.com/dotnet/core/install/linux-debian)."
  case "$(dotnet --version 2>/dev/null || echo none)" in 10.*) ;; *) die "The .NET SDK here is $(dotnet --version 2>&1 | head -1); 10.0 is needed." ;; esac
  command -v node >/dev/null || die "Node.js 20 is missing: install it from your distribution or https://nodejs.org."
  [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || die "Node.js $(node --version) is too old; 20 is needed."
  if ! command -v dpkg-query >/dev/null; then
    echo "This is no Debian; make sure you have: $(packages_for "$1")" >&2; return 0
  fi
  for package in $(packages_for "$1"); do installed "$package" || missing+=("$package"); done
  [ ${#missing[@]} -eq 0 ] && return 0
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || die "Missing Debian packages; install them with: sudo apt-get install ${missing[*]}"
    sudo=sudo
  fi
  echo "Installing ${missing[*]} …"
  # An old list of packages names files that are gone: refresh it before the first install of the day, then again on failure.
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null 2>&1 ||
    { $sudo apt-get update -qq && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null; } ||
    die "Could not install ${missing[*]}: see what apt-get says."
}

# build PROJECT…: Release, with the program published beside it, compiled ahead of time (Program.targets). Where the packages of that compiler
# cannot be had, it is left out with a word: all works, but a fresh process compiles itself as it runs.
build() {
  local log project
  log=$(mktemp)
  for project in "$@"; do
    if ! dotnet build "$project" -c Release -v quiet -nologo -tl:off '-clp:NoSummary;ErrorsOnly' >"$log" 2>&1; then
      if [ "${AheadOfTime:-true}" = true ] && grep -Eiq 'NU(1100|1101|1102|1103|1301).*|NETSDK1094' "$log" && grep -Eiq 'crossgen2|\.app\.runtime\.|NETSDK1094' "$log"; then
        echo "The ahead-of-time compiler's packages cannot be had: built without it, a fresh start costs more." >&2
        export AheadOfTime=false
        rm -f "$log"
        build "$@"
        return
      fi
      cat "$log" >&2
      rm -f "$log"
      return 1
    fi
    cat "$log" >&2
  done
  rm -f "$log"
}
