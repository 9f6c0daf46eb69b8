# shellcheck shell=sh
# What a script needs on the machine. Scripts source this file in the root of the tree.
#
#   require jdk node   ends the script unless both are there, and prints the command that installs them on this system
#   provide jdk node   the same, but in CI and in a container installs what is missing

# Where openapi/install-tools puts a Node.js if the system's is too old.
PATH=$PWD/openapi/node_modules/node/bin:$PATH

fail() {
  echo "$(basename "$0"): $1" >&2
  exit 1
}

is_there() {
  case $1 in
    jdk)
      javac=${JAVA_HOME:+$JAVA_HOME/bin/}javac
      command -v "$javac" >/dev/null || return
      version=$("$javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
      [ "${version:-0}" -ge 17 ]
      ;;
    # An older Node.js suffices: openapi/install-tools installs a newer one beside the tools.
    node) command -v node >/dev/null && command -v npm >/dev/null ;;
    python) python3 -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

missing() {
  for thing; do
    is_there "$thing" || printf '%s ' "$thing"
  done
}

# Prints the packages of a package manager that contain these things.
packages() {
  manager=$1
  shift
  for thing; do
    case $manager:$thing in
      apt-get:jdk)
        { apt-cache search --names-only '^openjdk-(17|21|25)-jdk-headless$' | sort; echo default-jdk-headless; } |
          sed 's/ .*/ /;q' | tr -d '\n'
        ;;
      dnf:jdk) printf 'java-21-openjdk-devel ' ;;
      apk:jdk) printf 'openjdk21-jdk ' ;;
      brew:jdk) printf 'temurin@21 ' ;;
      winget:jdk) printf 'EclipseAdoptium.Temurin.21.JDK ' ;;
      apt-get:python) printf 'python3 python3-venv ' ;;
      winget:python) printf 'Python.Python.3.13 ' ;;
      *:python) printf 'python3 ' ;;
      brew:node) printf 'node ' ;;
      winget:node) printf 'OpenJS.NodeJS.LTS ' ;;
      *:node) printf 'nodejs npm ' ;;
      *) printf '%s ' "$thing" ;;
    esac
  done
}

package_manager() {
  for manager in apt-get dnf apk brew winget; do
    command -v "$manager" >/dev/null && echo "$manager" && return
  done
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# Checks whether packages may be installed: by root, in CI or in a container, with a manager that does so without questions.
may_install() {
  [ -n "${CI:-}${container:-}${KUBERNETES_SERVICE_HOST:-}" ] || [ -e /.dockerenv ] || [ -e /run/.containerenv ] || return
  case $1 in apt-get | dnf | apk) as_root true 2>/dev/null ;; *) false ;; esac
}

install_packages() {
  manager=$1
  shift
  echo "Installing $* ..."
  case $manager in
    apt-get) as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends "$@" ;;
    dnf) as_root dnf install --quiet --assumeyes "$@" ;;
    apk) as_root apk add --quiet "$@" ;;
  esac >/dev/null
}

require() {
  wanted=$(missing "$@")
  [ -n "$wanted" ] || return 0
  case ${JAVA_HOME:+$wanted} in
    *jdk*) fail "JAVA_HOME=$JAVA_HOME is not a JDK 17 or newer" ;;
  esac
  names=$(echo "$wanted" | sed 's/ $//; s/ /, /g; s/jdk/a JDK 17 or newer/; s/node/Node.js with npm/; s/python/Python 3.11 or newer with venv/')
  system=$(package_manager)
  case $system in
    "") fail "needs $names (https://adoptium.net, https://nodejs.org)" ;;
    apk) command="apk add" ;;
    *) command="$system install" ;;
  esac
  case $system in
    apt-get | dnf | apk) [ "$(id -u)" = 0 ] || command="sudo $command" ;;
  esac
  # shellcheck disable=SC2086 # several words
  fail "needs $names: $command $(packages "$system" $wanted | sed 's/ $//')"
}

provide() {
  wanted=$(missing "$@")
  system=$(package_manager)
  case ${JAVA_HOME:+$wanted} in
    *jdk*) ;; # JAVA_HOME would still count
    *)
      if [ -n "$wanted" ] && may_install "$system"; then
        [ "$system" != apt-get ] || as_root apt-get update -qq
        # shellcheck disable=SC2046,SC2086 # several words
        install_packages "$system" $(packages "$system" $wanted)
      fi
      ;;
  esac
  require "$@"
}
